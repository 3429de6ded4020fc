"""What was sent after a sign-in had ended: kept aside, and saved when somebody who may edit has signed in."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.models import Draft, ParkedInput
from portal.cases.registry import Procedure

from . import typed
from .doors import OpenedStep
from .typed import Typed

KEPT_FOR = timedelta(days=7)
LARGEST = 200_000  # bytes of one page's input
MOST = 50  # parked inputs of one draft
SESSION_KEY = "parked"


def park_or_sign_in(
    request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str, row_id: str = ""
) -> HttpResponse:
    """For somebody not signed in. What they send is parked for this browser; then the way to the sign-in page."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    token = _park(request, procedure, draft_id, slug, row_id)
    back = reverse("wizard:step", args=[procedure.slug, draft_id, slug])
    if token:
        back = f"{back}?{urlencode({'parked': token})}"
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return render(request, "cases/wizard/_signed_out.html", {"sign_in": sign_in}, status=401)
    return redirect(sign_in)


def _park(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str, row_id: str) -> str:
    """The token of what was parked; "" where there is nothing to park it for."""
    step = procedure.step(slug)
    draft = Draft.objects.open().filter(pk=draft_id, procedure=procedure.slug).first()
    if step is None or draft is None or len(request.body) > LARGEST:
        return ""
    try:
        sent = typed.read(request.POST, step.row_controls() if row_id else step.controls())
    except BadRequest:
        return ""
    now = timezone.now()
    sweep(now)
    tokens: dict[str, str] = request.session.get(SESSION_KEY, {})
    place = f"{draft.pk}/{slug}/{row_id}"
    # A page saves itself again and again: its last input takes the place of the one before.
    earlier = ParkedInput.objects.filter(pk=tokens[place]).first() if place in tokens else None
    if earlier is None and draft.parked.count() >= MOST:
        return ""
    parked = earlier or ParkedInput(draft=draft, step=slug)
    parked.body, parked.parked_at = {**sent.as_body(), "row": row_id}, now
    parked.save()
    request.session[SESSION_KEY] = {**tokens, place: str(parked.pk)}
    return str(parked.pk)


def bring_back(request: HttpRequest, opened: OpenedStep) -> HttpResponse:
    """Saves what this browser parked for the step, as if it were sent now (a conflict shows both)."""
    from . import rows, step

    tokens: dict[str, str] = request.session.get(SESSION_KEY, {})
    wanted = request.GET["parked"]
    place = next((place for place, token in tokens.items() if token == wanted), None)
    parked = ParkedInput.objects.filter(pk=wanted, draft=opened.draft, step=opened.step.slug).first() if place else None
    if parked is None:
        return redirect(opened.here)  # brought back already, or too old
    request.session[SESSION_KEY] = {key: token for key, token in tokens.items() if key != place}
    parked.delete()
    said: dict[str, Any] = dict(parked.body)
    row_id = said.pop("row")
    sent = Typed(**said, action="parked")
    answer = rows.save(request, opened, row_id, sent) if row_id else step.save(request, opened, sent)
    if answer.status_code != 302:
        return answer
    messages.success(request, _("What you typed before signing in again has been kept."))
    return redirect(opened.url("row", opened.step.slug, row_id) if row_id else opened.here)


def sweep(now: datetime) -> int:
    """Deletes what nobody came back for; answers how many there were."""
    return ParkedInput.objects.filter(parked_at__lt=now - KEPT_FOR).delete()[0]
