"""Reads about companies: only those that a person belongs to are ever found."""

from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from .actors import Actor
from .models import CompanyChange, Exporter, Invitation, Power, Role, RoleKind

CHANGES = 50  # of the history on one page


def companies_of(actor: Actor) -> QuerySet[Exporter]:
    """The companies that the actor acts for, by name, each with the actor's own roles in `held`."""
    own = Prefetch("roles", Role.objects.filter(person=actor.person_id or 0).order_by("id"), to_attr="held")
    return Exporter.objects.filter(id__in=actor.exporter_ids).order_by("name_th", "id").prefetch_related(own)


def acted_for(actor: Actor, procedure: str = "") -> QuerySet[Exporter]:
    """The companies that the actor belongs to or is an agent of (for `procedure`, if one is named), by name."""
    ids = [pk for pk in actor.acts_for_ids if not procedure or actor.acts_for(pk, procedure)]
    return Exporter.objects.filter(id__in=ids).order_by("name_th", "id")


def roles_in(exporter: Exporter, actor: Actor) -> QuerySet[Role]:
    """Who has which role: everybody for an owner, oneself for the others."""
    roles = exporter.roles.select_related("person").order_by("person__name_th", "person_id", "id")
    return roles if actor.holds(exporter.pk, RoleKind.OWNER) else roles.filter(person=actor.person_id or 0)


def changes_of(exporter: Exporter, older_than: int | None) -> tuple[list[CompanyChange], bool]:
    """A page of the company's history, the newest first, and whether there is more."""
    found = exporter.changes.select_related("by")
    if older_than is not None:
        found = found.filter(pk__lt=older_than)
    rows = list(found[: CHANGES + 1])
    return rows[:CHANGES], len(rows) > CHANGES


def powers_given(exporter: Exporter) -> QuerySet[Power]:
    """The company's powers of attorney, those that still count first."""
    return exporter.powers.select_related("agent", "invitation").prefetch_related("scopes").order_by("-ends_on", "pk")


def powers_held(actor: Actor, on: date) -> QuerySet[Power]:
    """The powers under which the actor acts that day, or will."""
    held = Power.objects.filter(agent=actor.person_id or 0, ended_at=None, ends_on__gte=on)
    return held.select_related("exporter").prefetch_related("scopes").order_by("exporter__name_th", "pk")


def open_invitations(exporter: Exporter, at: datetime) -> QuerySet[Invitation]:
    """Whom the company has asked and who has not answered; powers stand among the powers."""
    return Invitation.objects.open(at).filter(exporter=exporter, power=None).order_by("-invited_at")
