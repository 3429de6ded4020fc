"""A person's own tokens. A token is shown once, in the answer to the request that made it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.api import tokens
from portal.api.forms import TokenForm
from portal.parties.actors import Actor


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """GET lists the tokens and offers a new one; POST makes it. Officers have none."""
    actor = Actor.of(request.user)
    if actor.is_officer:
        raise PermissionDenied
    return _make(request, actor) if request.method == "POST" else _page(request, actor, TokenForm())


@reauthentication_required
def _make(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, form, status=422)
    given = form.cleaned_data
    _token, text = tokens.make(actor, timezone.now(), given["name"], given["scopes"], given["days"])
    return _page(request, actor, TokenForm(), text)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a token of one's own at once."""
    token = get_object_or_404(tokens.of_person(Actor.of(request.user).someone), pk=pk)
    tokens.revoke(token, timezone.now())
    messages.success(request, _("“%(name)s” has no access any more.") % {"name": token.name})
    return redirect("api:tokens")


def _page(request: HttpRequest, actor: Actor, form: TokenForm, text: str = "", status: int = 200) -> HttpResponse:
    shown = {
        "form": form,
        "text": text,
        "tokens": tokens.of_person(actor.someone),
        "today": timezone.localdate(),
    }
    return render(request, "api/tokens.html", shown, status=status)
