"""Powers of attorney: given by an owner with the signed paper, taken up by the agent, ended by either."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from . import bilingual, invitations, letters, uploads, words
from .actors import Actor
from .company import held, held_by_owner, write_down
from .models import CompanyChange, Exporter, Power, PowerScope, RoleKind

ENDS_SOON = timedelta(days=14)
Verb = CompanyChange.Verb


class NotEnded(Exception):
    """The power had ended already."""


def give(exporter: Exporter, actor: Actor, given: Mapping[str, Any], file: UploadedFile, at: datetime) -> Power:
    """Writes the power with its scan and invites the agent to take it up.

    `given` is email, kind, procedures, starts_on, ends_on. Raises uploads.FileRefused, invitations.NotInvited, and
    PermissionDenied for who is no owner. The agent may hold other powers; each stands by itself.
    """
    looked = uploads.look_into(file)
    with held_by_owner(exporter, actor) as company:
        power = Power(
            exporter=company,
            kind=given["kind"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            file_name=looked.name,
            content_type=looked.content_type,
            size=looked.size,
            sha256=looked.sha256,
            made_by=actor.someone,
            made_at=at,
        )
        file.seek(0)
        power.file.save(looked.name, file, save=False)
        power.save(force_insert=True)
        PowerScope.objects.bulk_create(PowerScope(power=power, procedure=slug) for slug in given["procedures"])
        invitations.ask(company, actor, given["email"], at, kinds=[], power=power)
        terms = [given["kind"], str(given["starts_on"]), str(given["ends_on"]), *given["procedures"]]
        write_down(company, actor.someone, Verb.POWER_GIVEN, at, about=given["email"].lower(), after=terms)
    return power


def end(power: Power, actor: Actor, at: datetime) -> None:
    """Ends it at once, by an owner or by the agent. Raises NotEnded, PermissionDenied."""
    with held(power.exporter) as company:
        owns = actor.holds(company.pk, RoleKind.OWNER)
        if not owns and power.agent_id != actor.person_id:
            raise PermissionDenied("an owner or the agent ends a power")
        if not Power.objects.filter(pk=power.pk, ended_at=None).update(ended_at=at, ended_by=actor.someone):
            raise NotEnded
        power.refresh_from_db()
        invited = power.invitation
        if invited.closed_at is None and invited.good_until > at:
            invitations.close(invited, invitations.End.WITHDRAWN, at)
        write_down(company, actor.someone, Verb.POWER_ENDED, at, about=invited.email)
        others = {invited.email, power.made_by.email} - {actor.someone.email}
        say = bilingual.said_in_both(lambda: words.of_ended_power(power, actor.someone))
        letters.post([bilingual.compose(address, say, at=at) for address in sorted(others)])


def visible_to(actor: Actor) -> QuerySet[Power]:
    """The powers that owners of the company, and the agent, may look at."""
    owned = [pk for pk, kinds in actor.roles.items() if RoleKind.OWNER in kinds]
    found = Power.objects.filter(exporter__in=owned) | Power.objects.filter(agent=actor.person_id or 0)
    return found.select_related("exporter", "agent", "invitation", "made_by", "ended_by").prefetch_related("scopes")


def remind(now: datetime) -> int:
    """Writes to agent and owner, once, when a power ends in two weeks; answers for how many. Safe to run twice."""
    today = timezone.localdate(now)
    due = Power.objects.in_force(today).filter(ends_on__lte=today + ENDS_SOON, reminded_at=None)
    told = 0
    for power in due.select_related("exporter", "agent", "made_by"):
        with held(power.exporter):
            if not Power.objects.filter(pk=power.pk, reminded_at=None, ended_at=None).update(reminded_at=now):
                continue
            say = bilingual.said_in_both(lambda: words.of_ending_power(power))  # noqa: B023 – said before the next
            people = {power.made_by.email, power.agent.email} if power.agent else {power.made_by.email}
            path = f"/companies/{power.exporter_id}/"
            letters.post([bilingual.compose(address, say, at=now, path=path) for address in sorted(people)])
            told += 1
    return told
