"""The programs of a company, for its owners. A secret is shown once, in the answer to the request that made it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.api import clients
from portal.api.forms import ClientForm
from portal.api.models import ApiClient
from portal.parties import selectors
from portal.parties.actors import Actor, RoleKind
from portal.parties.models import Exporter


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """GET lists the programs and offers a new one; POST makes it and shows its secret this once."""
    actor, exporter = _owned(request, pk)
    if request.method == "POST":
        return _make(request, actor, exporter)
    return _page(request, exporter, ClientForm())


@reauthentication_required
def _make(request: HttpRequest, actor: Actor, exporter: Exporter) -> HttpResponse:
    form = ClientForm(request.POST)
    if not form.is_valid():
        return _page(request, exporter, form, status=422)
    given = form.cleaned_data
    client, secret = clients.make(exporter, actor, timezone.now(), given["name"], given["scopes"])
    return _page(request, exporter, ClientForm(), made=client, secret=secret)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: HttpRequest, pk: int, client_id: int) -> HttpResponse:
    """Asks once more, then makes a new secret and shows it this once."""
    actor, exporter = _owned(request, pk)
    client = get_object_or_404(clients.of_company(exporter).filter(revoked_at=None), pk=client_id)
    if request.method == "POST":
        return _rotate(request, actor, exporter, client)
    return render(request, "api/rotate.html", {"exporter": exporter, "client": client})


@reauthentication_required
def _rotate(request: HttpRequest, actor: Actor, exporter: Exporter, client: ApiClient) -> HttpResponse:
    secret = clients.rotate(client, actor, timezone.now())
    return _page(request, exporter, ClientForm(), made=client, secret=secret)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int, client_id: int) -> HttpResponse:
    """Asks once more, then ends the program's access. To end something needs no second sign-in."""
    actor, exporter = _owned(request, pk)
    client = get_object_or_404(clients.of_company(exporter), pk=client_id)
    if request.method == "POST":
        clients.revoke(client, actor, timezone.now())
        messages.success(request, _("“%(name)s” has no access any more.") % {"name": client.name})
        return redirect("api:company", exporter.pk)
    return render(request, "api/revoke.html", {"exporter": exporter, "client": client})


def _owned(request: HttpRequest, pk: int) -> tuple[Actor, Exporter]:
    """404 for another company; 403 for whoever belongs to it and does not own it."""
    actor = Actor.of(request.user)
    exporter = get_object_or_404(selectors.companies_of(actor), pk=pk)
    if actor.is_officer or not actor.holds(exporter.pk, RoleKind.OWNER):
        raise PermissionDenied
    return actor, exporter


def _page(
    request: HttpRequest,
    exporter: Exporter,
    form: ClientForm,
    *,
    made: ApiClient | None = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = {
        "exporter": exporter,
        "form": form,
        "made": made,
        "secret": secret,
        "clients": [(one, clients.is_live(one)) for one in clients.of_company(exporter)],
    }
    return render(request, "api/company.html", shown, status=status)
