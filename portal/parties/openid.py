"""OpenID Connect for officers: the department says who signs in; the portal knows who is an officer."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .models import Officer, Person


def is_configured() -> bool:
    return bool(settings.OIDC_URL)


class OfficersOnly(DefaultSocialAccountAdapter):
    """Makes no accounts: an administrator makes an officer first, with the address that the department knows."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _("An account with this e-mail address exists already."),
        "disconnect_last": _("This is your only way to sign in: set a password first."),
        "no_password": _("Set a password first."),
        "no_verified_email": _("Confirm your e-mail address first."),
        "invalid_token": _("The department's answer could not be read. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connects the first sign-in with the officer of that address, and turns everybody else away.

        The address counts only if the provider says that it is confirmed: it would otherwise open another's account.
        """
        officer = self._officer(sociallogin)
        if officer is None or not officer.is_active:
            raise ImmediateHttpResponse(render(request, "socialaccount/not_an_officer.html", status=403))
        if not sociallogin.is_existing:
            sociallogin.connect(request, officer)

    def _officer(self, sociallogin: SocialLogin) -> Person | None:
        officers = Person.objects.filter(pk__in=Officer.objects.values("person"))
        if sociallogin.is_existing:
            return officers.filter(pk=sociallogin.user.pk).first()
        confirmed = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        ours = EmailAddress.objects.filter(verified=True, email__in=confirmed).values("user")
        found: list[Any] = list(officers.filter(pk__in=ours)[:2])
        return found[0] if len(found) == 1 else None
