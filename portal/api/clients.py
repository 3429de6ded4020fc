"""Clients of a company: made, given a new secret, revoked, and whether one may still act."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import get_access_token_model

from portal.parties.actors import Actor, RoleKind
from portal.parties.models import Exporter

from .models import ApiClient
from .scopes import known


def of_company(exporter: Exporter) -> QuerySet[ApiClient]:
    """Its clients, the newest first, those revoked long since included."""
    return ApiClient.objects.filter(exporter=exporter).select_related("user").order_by("-pk")


def make(exporter: Exporter, actor: Actor, at: datetime, name: str, scopes: Sequence[str]) -> tuple[ApiClient, str]:
    """A new client and its secret, which nobody can read again. Only an owner makes one."""
    _owner_only(exporter, actor)
    client = ApiClient(
        exporter=exporter,
        user=actor.someone,
        name=name,
        scopes=known(scopes),
        secret_at=at,
        client_type=ApiClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
    )
    secret = str(client.client_secret)  # saving it leaves its hash
    client.save(force_insert=True)
    return client, secret


def rotate(client: ApiClient, actor: Actor, at: datetime) -> str:
    """A new secret. The old one ends at once, with every token that it has got: it may be in other hands."""
    _owner_only(client.exporter, actor)
    secret = str(generate_client_secret())
    with transaction.atomic():
        client.client_secret, client.secret_at = secret, at
        client.save(update_fields=["client_secret", "secret_at"])
        _end_tokens(client)
    return secret


def revoke(client: ApiClient, actor: Actor, at: datetime) -> None:
    """Ends the client for good; doing it twice is doing it once."""
    _owner_only(client.exporter, actor)
    with transaction.atomic():
        ApiClient.objects.filter(pk=client.pk, revoked_at=None).update(revoked_at=at)
        _end_tokens(client)
    client.refresh_from_db()


def is_live(client: ApiClient) -> bool:
    """Whether the client may act now: not revoked, and its maker still owns the company and may work here."""
    return client.revoked_at is None and actor_of(client) is not None


def actor_of(client: ApiClient) -> Actor | None:
    """Its maker, narrowed to the company; None where the maker no longer owns it: the client ended with that."""
    person = client.user
    if not person.is_active:
        return None
    actor = Actor.of(person).only(client.exporter_id)
    return actor if actor.holds(client.exporter_id, RoleKind.OWNER) and not actor.is_officer else None


def note_use(client: ApiClient, on: date) -> None:
    """The day is enough, and costs one write a day instead of one a request."""
    if client.last_used_on != on:
        ApiClient.objects.filter(pk=client.pk).update(last_used_on=on)


def sweep(now: datetime) -> int:
    """Deletes access tokens that ended a day ago or longer."""
    tokens = get_access_token_model().objects.filter(expires__lt=now - timedelta(days=1))
    deleted: int = tokens.delete()[0]
    return deleted


def _end_tokens(client: ApiClient) -> None:
    get_access_token_model().objects.filter(application=client).delete()


def _owner_only(exporter: Exporter, actor: Actor) -> None:
    if not actor.holds(exporter.pk, RoleKind.OWNER):
        raise PermissionDenied("only an owner looks after the company's API clients")
