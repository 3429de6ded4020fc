"""When an endpoint is switched off without being asked: gone for good, or failing for days; its owners are told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.api.models import Delivery, Endpoint
from portal.cases import notices
from portal.parties.models import Person, RoleKind

from .sending import Answer

PATIENCE = timedelta(days=5)
GONE = 410


def after(endpoint: Endpoint, answer: Answer, now: datetime, rest: timedelta) -> None:
    """Notes what an answer says about the endpoint's health, within the caller's transaction.

    One that fails is left alone for `rest`, whatever else waits for it: it has trouble enough.
    """
    on = Endpoint.objects.filter(pk=endpoint.pk, off=Endpoint.Off.NOT)
    if answer.arrived:
        on.filter(failing_since__isnull=False).update(failing_since=None, rests_until=None)
    elif answer.status == GONE:
        switch_off(endpoint, Endpoint.Off.GONE, now)
    elif on.filter(failing_since__lte=now - PATIENCE).exists():
        switch_off(endpoint, Endpoint.Off.FAILING, now)
    else:
        on.update(failing_since=Coalesce("failing_since", Value(now, DateTimeField())), rests_until=now + rest)


def switch_off(endpoint: Endpoint, why: Endpoint.Off, now: datetime) -> bool:
    """Switches it off, once; what was waiting is given up and can be sent again. Owners are told, unless one did it."""
    with transaction.atomic():
        if not Endpoint.objects.filter(pk=endpoint.pk, off=Endpoint.Off.NOT).update(off=why, off_at=now):
            return False
        waiting = Delivery.objects.filter(endpoint=endpoint, state=Delivery.State.WAITING)
        waiting.update(state=Delivery.State.GIVEN_UP, claim=None, claimed_at=None)
        if why != Endpoint.Off.OWNER:
            notices.tell(
                _owners(endpoint),
                lambda: _said(endpoint, why),
                kind="webhook-off",
                at=now,
                path=reverse("webhooks:endpoint", args=[endpoint.exporter_id, endpoint.pk]),
            )
    return True


def _owners(endpoint: Endpoint) -> list[Person]:
    held = Person.objects.filter(roles__exporter=endpoint.exporter_id, roles__kind=RoleKind.OWNER, is_active=True)
    return list(held.distinct().order_by("pk"))


def _said(endpoint: Endpoint, why: Endpoint.Off) -> tuple[str, str]:
    """Subject and text in the language that is active."""
    because = {
        Endpoint.Off.GONE: _("The address answered that it is gone for good (410)."),
        Endpoint.Off.FAILING: _("Nothing could be delivered for five days."),
        Endpoint.Off.SECRET: _("The portal can no longer read its secret. Make a new one."),
    }[why]
    what_to_do = _(
        "Put the receiving program right, send a test, and switch the webhook on again. Then send again what failed "
        "meanwhile, or let your program read the feed of events from where it stopped: nothing is lost."
    )
    return _("A webhook was switched off"), "\n\n".join([endpoint.url, because, what_to_do])
