"""The verbs of REX: every write. Moves call them by name, in their own transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.cases import happenings, numbers
from portal.cases.models import Case, Event, Submission
from portal.cases.products import Named
from portal.cases.reference import current_values
from portal.cases.refusals import not_yours, refuse
from portal.papers import services as papers
from portal.parties.actors import Actor, Duty
from portal.parties.models import Exporter, ProductVersion

from . import facts, selectors
from .models import ContactPerson, Good, Registration, RexApplication
from .rules import exporter as exporter_rules
from .rules import life
from .rules import number as number_rules
from .rules.application import Application


def file(case: Case, submission: Submission) -> None:
    """Writes the application's rows from what was filed; an earlier filing of the case is written over."""
    said, on = submission.answers, timezone.localdate(submission.at)
    application = facts.of_answers(said, case.exporter)
    undertakings, consent = application.undertakings_signed, application.consent_signed
    written: dict[str, Any] = {
        "submission": submission,
        **{name: getattr(application.exporter, name) for name in exporter_rules.REQUIRED},  # REX-1
        "activities": sorted(application.activities),
        "main_activity": exporter_rules.main_activity(application),  # REX-3
        "undertakings_since": facts.undertakings_at(on).since,
        "undertakings": sorted(application.accepted),  # REX-5
        "undertakings_place": undertakings.place,
        "undertakings_signed_on": undertakings.day,
        "undertakings_name": undertakings.name,
        "undertakings_job_title": undertakings.job_title,
        "consent": application.consent,  # REX-6
        "consent_place": consent.place,
        "consent_signed_on": consent.day,
        "consent_name": consent.name,
        "consent_job_title": consent.job_title,
    }
    row, _created = RexApplication.objects.update_or_create(case=case, defaults=written)
    _write_tables(row, application, facts.versions_of(said, case.exporter))


def _write_tables(row: RexApplication, application: Application, versions: Mapping[Named, ProductVersion]) -> None:
    row.contacts.all().delete()
    row.goods.all().delete()
    contacts = enumerate(application.contacts, start=1)
    ContactPerson.objects.bulk_create(
        ContactPerson(application=row, position=position, **asdict(one)) for position, one in contacts
    )
    Good.objects.bulk_create(
        Good(
            application=row,
            position=position,
            heading=one.heading,
            description=one.description,
            product_version=versions[one.product.code, one.product.version] if one.product else None,
        )
        for position, one in enumerate(application.goods, start=1)
    )


def ask_for_form(case: Case, event: Event) -> None:
    """The receipt, and the form to print, sign and lodge (REX-8)."""
    submission = case.submissions.latest("number")
    papers.request(case, "receipt", submission=submission, at=event.at)
    papers.request(case, "rex-form", submission=submission, at=event.at)  # REX-8


def note_reception(case: Case, event: Event) -> None:
    """The day on which the complete form was received (REX-8): the registration will be valid from it (REX-10)."""
    case.received_on = case.complete_on = date.fromisoformat(event.given["received_on"])  # REX-10
    case.save(update_fields=["received_on", "complete_on"])


def forget_reception(case: Case, event: Event) -> None:
    """What is returned was not complete: the day of reception is that of the form that comes back (REX-10)."""
    case.received_on = case.complete_on = None  # REX-10
    case.save(update_fields=["received_on", "complete_on"])


def begin_examination(case: Case, event: Event) -> None:
    """Whoever begins the examination has the case in hand."""
    case.handler_id = event.actor_id
    case.save(update_fields=["handler"])


def register(case: Case, event: Event) -> None:
    """Gives the number and writes the exporter into the register (REX-9, REX-10)."""
    application = case.rex_application
    # Two cases of one company may be decided in the same moment: one of them registers it.
    exporter = Exporter.objects.select_for_update().get(pk=case.exporter_id)
    held = Registration.objects.filter(exporter=exporter, revoked_on__isnull=True).first()
    if held:
        raise refuse(
            "already-registered",
            clause="REX-10",
            th=f"บริษัทนี้ขึ้นทะเบียนอยู่แล้ว เลขทะเบียน {held.number} โปรดตรวจสอบทะเบียนเดิม และไม่รับขึ้นทะเบียนซ้ำ",
            en=f"The company is registered already as {held.number}. Look at that registration and refuse this one.",
        )
    Registration.objects.create(
        number=next_number(timezone.localdate(event.at)),
        exporter=exporter,
        application=application,
        registered_at=event.at,
        valid_from=life.valid_from(case.received_on or timezone.localdate(event.at)),  # REX-10
        consent=application.consent,  # REX-6
    )
    papers.request(case, "rex-registration", at=event.at)


def next_number(on: date) -> str:
    """The next free REX number by the pattern in force on `on` (REX-9); given back if the transaction fails.

    NumberPatternError when the configured pattern gives no Thai REX number.
    """
    pattern = current_values().at("rex.number.pattern", on=on).value  # REX-9
    series = f"rex-number:{on.year}" if "{year" in pattern else "rex-number"
    while True:
        number = number_rules.render(pattern, year=on.year, seq=numbers.take(series))
        # A pattern that was changed and changed back begins again among numbers that were given.
        if not Registration.objects.filter(number=number).exists():
            return number


def revoke(registration: Registration, actor: Actor, at: datetime, reason: str) -> Registration:
    """Ends the registration for the future, and with it the document that shows it (REX-10); an approver does.

    Doing it twice is doing it once. What was made out before stands.
    """
    reason = happenings.said(reason, "reason")
    with transaction.atomic():
        case = happenings.lock(registration.application.case)
        if not actor.serves(case.agency, Duty.APPROVER):
            raise not_yours()
        locked = Registration.objects.get(pk=registration.pk)
        if locked.revoked_on is None:
            locked.revoked_on = max(timezone.localdate(at), locked.valid_from)  # REX-10
            locked.save(update_fields=["revoked_on"])
            happenings.record(case, "revoke_registration", actor, at, note=reason)
            for document in case.documents.filter(kind="rex-registration", revoked_at=None):
                papers.revoke(document, actor, at=at, reason=reason)
    registration.refresh_from_db()
    return registration


def withdraw_consent(registration: Registration, actor: Actor, at: datetime) -> Registration:
    """Takes back the consent to publication, for good and at once (REX-6); doing it twice is doing it once."""
    with transaction.atomic():
        case = happenings.lock(registration.application.case)
        if not selectors.may_withdraw_consent(registration, actor):
            raise not_yours()
        locked = Registration.objects.get(pk=registration.pk)
        if locked.consent:
            locked.consent, locked.consent_withdrawn_at = False, at  # REX-6
            locked.save(update_fields=["consent", "consent_withdrawn_at"])
            happenings.record(case, "withdraw_consent", actor, at)
    registration.refresh_from_db()
    return registration
