"""Reads: the public register, and what other procedures may ask about a company's registration."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from portal.cases.models import Case, Draft
from portal.law.findings import Finding
from portal.parties.actors import Actor
from portal.parties.models import Exporter

from . import facts
from .models import Registration
from .rules import life, number
from .rules.checklist import checklist as law
from .rules.consent import published

MAY_WITHDRAW_CONSENT = ("owner", "signatory")


@dataclass(frozen=True)
class Entry:
    """What the public may see of a registration. What is None is not published (REX-6)."""

    number: str
    registered_on: date
    valid_from: date
    revoked_on: date | None
    countries: tuple[str, ...]
    name: str | None = None
    address: str | None = None
    contacts: tuple[Mapping[str, str], ...] | None = None
    goods: tuple[Mapping[str, str], ...] | None = None

    @property
    def details_published(self) -> bool:
        return self.name is not None


def look_up(typed: str) -> Entry | None:
    """The public entry of the number that somebody typed, however it is spaced; None if no such number was given."""
    wanted = number.normalise(typed)
    if not number.is_rex_number(wanted):
        return None
    found = Registration.objects.select_related("application").filter(number=wanted).first()
    return entry_of(found) if found else None


def entry_of(registration: Registration) -> Entry:
    """What the public sees of `registration` now: a consent withdrawn a moment ago counts (REX-6)."""
    shown = published(registration.consent)  # REX-6
    everything: dict[str, Callable[[], Any]] = {
        "number": lambda: registration.number,
        "registered_on": lambda: timezone.localdate(registration.registered_at),
        "valid_from": lambda: registration.valid_from,
        "revoked_on": lambda: registration.revoked_on,
        "countries": lambda: tuple(registration.countries),
        "name": lambda: registration.application.name,
        "address": lambda: registration.application.address,
        "contacts": lambda: tuple(registration.application.contacts.values("name", "address", "email", "phone", "fax")),
        "goods": lambda: tuple(registration.application.goods.values("heading", "description")),
    }
    return Entry(**{name: everything[name]() for name in shown})


def registration_for(exporter: Exporter, on: date) -> Registration | None:
    """The registration under which `exporter` may make out statements on that day (REX-10), if there is one."""
    held = Registration.objects.filter(exporter=exporter)
    return next((one for one in held if life.covers(one.valid_from, one.revoked_on, on)), None)


def held_by(actor: Actor, typed: str) -> Registration | None:
    """The registration of that number, if it is of a company that `actor` acts for."""
    cases = Case.objects.visible_to(actor) if not actor.is_officer else Case.objects.none()
    held = Registration.objects.filter(application__case__in=cases, number=typed)
    return held.select_related("application__case").first()


def may_withdraw_consent(registration: Registration, actor: Actor) -> bool:
    """Whether `actor` may take the consent back: whoever may sign for the company (REX-6)."""
    return actor.acts_for(registration.exporter_id, "rex", *MAY_WITHDRAW_CONSENT)  # REX-6


def registration_of(case: Case) -> Registration | None:
    """The registration that came of this case."""
    return Registration.objects.filter(application__case=case).select_related("application").first()


def checklist(answers: Mapping[str, Any], about: Draft | Case) -> list[Finding]:
    """The law's own check of `answers`: what the exporter may run before filing is what the officer sees (REX-1 to
    REX-6). A case is judged by the texts and values of the day it was last filed (T-6), a draft by today's."""
    filed = about.submissions.order_by("-number").first() if isinstance(about, Case) else None
    day = timezone.localdate(filed.at if filed else None)  # T-6
    application = facts.of_answers(answers, about.exporter, about if isinstance(about, Case) else None)
    return list(law(application, facts.undertakings_at(day), facts.max_headings(day)))
