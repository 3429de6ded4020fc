"""A person's own account, and the language they read."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from .. import services
from ..forms.account import PersonForm
from ..language import CHOSEN
from ..models import Person


@login_required
def account(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, instance=cast(Person, request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The changes are saved."))
        return redirect("parties:account")
    return render(request, "parties/account.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switches the page's language, and remembers it on the person (now, or on signing in)."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, Person):
            services.choose_language(request.user, language)
        else:
            request.session[CHOSEN] = language
    return set_language(request)
