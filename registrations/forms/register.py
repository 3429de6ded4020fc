"""The look-up of the public register."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.parties.fields import ClearMessages
from registrations.rules.number import is_rex_number, is_thai, normalise


class RegisterForm(ClearMessages, forms.Form):
    """A REX number, however it is spaced."""

    number = forms.CharField(
        label=_("REX number"),
        help_text=_("It begins with THREX. Blanks, dashes and small letters do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )

    def clean_number(self) -> str:
        number = normalise(self.cleaned_data["number"])
        if not is_rex_number(number):  # REX-9
            raise ValidationError(_("This is not a REX number. A REX number looks like THREX2026000001."), code="shape")
        if not is_thai(number):  # REX-9
            wrong = _("This number was given by another country (%(country)s). Thai numbers begin with THREX.")
            raise ValidationError(wrong, code="another-country", params={"country": number[:2]})
        return number
