"""How accounts behave: addresses in lower case, and the language of the page kept for letters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.language = get_language() or "th"
        return super().save_user(request, user, form, commit)
