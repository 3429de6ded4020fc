"""Personal tokens: made, found by what was sent, revoked.

Kept is the SHA-256 of 32 random bytes. A slow, salted hash protects what people choose and could be guessed; nobody
guesses 256 random bits, and a quick hash finds the row by its index on every request.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.parties.actors import Actor
from portal.parties.models import Person

from .models import PersonalToken
from .scopes import known

PREFIX = "op_pat_"  # so that scanners of source code can tell what they have found
MOST_DAYS = 365


class OfficersHaveNone(Exception):
    """Tokens are for exporters' people: officers work on their own site, with their second factor."""


def of_person(person: Person) -> QuerySet[PersonalToken]:
    return PersonalToken.objects.filter(person=person).order_by("-pk")


def make(actor: Actor, at: datetime, name: str, scopes: Sequence[str], days: int) -> tuple[PersonalToken, str]:
    """A new token and its text, which nobody can read again; good for `days`, at most a year."""
    if actor.is_officer:
        raise OfficersHaveNone
    text = PREFIX + secrets.token_urlsafe(32)
    token = PersonalToken.objects.create(
        person=actor.someone,
        name=name,
        hash=_hash(text),
        ending=text[-4:],
        scopes=known(scopes),
        made_at=at,
        expires_on=timezone.localdate(at) + timedelta(days=min(days, MOST_DAYS)),
    )
    return token, text


def find(text: str, on: date) -> PersonalToken | None:
    """The live token that `text` is, with its person; its last day still counts."""
    live = PersonalToken.objects.filter(hash=_hash(text), revoked_at=None, expires_on__gte=on)
    return live.select_related("person__officer").first()


def revoke(token: PersonalToken, at: datetime) -> None:
    """Ends the token at once; doing it twice is doing it once."""
    PersonalToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    token.refresh_from_db()


def note_use(token: PersonalToken, on: date) -> None:
    """The day is enough, and costs one write a day instead of one a request."""
    if token.last_used_on != on:
        PersonalToken.objects.filter(pk=token.pk).update(last_used_on=on)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
