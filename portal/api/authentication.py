"""Who is calling: a client of a company, or a person's own token. Sessions of browsers open nothing here."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils import timezone
from oauth2_provider.models import get_access_token_model
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from portal.parties.actors import Actor
from portal.parties.models import Person

from . import clients, tokens
from .refusals import Problem

CHALLENGE = "Bearer"


@dataclass(frozen=True)
class Caller:
    """What a good token stands for: who acts, what for, and the name under which the caller is counted."""

    actor: Actor
    scopes: frozenset[str]
    name: str  # "client:7" or "token:12"; what is remembered of a caller hangs on it


def actor_of(request: Request) -> Actor:
    """The one answer to "who is acting" for every view of the API: narrowed to the client's company."""
    return caller_of(request).actor


def caller_of(request: Request) -> Caller:
    """Who is calling with which token."""
    return cast(Caller, request.auth)


class BearerAuthentication(BaseAuthentication):
    """RFC 6750. The two kinds of token tell themselves apart by how they begin."""

    def authenticate(self, request: Request) -> tuple[Person, Caller] | None:
        kind, _gap, text = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"bearer":
            return None
        token, today = text.decode("latin-1").strip(), timezone.localdate()
        caller = _personal(token, today) if token.startswith(tokens.PREFIX) else _client(token, today)
        if caller is None:
            raise Problem("token-invalid", headers={"WWW-Authenticate": f'{CHALLENGE} error="invalid_token"'})
        if caller.actor.is_officer:
            raise Problem("officers-refused")
        return caller.actor.someone, caller

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


def _personal(text: str, today: date) -> Caller | None:
    token = tokens.find(text, today)
    if token is None or not token.person.is_active:
        return None
    tokens.note_use(token, today)
    return Caller(Actor.of(token.person), frozenset(token.scopes), f"token:{token.pk}")


def _client(text: str, today: date) -> Caller | None:
    checksum = hashlib.sha256(text.encode()).hexdigest()
    found = get_access_token_model().objects.select_related("application__user__officer")
    token = found.filter(token_checksum=checksum, expires__gt=timezone.now()).first()
    client = token.application if token else None
    actor = clients.actor_of(client) if client and client.revoked_at is None else None
    if token is None or client is None or actor is None:
        return None
    clients.note_use(client, today)
    return Caller(actor, frozenset(token.scope.split()) & frozenset(client.scopes), f"client:{client.pk}")


class HasScope(BasePermission):
    """A token is needed, with the scope that the view names for the method (`scopes`: method → scope)."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.auth is None:
            return False  # and DRF answers 401 with the challenge
        wanted = view.scopes.get(request.method, "")
        if wanted and wanted not in caller_of(request).scopes:
            said = f'{CHALLENGE} error="insufficient_scope", scope="{wanted}"'
            raise Problem("insufficient-scope", headers={"WWW-Authenticate": said})
        return True
