"""The second factor: obligatory for officers, welcome from everybody else; its secrets are kept encrypted."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import ciphers
from .models import Officer

PURPOSE = "second factor"
_OPEN = ("/accounts/", "/language/", "/static/", "/healthz", "/readyz")


def is_needed(person: Any) -> bool:
    """Whether this person may not work without a second factor."""
    if not settings.OFFICERS_NEED_SECOND_FACTOR or not getattr(person, "is_authenticated", False):
        return False
    return Officer.objects.filter(person=person).exists()


def is_missing(person: Any) -> bool:
    """Whether a second factor is needed and not set up yet."""
    if not is_needed(person):
        return False
    return not _factors(person).exists()


def _factors(person: Any) -> QuerySet[Authenticator]:
    """What opens the second step: recovery codes only stand in for these."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)


class SecondFactorMiddleware:
    """Leads an officer without a second factor to set one up, before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(_OPEN) and is_missing(request.user):
            return _set_up_first(request)
        return self.get_response(request)


def _set_up_first(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("Officers sign in with a second factor. Set it up first; it takes a minute."))
    return redirect("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("Officers need their second factor: it cannot be switched off."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up the second factor first."),
        "incorrect_code": gettext_lazy(
            "This code is not the right one. Wait for the next one, and type all its digits."
        ),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
        "add_email_blocked": gettext_lazy("Switch the second factor off before you change your e-mail address."),
    }

    def encrypt(self, text: str) -> str:
        return ciphers.encrypt(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return ciphers.decrypt(encrypted_text, PURPOSE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever needs a factor keeps one; of several they may take one away."""
        others = _factors(authenticator.user).exclude(pk=authenticator.pk)
        return not is_needed(authenticator.user) or others.exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the portal's own name, whatever a request says of its host."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": "Origin Portal"}
