"""A person's own account."""

from allauth.account.forms import SignupForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..fields import ClearMessages, EnglishField, PhoneField, ThaiField
from ..models import Person


class SignUpForm(ClearMessages, SignupForm):
    """An account of one's own; which company it acts for comes next."""

    name_th = ThaiField(
        label=_("Name in Thai"), max_length=200, help_text=_("First name and family name, as on the identity card.")
    )
    name_en = EnglishField(label=_("Name in English"), max_length=200, help_text=_("As in the passport."))
    field_order = ["name_th", "name_en", "email", "password1", "password2"]

    def custom_signup(self, request: HttpRequest, user: Person) -> None:
        user.name_th = self.cleaned_data["name_th"]
        user.name_en = self.cleaned_data["name_en"]
        user.save(update_fields=["name_th", "name_en"])


class PersonForm(ClearMessages, forms.ModelForm):
    """What the portal calls a person, and by which number they are reached."""

    name_th = ThaiField(label=_("Name in Thai"), max_length=200)
    name_en = EnglishField(label=_("Name in English"), max_length=200)
    phone = PhoneField(label=_("Phone"), required=False)

    class Meta:
        model = Person
        fields = ["name_th", "name_en", "phone"]
