"""What owners do with their company's webhooks; every write. Whoever is no owner gets PermissionDenied."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.api.models import Delivery, Endpoint, FeedEvent
from portal.parties.actors import Actor, RoleKind
from portal.parties.models import Exporter

from . import addresses, events, signing, switching
from .listening import wake

MOST = 10  # endpoints of a company


def add(exporter: Exporter, actor: Actor, at: datetime, url: str, types: Iterable[str]) -> tuple[Endpoint, str]:
    """A new endpoint, with its secret, which is shown this once. ValidationError where nothing would be sent to it."""
    _owner(actor, exporter.pk)
    addresses.check_url(url)
    secret = signing.new_secret()
    with transaction.atomic():
        Exporter.objects.select_for_update().get(pk=exporter.pk)  # two who add the last one at once
        if Endpoint.objects.filter(exporter=exporter).count() >= MOST:
            raise ValidationError(_("A company has ten webhooks at most. Change one that is no longer needed."))
        endpoint = Endpoint.objects.create(
            exporter=exporter,
            url=url,
            types=_known(types),
            secret=signing.kept(secret),
            made_by=actor.someone,
            made_at=at,
        )
    return endpoint, secret


def change(endpoint: Endpoint, actor: Actor, url: str, types: Iterable[str]) -> None:
    """Another address or other events, from the next event on; the secret stays."""
    _owner(actor, endpoint.exporter_id)
    addresses.check_url(url)
    Endpoint.objects.filter(pk=endpoint.pk).update(url=url, types=_known(types))
    endpoint.refresh_from_db()


def rotate(endpoint: Endpoint, actor: Actor, at: datetime) -> str:
    """A new secret, shown this once; the one before it signs too for a day, so that nothing is refused meanwhile."""
    _owner(actor, endpoint.exporter_id)
    secret = signing.new_secret()
    with transaction.atomic():
        locked = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        lost = locked.off == Endpoint.Off.SECRET  # nobody can sign with it any more
        locked.old_secret = "" if lost else locked.secret
        locked.old_secret_until = None if lost else at + signing.BOTH_FOR
        locked.secret = signing.kept(secret)
        locked.save(update_fields=["secret", "old_secret", "old_secret_until"])
    endpoint.refresh_from_db()
    return secret


def switch_off(endpoint: Endpoint, actor: Actor, at: datetime) -> None:
    """Nothing is sent any more. Off twice is off once."""
    _owner(actor, endpoint.exporter_id)
    switching.switch_off(endpoint, Endpoint.Off.OWNER, at)
    endpoint.refresh_from_db()


def switch_on(endpoint: Endpoint, actor: Actor) -> None:
    """What happens from now on is sent; what was missed is in the feed, and what failed can be sent again."""
    _owner(actor, endpoint.exporter_id)
    off = Endpoint.objects.filter(pk=endpoint.pk).exclude(off=Endpoint.Off.NOT)
    off.update(off=Endpoint.Off.NOT, off_at=None, failing_since=None, rests_until=None)
    endpoint.refresh_from_db()


def ping(endpoint: Endpoint, actor: Actor, at: datetime) -> Delivery:
    """Sends a test, once, and even while the endpoint is off; the worker does it in a moment.

    One that is still to be sent is answered instead of a second one: nobody has the portal knock by the hundred.
    """
    _owner(actor, endpoint.exporter_id)
    waiting = Delivery.objects.filter(endpoint=endpoint, event__type=events.PING, state=Delivery.State.WAITING).first()
    if waiting is not None:
        return waiting
    said = at.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")
    data = {"exporter": endpoint.exporter.juristic_id}
    with transaction.atomic():
        event = FeedEvent.objects.create(
            exporter_id=endpoint.exporter_id, type=events.PING, at=at, body=events.body(events.PING, said, data)
        )
        delivery = Delivery.objects.create(endpoint=endpoint, event=event, next_try_at=at)
        transaction.on_commit(wake, robust=True)
    return delivery


def send_again(delivery: Delivery, actor: Actor, at: datetime) -> None:
    """Sends it once more, arrived or not, under the same id. ValidationError while the endpoint is off."""
    _owner(actor, delivery.endpoint.exporter_id)
    _again(delivery.endpoint, Delivery.objects.filter(pk=delivery.pk), at)
    delivery.refresh_from_db()


def send_failed_again(endpoint: Endpoint, actor: Actor, at: datetime, since: datetime) -> int:
    """Sends everything of the time since that has not arrived; answers how many. ValidationError while it is off."""
    _owner(actor, endpoint.exporter_id)
    failed = Q(state=Delivery.State.GIVEN_UP) | Q(state=Delivery.State.WAITING, tries__gt=0)
    missed = Delivery.objects.filter(failed, endpoint=endpoint, event__at__gte=since)
    return _again(endpoint, missed.exclude(event__type=events.PING), at)


def _again(endpoint: Endpoint, deliveries: QuerySet[Delivery], at: datetime) -> int:
    if not Endpoint.objects.filter(pk=endpoint.pk, off=Endpoint.Off.NOT).exists():
        raise ValidationError(_("The webhook is off. Switch it on first."))
    with transaction.atomic():
        # One that a worker is sending at this moment is being sent again already.
        pks = list(deliveries.filter(claim__isnull=True).values_list("pk", flat=True))
        resting = Delivery.objects.filter(pk__in=pks, claim__isnull=True)
        count = resting.update(state=Delivery.State.WAITING, tries=0, next_try_at=at)
        Endpoint.objects.filter(pk=endpoint.pk).update(rests_until=None)
        transaction.on_commit(wake, robust=True)
    return count


def _owner(actor: Actor, exporter_id: int) -> None:
    if not actor.holds(exporter_id, RoleKind.OWNER):
        raise PermissionDenied("only an owner has a company's webhooks")


def _known(types: Iterable[str]) -> list[str]:
    wanted = set(types)
    return [slug for slug in events.SLUGS if slug in wanted]
