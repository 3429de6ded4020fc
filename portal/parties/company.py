"""What every change of a company has in common: an owner makes it, alone at that moment, and it is written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .actors import Actor
from .models import CompanyChange, Exporter, Person, Role, RoleKind


@contextmanager
def held(exporter: Exporter) -> Iterator[Exporter]:
    """The company's row, locked for one transaction: its people are changed by one hand at a time."""
    with transaction.atomic():
        yield Exporter.objects.select_for_update().get(pk=exporter.pk)


@contextmanager
def held_by_owner(exporter: Exporter, actor: Actor) -> Iterator[Exporter]:
    """`held`, for an owner. Raises PermissionDenied for anybody else, also for who was one when the page opened."""
    with held(exporter) as locked:
        if not Role.objects.filter(exporter=locked, person=actor.person_id or 0, kind=RoleKind.OWNER).exists():
            raise PermissionDenied("only an owner changes who acts for the company")
        yield locked


def write_down(
    exporter: Exporter,
    by: Person,
    verb: CompanyChange.Verb,
    at: datetime,
    *,
    about: str = "",
    before: list[str] | None = None,
    after: list[str] | None = None,
) -> None:
    """Puts a line in the company's history."""
    CompanyChange.objects.create(
        exporter=exporter, at=at, by=by, verb=verb, about=about, before=before or [], after=after or []
    )
