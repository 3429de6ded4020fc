"""Reads about companies: only those that a person belongs to are ever found."""

from django.db.models import Prefetch, QuerySet

from .actors import Actor
from .models import Exporter, Role, RoleKind


def companies_of(actor: Actor) -> QuerySet[Exporter]:
    """The companies that the actor acts for, by name, each with the actor's own roles in `held`."""
    own = Prefetch("roles", Role.objects.filter(person=actor.person_id or 0).order_by("id"), to_attr="held")
    return Exporter.objects.filter(id__in=actor.exporter_ids).order_by("name_th", "id").prefetch_related(own)


def roles_in(exporter: Exporter, actor: Actor) -> QuerySet[Role]:
    """Who has which role: everybody for an owner, oneself for the others."""
    roles = exporter.roles.select_related("person").order_by("person__name_th", "person_id", "id")
    return roles if actor.holds(exporter.pk, RoleKind.OWNER) else roles.filter(person=actor.person_id or 0)
