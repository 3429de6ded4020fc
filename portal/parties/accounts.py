"""How accounts behave: addresses in lower case, and the language of the page kept for pages and letters to come."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import letters, services
from .language import CHOSEN, keep_in_cookie
from .models import Letter, Person


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to the office if you think that is wrong."),
        "duplicate_email": _("This is the address you have already."),
        "email_password_mismatch": _(
            "The e-mail address and the password do not match. Check both, or set a new password."
        ),
        "email_taken": _("An account with this e-mail address exists already."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "invalid_login": _("The e-mail address and the password do not match. Check both, or set a new password."),
        "rate_limited": _("That was too often in a short time. Wait a few minutes and try again."),
        "same_as_current": _("This is the address you have already."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, or set a new password."),
    }

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.language = get_language() or "th"
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox: a mail server that is down keeps nobody from signing up."""
        about = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        written, now = self.render_mail(template_prefix, email, about), timezone.now()
        good_until = now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)  # no link in it works longer
        letters.post([Letter(to=email, subject=written.subject, body=written.body, at=now, good_until=good_until)])

    def post_login(self, request: HttpRequest, user: Person, **told: Any) -> HttpResponse:
        """Pages go on in the person's own language, or in that which they chose just before signing in."""
        response = super().post_login(request, user, **told)
        if chosen := request.session.pop(CHOSEN, ""):
            services.choose_language(user, chosen)
        keep_in_cookie(response, user.language)
        return response
