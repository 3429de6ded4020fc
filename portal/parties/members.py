"""The people of a company: which roles they have, taking one out, leaving."""

from collections.abc import Iterable
from datetime import datetime

from . import bilingual, letters, words
from .actors import Actor
from .company import held, held_by_owner, write_down
from .models import CompanyChange, Exporter, Person, Role, RoleKind

Verb = CompanyChange.Verb


class LastOwner(Exception):
    """A company always has an owner: nothing was changed."""


def set_roles(exporter: Exporter, actor: Actor, person: Person, kinds: Iterable[str], at: datetime) -> bool:
    """Gives somebody of the company exactly these roles; answers whether that is a change.

    Raises LastOwner, PermissionDenied, Person.DoesNotExist for somebody who is not (any more) of the company, and
    ValueError for no role at all: that is `remove`.
    """
    wanted = sorted(set(kinds))
    if not wanted:
        raise ValueError("somebody of a company has a role")
    with held_by_owner(exporter, actor):
        before = _roles(exporter, person)
        if before == wanted:
            return False
        _see_that_an_owner_stays(exporter, person, wanted)
        Role.objects.filter(exporter=exporter, person=person).exclude(kind__in=wanted).delete()
        Role.objects.bulk_create(
            Role(exporter=exporter, person=person, kind=kind) for kind in wanted if kind not in before
        )
        write_down(exporter, actor.someone, Verb.ROLES, at, about=person.email, before=before, after=wanted)
        if person != actor.person:
            letters.post([bilingual.write(person.email, lambda: words.of_roles(exporter, wanted), at=at, path="/")])
    return True


def remove(exporter: Exporter, actor: Actor, person: Person, at: datetime) -> None:
    """Takes somebody out of the company at once. Raises as `set_roles`."""
    with held_by_owner(exporter, actor):
        before = _roles(exporter, person)
        _see_that_an_owner_stays(exporter, person, [])
        Role.objects.filter(exporter=exporter, person=person).delete()
        write_down(exporter, actor.someone, Verb.REMOVED, at, about=person.email, before=before)
        letters.post([bilingual.write(person.email, lambda: words.of_removal(exporter), at=at, path="/")])


def leave(exporter: Exporter, actor: Actor, at: datetime) -> None:
    """Ends all of one's own roles. Raises LastOwner, and Person.DoesNotExist for who has none."""
    person = actor.someone
    with held(exporter):
        before = _roles(exporter, person)
        _see_that_an_owner_stays(exporter, person, [])
        Role.objects.filter(exporter=exporter, person=person).delete()
        write_down(exporter, person, Verb.LEFT, at, about=person.email, before=before)
        tell_owners(exporter, at, lambda: words.of_leaving(exporter, person))


def tell_owners(exporter: Exporter, at: datetime, say: bilingual.Say) -> None:
    """Writes to every owner of the company."""
    owners = Person.objects.filter(is_active=True, roles__exporter=exporter, roles__kind=RoleKind.OWNER)
    path = f"/companies/{exporter.pk}/"
    letters.post([bilingual.write(owner.email, say, at=at, path=path) for owner in owners.order_by("pk")])


def _roles(exporter: Exporter, person: Person) -> list[str]:
    kinds = sorted(Role.objects.filter(exporter=exporter, person=person).values_list("kind", flat=True))
    if not kinds:
        raise Person.DoesNotExist
    return kinds


def _see_that_an_owner_stays(exporter: Exporter, person: Person, wanted: list[str]) -> None:
    owners = Role.objects.filter(exporter=exporter, kind=RoleKind.OWNER, person__is_active=True)
    if RoleKind.OWNER not in wanted and not owners.exclude(person=person).exists():
        raise LastOwner
