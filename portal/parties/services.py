"""What people do with their companies and accounts; every write."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from .actors import Actor
from .company import held_by_owner, write_down
from .models import Agency, CompanyChange, Duty, Exporter, Officer, OfficerDuty, Person, Role, RoleKind


class AlreadyRegistered(Exception):
    """A company with this juristic id is in the portal; whose it is, is not told."""


def register_company(person: Person, given: Mapping[str, Any]) -> Exporter:
    """Registers a company and makes `person` its owner.

    Two people who register one juristic id at the same moment: the database lets one through, the other
    gets `AlreadyRegistered`, as does everybody afterwards.
    """
    exporter = Exporter(**given)
    try:
        with transaction.atomic():
            exporter.save(force_insert=True)
    except IntegrityError:
        if not Exporter.objects.filter(juristic_id=exporter.juristic_id).exists():
            raise
        raise AlreadyRegistered(exporter.juristic_id) from None
    Role.objects.create(person=person, exporter=exporter, kind=RoleKind.OWNER)
    return exporter


def change_company(exporter: Exporter, actor: Actor, write: Callable[[], None], at: datetime) -> None:
    """Lets an owner change the company: `write` saves what was typed, in one transaction with its line of history."""
    with held_by_owner(exporter, actor) as company:
        was = _said(company)
        write()
        now = _said(Exporter.objects.get(pk=exporter.pk))
        other = [name for name in was if was[name] != now[name]]
        before, after = [was[name] for name in other], [now[name] for name in other]
        write_down(company, actor.someone, CompanyChange.Verb.COMPANY, at, before=before, after=after)


def _said(exporter: Exporter) -> dict[str, str]:
    """What may change of a company, as text."""
    said = {field.name: str(getattr(exporter, field.name)) for field in Exporter._meta.concrete_fields}
    numbers = exporter.numbers.order_by("kind", "number").values_list("number", flat=True)
    return {**said, "numbers": ", ".join(numbers)}


def choose_language(person: Person, language: str) -> None:
    """Keeps the language a person reads, for pages on other devices and for letters."""
    if language != person.language:
        person.language = language
        person.save(update_fields=["language"])


def appoint_administrator(person: Person, agency: Agency) -> Officer:
    """Makes `person` an officer who looks after the lists and the other officers; nothing new where they are.

    Who serves another agency already, or acts for a company, stays what they are: ValueError.
    """
    with transaction.atomic():
        if Role.objects.filter(person=person).exists():
            raise ValueError("This person acts for a company. Officers need a sign-in of their own.")
        officer, _new = Officer.objects.get_or_create(person=person, defaults={"agency": agency})
        if officer.agency != agency:
            raise ValueError("This person serves another agency.")
        OfficerDuty.objects.get_or_create(officer=officer, duty=Duty.ADMINISTRATOR)
    return officer
