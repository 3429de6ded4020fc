"""What people do with their companies and accounts; every write."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from .actors import Actor
from .models import Agency, Duty, Exporter, Officer, OfficerDuty, Person, Role, RoleKind


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


def change_company(exporter: Exporter, actor: Actor, write: Callable[[], None]) -> None:
    """Lets an owner change the company: `write` saves what was typed, in one transaction."""
    if not actor.holds(exporter.pk, RoleKind.OWNER):
        raise PermissionDenied("only an owner changes the company")
    with transaction.atomic():
        write()


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
