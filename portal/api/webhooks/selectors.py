"""Reads of webhooks: an owner's companies alone; whatever is anybody else's is not there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from portal.api.models import Attempt, Delivery, Endpoint
from portal.parties.actors import Actor, RoleKind
from portal.parties.models import Exporter

PAGE = 25


@dataclass(frozen=True)
class Log:
    """One page of deliveries, the newest event first; `older_than` leads to the next (None: no further)."""

    deliveries: Sequence[Delivery]
    older_than: int | None


def companies_of(actor: Actor) -> QuerySet[Exporter]:
    """The companies that the actor owns."""
    owned = [exporter_id for exporter_id in actor.exporter_ids if actor.holds(exporter_id, RoleKind.OWNER)]
    return Exporter.objects.filter(pk__in=owned)


def endpoints_of(exporter: Exporter) -> QuerySet[Endpoint]:
    """The company's endpoints, each with how much it `missed`."""
    missed = Count("deliveries", filter=Q(deliveries__state=Delivery.State.GIVEN_UP))
    return Endpoint.objects.filter(exporter=exporter).annotate(missed=missed).order_by("id")


def log(endpoint: Endpoint, *, state: str = "", kind: str = "", older_than: int | None = None) -> Log:
    """Deliveries of an endpoint with the `last_status` and `last_fault` of each."""
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-id")
    found = Delivery.objects.filter(endpoint=endpoint).select_related("event")
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(event__type=kind)
    if older_than is not None:
        found = found.filter(event_id__lt=older_than)
    told = found.annotate(
        last_status=Subquery(last.values("status")[:1]), last_fault=Subquery(last.values("fault")[:1])
    )
    rows = list(told.order_by("-event_id")[: PAGE + 1])
    return Log(rows[:PAGE], rows[PAGE - 1].event_id if len(rows) > PAGE else None)
