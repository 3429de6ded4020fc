from allauth.account.forms import SignupForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Person


class SignUpForm(SignupForm):
    """An account of one's own; which company it acts for comes next."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)

    def custom_signup(self, request: HttpRequest, user: Person) -> None:
        user.name_th = self.cleaned_data["name_th"]
        user.name_en = self.cleaned_data["name_en"]
        user.save(update_fields=["name_th", "name_en"])
