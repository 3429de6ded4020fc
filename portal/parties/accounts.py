"""How accounts behave: addresses in lower case, and the language of the page kept for pages and letters to come."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from . import services
from .language import CHOSEN, keep_in_cookie
from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.language = get_language() or "th"
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: Person, **told: Any) -> HttpResponse:
        """Pages go on in the person's own language, or in that which they chose just before signing in."""
        response = super().post_login(request, user, **told)
        if chosen := request.session.pop(CHOSEN, ""):
            services.choose_language(user, chosen)
        keep_in_cookie(response, user.language)
        return response
