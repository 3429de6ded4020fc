"""The acts that REX's tests are told in: Malee fills in and submits, Ploy receives and examines, Krit decides."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from portal.cases import drafts, moves, submissions
from portal.cases.models import Case, Draft
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

AT = datetime(2024, 6, 3, 3, 0, tzinfo=UTC)  # a Monday, ten in the morning in Bangkok

EXPORTER = {
    "name": "Siam Ceramics Co., Ltd.",
    "tax_id": "0105551234567",
    "street": "99 Rama IV Road",
    "city": "Khlong Toei, Bangkok",
    "postcode": "10110",
    "country": "TH",
    "contact_name": "Malee Srisuk",
    "contact_phone": "02 123 4567",
    "contact_email": "malee@example.com",
}
CONTACT = {
    "name": "Niran Thongdee",
    "address": "99 Rama IV Road, Khlong Toei, Bangkok 10110, Thailand",
    "email": "niran@example.com",
    "phone": "02 123 4568",
    "fax": "",
}
GOOD = {"heading": "6911", "description": "Porcelain tableware"}
SIGNATURE = {
    "place": "Bangkok",
    "signed_on": "03/06/2567",
    "signatory_name": "Malee Srisuk",
    "job_title": "Managing Director",
}
TICKS = dict.fromkeys(
    [
        "details",
        "earlier_registration",
        "qualifying_goods",
        "records",
        "changes",
        "cooperation",
        "checks",
        "conditions_ended",
        "exports_ended",
    ],
    "on",
)
REASON = {
    "code": "goods-unclear",
    "step": "goods",
    "field": "description",
    "clause": "REX-4",
    "th": "บรรยายสินค้าให้ชัดเจน",
    "en": "Describe the goods clearly.",
}


def fill(draft: Draft, person: Person, *, consent: str = "yes", goods: list[dict[str, str]] | None = None) -> Draft:
    """Everything is typed in, and right."""
    actor = Actor.of(person)
    drafts.save(draft, "exporter", actor, AT, EXPORTER | {"tax_id": draft.exporter.juristic_id})
    drafts.save(draft, "contacts", actor, AT, {}, [CONTACT])
    drafts.save(draft, "activities", actor, AT, {"activities": ["production"], "main_activity": ""})
    drafts.save(draft, "goods", actor, AT, {}, goods or [GOOD])
    drafts.save(draft, "undertakings", actor, AT, {**TICKS, **SIGNATURE})
    drafts.save(draft, "consent", actor, AT, {"consent": consent, **SIGNATURE})
    return draft


def submit(person: Person, exporter: Exporter, **said: Any) -> Case:
    """Malee submits a whole application."""
    draft = drafts.start("rex", exporter, Actor.of(person), AT)
    return submissions.submit(fill(draft, person, **said), Actor.of(person), AT)


def move(
    case: Case,
    verb: str,
    person: Person,
    given: Mapping[str, Any] | None = None,
    at: datetime = AT,
    **more: Any,
) -> Case:
    """`person` makes a move, filled in as the move asks unless `given` says otherwise."""
    asked: dict[str, Mapping[str, Any]] = {
        "receive": {"paper_seen": True, "poa_seen": True, "received_on": AT.date()},
        "recommend": {"opinion": "register"},
    }
    reasons = [REASON] if verb in ("return", "refuse") else ()
    said = asked.get(verb, {}) if given is None else given
    moves.perform(case, verb, Actor.of(person), at, given=said, **{"reasons": reasons, **more})
    return case


def examined(case: Case, examiner: Person) -> Case:
    for verb in ("receive", "examine", "recommend"):
        move(case, verb, examiner)
    return case


def registered(person: Person, exporter: Exporter, examiner: Person, approver: Person, **said: Any) -> Case:
    return move(examined(submit(person, exporter, **said), examiner), "register", approver)
