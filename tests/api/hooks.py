"""What tests of webhooks share: an endpoint with its secret, something that happens, time that passes."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from portal.api.models import Delivery, Endpoint
from portal.api.webhooks import feed
from portal.cases import messages
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Person


@dataclass
class Hook:
    """An endpoint with the secret that its owner was shown."""

    endpoint: Endpoint
    secret: str


def happens(case: Case, person: Person, text: str = "Hello") -> Delivery:
    """Malee writes a message, and the event is numbered."""
    messages.post(case, Actor.of(person), timezone.now(), text)
    feed.number(timezone.now())
    return Delivery.objects.latest("event_id")


def later(delivery: Delivery, **rest: float) -> None:
    """Time passes until the next try."""
    Delivery.objects.filter(pk=delivery.pk).update(next_try_at=timezone.now() - timedelta(**rest))
    Endpoint.objects.filter(rests_until__isnull=False).update(rests_until=timezone.now())
