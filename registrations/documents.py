"""The papers of REX: the form to sign and lodge, the registration document. Facts are taken once, when asked for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case, Submission
from portal.cases.registry import Text
from portal.law.findings import Message
from portal.papers.kinds import DocumentKind, Numbering
from portal.papers.models import Document

from . import facts, selectors
from .models import Activity, RexApplication
from .models.application import COUNTRY_NAMES
from .rules.exporter import ACTIVITIES
from .rules.goods import goods_listing

BUDDHIST_ERA = 543
COUNTRIES = {"CH": Message("สมาพันธรัฐสวิส", "Switzerland"), "NO": Message("ราชอาณาจักรนอร์เวย์", "Norway")}


def form_facts(case: Case, submission: Submission | None) -> dict[str, Any]:
    """Everything that the printed Annex 22-06 says (REX-8)."""
    row = case.rex_application
    edition = facts.undertakings_at(row.undertakings_since)
    return {
        **_exporter(row),
        "contacts": list(row.contacts.values("name", "address", "email", "phone", "fax")),
        "activities": [{**_both(ACTIVITIES[one.value]), "main": one.value == row.main_activity} for one in Activity],
        "goods": goods_of(row, timezone.localdate(row.submission.at)),
        "undertakings": [
            {**_both(one.text), "accepted": one.slug in row.undertakings} for one in edition.undertakings
        ],  # REX-5
        "undertakings_signed": _signature(row, "undertakings"),
        "consent": row.consent,
        "consent_signed": _signature(row, "consent"),
        "submitted_at": row.submission.at,
        "sha256": row.submission.sha256,
    }


def registration_facts(case: Case, submission: Submission | None) -> dict[str, Any]:
    """What the registration document says (REX-9, REX-10)."""
    registration = selectors.registration_of(case)
    if registration is None:
        raise LookupError(f"{case.reference} is not registered")
    row = registration.application
    decided = case.events.select_related("actor").filter(verb="register").first()
    return {
        **_exporter(row),
        "name_th": case.exporter.name_th,
        "rex_number": registration.number,
        "registered_at": registration.registered_at,
        "valid_from": registration.valid_from,
        "countries": [{"code": code, **_both(COUNTRIES[code])} for code in registration.countries],
        "main_activity": _both(ACTIVITIES[row.main_activity]),
        "goods": goods_of(row, timezone.localdate(row.submission.at)),
        "consent": registration.consent,
        "registrar": decided.actor and {"th": decided.actor.name_in("th"), "en": decided.actor.name_in("en")}
        if decided
        else None,
    }


def goods_of(row: RexApplication, on: date) -> dict[str, Any]:
    """Box 4: the codes it lists, each with what is exported under it (REX-4)."""
    goods = list(row.goods.values_list("heading", "description"))
    listing = goods_listing((heading for heading, _description in goods), facts.max_headings(on))  # REX-4
    under: dict[str, dict[str, None]] = {code: {} for code in listing.codes}
    for heading, description in goods:
        under[heading[: len(listing.codes[0])]][description] = None
    return {
        "by": listing.by,
        "headings": listing.headings,
        "rows": [{"code": code, "description": "; ".join(said)} for code, said in under.items()],
    }


def public_lines(document: Document) -> Sequence[tuple[Text, Text]]:
    """What anybody may read who has the document's code: what the register publishes now, no more (REX-6)."""
    registration = selectors.registration_of(document.case)
    if registration is None:
        return []
    entry = selectors.entry_of(registration)
    lines: list[tuple[Text, Text]] = [
        (_("REX number"), entry.number),
        (_("Registered"), entry.registered_on.isoformat()),
        (_("Valid from"), entry.valid_from.isoformat()),
        (_("Countries covered"), ", ".join(entry.countries)),
    ]
    if entry.name is not None:
        lines.append((_("Registered exporter"), entry.name))
    return lines


def numbering(document: Document) -> Numbering:
    year = timezone.localdate(document.requested_at).year + BUDDHIST_ERA
    return Numbering(f"rex-registration-{year}", f"REX-REG-{year}-{{n:05d}}")


def _exporter(row: RexApplication) -> dict[str, Any]:
    return {
        "name": row.name,
        "street": row.street,
        "city": row.city,
        "postcode": row.postcode,
        "country": COUNTRY_NAMES[row.country],
        "tax_id": row.tax_id,
        "contact": {"name": row.contact_name, "phone": row.contact_phone, "email": row.contact_email},
    }


def _signature(row: RexApplication, part: str) -> Mapping[str, Any]:
    return {name: getattr(row, f"{part}_{name}") for name in ("place", "signed_on", "name", "job_title")}


def _both(message: Message) -> dict[str, str]:
    return {"th": message.th, "en": message.en}


KINDS = (
    DocumentKind(
        slug="rex-form",
        title=_("Application to become a registered exporter (Annex 22-06)"),
        template="registrations/form_22_06.html",
        facts=form_facts,
        signed=False,  # people sign it by hand
        verifiable=False,
        of_last_filing=True,
        filename="rex-application-{reference}.pdf",
    ),
    DocumentKind(
        slug="rex-registration",
        title=_("REX registration document"),
        template="registrations/registration.html",
        facts=registration_facts,
        series=numbering,
        public=public_lines,
        filename="rex-registration-{reference}.pdf",
    ),
)
