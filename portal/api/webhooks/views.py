"""An owner's pages of webhooks: each a read, or a POST to one service.

Where events go, and the secret that proves whose they are, is changed by somebody who has shown in the last minutes
that it is them: whoever sits down at an open browser sends nothing to an address of their own.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.api.models import Delivery, Endpoint
from portal.parties.actors import Actor
from portal.parties.models import Exporter

from . import delivering, events, selectors, services
from .forms import EndpointForm, FilterForm, SinceForm

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def endpoints(request: HttpRequest, pk: int) -> HttpResponse:
    """The company's webhooks."""
    _actor, exporter = _company(request, pk)
    context = {"exporter": exporter, "endpoints": selectors.endpoints_of(exporter)}
    return render(request, "api/webhooks/list.html", context)


@login_required
@never_cache
@require_http_methods(FORM)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new webhook; its secret is shown this once."""
    actor, exporter = _company(request, pk)
    form = EndpointForm(request.POST if request.method == "POST" else None)
    return _add(request, actor, exporter, form) if form.is_valid() else _add_page(request, exporter, form)


@reauthentication_required
def _add(request: HttpRequest, actor: Actor, exporter: Exporter, form: EndpointForm) -> HttpResponse:
    try:
        made, secret = services.add(exporter, actor, timezone.now(), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _add_page(request, exporter, form)
    return _secret_page(request, made, secret)


def _add_page(request: HttpRequest, exporter: Exporter, form: EndpointForm) -> HttpResponse:
    context = {"exporter": exporter, "form": form}
    return render(request, "api/webhooks/add.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def endpoint(request: HttpRequest, pk: int, endpoint_id: int) -> HttpResponse:
    """One webhook, with the log of its deliveries."""
    _actor, found = _endpoint(request, pk, endpoint_id)
    return _endpoint_page(request, found, SinceForm())


@login_required
@require_http_methods(FORM)
def change(request: HttpRequest, pk: int, endpoint_id: int) -> HttpResponse:
    """Another address, or other events; only the address is worth a password."""
    actor, found = _endpoint(request, pk, endpoint_id)
    kept = {"url": found.url, "types": found.types}
    form = EndpointForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        elsewhere = form.cleaned_data["url"] != found.url
        return (_lead_elsewhere if elsewhere else _save)(request, actor, found, form.cleaned_data)
    context = {"exporter": found.exporter, "endpoint": found, "form": form}
    return render(request, "api/webhooks/change.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, actor: Actor, found: Endpoint, said: Mapping[str, Any]) -> HttpResponse:
    services.change(found, actor, **said)
    messages.success(request, _("The changes are saved."))
    return redirect("webhooks:endpoint", found.exporter_id, found.pk)


_lead_elsewhere = reauthentication_required(_save)


@login_required
@never_cache
@require_POST
def rotate(request: HttpRequest, pk: int, endpoint_id: int) -> HttpResponse:
    """A new secret, shown this once."""
    actor, found = _endpoint(request, pk, endpoint_id)
    return _rotate(request, actor, found)


@reauthentication_required
def _rotate(request: HttpRequest, actor: Actor, found: Endpoint) -> HttpResponse:
    return _secret_page(request, found, services.rotate(found, actor, timezone.now()))


@login_required
@require_POST
def ping(request: HttpRequest, pk: int, endpoint_id: int) -> HttpResponse:
    """Sends a test and shows what becomes of it."""
    actor, found = _endpoint(request, pk, endpoint_id)
    sent = services.ping(found, actor, timezone.now())
    return redirect("webhooks:delivery", pk, endpoint_id, sent.pk)


@login_required
@require_POST
def switch_off(request: HttpRequest, pk: int, endpoint_id: int) -> HttpResponse:
    actor, found = _endpoint(request, pk, endpoint_id)
    services.switch_off(found, actor, timezone.now())
    messages.success(request, _("The webhook is off. Nothing is sent any more."))
    return redirect("webhooks:endpoint", pk, endpoint_id)


@login_required
@require_POST
def switch_on(request: HttpRequest, pk: int, endpoint_id: int) -> HttpResponse:
    actor, found = _endpoint(request, pk, endpoint_id)
    services.switch_on(found, actor)
    messages.success(request, _("The webhook is on. What happens from now on is sent."))
    return redirect("webhooks:endpoint", pk, endpoint_id)


@login_required
@require_POST
def send_failed_again(request: HttpRequest, pk: int, endpoint_id: int) -> HttpResponse:
    """Everything since a day that has not arrived, once more."""
    actor, found = _endpoint(request, pk, endpoint_id)
    form = SinceForm(request.POST)
    if not form.is_valid():
        return _endpoint_page(request, found, form)
    since = timezone.make_aware(datetime.combine(form.cleaned_data["since"], time.min))
    try:
        count = services.send_failed_again(found, actor, timezone.now(), since)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _endpoint_page(request, found, form)
    said = ngettext("%(count)d event is being sent again.", "%(count)d events are being sent again.", count)
    messages.success(request, said % {"count": count})
    return redirect("webhooks:endpoint", pk, endpoint_id)


@login_required
@require_safe
def delivery(request: HttpRequest, pk: int, endpoint_id: int, delivery_id: UUID) -> HttpResponse:
    """What was sent, and what was answered at each try."""
    _actor, found = _delivery(request, pk, endpoint_id, delivery_id)
    context = {
        "exporter": found.endpoint.exporter,
        "endpoint": found.endpoint,
        "delivery": found,
        "title": events.title_of(found.event.type),
        "attempts": found.attempts.order_by("-id"),
        "most_tries": len(delivering.RESTS) + 1,
    }
    return render(request, "api/webhooks/delivery.html", context)


@login_required
@require_POST
def send_again(request: HttpRequest, pk: int, endpoint_id: int, delivery_id: UUID) -> HttpResponse:
    actor, found = _delivery(request, pk, endpoint_id, delivery_id)
    try:
        services.send_again(found, actor, timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The event is being sent again."))
    return redirect("webhooks:delivery", pk, endpoint_id, delivery_id)


def _company(request: HttpRequest, pk: int) -> tuple[Actor, Exporter]:
    """404 for whoever is no owner, so that nothing tells what exists."""
    actor = Actor.of(request.user)
    return actor, get_object_or_404(selectors.companies_of(actor), pk=pk)


def _endpoint(request: HttpRequest, pk: int, endpoint_id: int) -> tuple[Actor, Endpoint]:
    actor, exporter = _company(request, pk)
    found = Endpoint.objects.select_related("exporter", "made_by")
    return actor, get_object_or_404(found, exporter=exporter, pk=endpoint_id)


def _delivery(request: HttpRequest, pk: int, endpoint_id: int, delivery_id: UUID) -> tuple[Actor, Delivery]:
    actor, exporter = _company(request, pk)
    found = Delivery.objects.select_related("endpoint__exporter", "event")
    return actor, get_object_or_404(found, endpoint__exporter=exporter, endpoint=endpoint_id, pk=delivery_id)


def _secret_page(request: HttpRequest, found: Endpoint, secret: str) -> HttpResponse:
    context = {"exporter": found.exporter, "endpoint": found, "secret": secret}
    return render(request, "api/webhooks/secret.html", context)


def _endpoint_page(request: HttpRequest, found: Endpoint, form: SinceForm) -> HttpResponse:
    shown = FilterForm(request.GET)
    shown.is_valid()  # a word that is not offered is left out of the cleaned data, and all are shown
    asked: dict[str, Any] = {name: shown.cleaned_data.get(name, "") for name in ("state", "type")}
    before = request.GET.get("older_than", "")
    older_than = int(before) if before.isdecimal() and len(before) < 18 else None
    context = {
        "exporter": found.exporter,
        "endpoint": found,
        "log": selectors.log(found, state=asked["state"], kind=asked["type"], older_than=older_than),
        "filter": FilterForm(asked),
        "searched": any(asked.values()),
        "first": older_than is None,
        "form": form,
    }
    return render(request, "api/webhooks/endpoint.html", context, status=422 if form.errors else 200)
