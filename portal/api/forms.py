"""What people fill in for a program of theirs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.parties.fields import ClearMessages, PlainField

from .scopes import SCOPES

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("A year")))


class ClientForm(ClearMessages, forms.Form):
    """A client of the company."""

    name = PlainField(
        label=_("What is the program called?"),
        max_length=80,
        help_text=_("So that you know it again in this list."),
        error_messages={"required": _("Write what the program is called.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than it needs. It never may do more than you."),
        error_messages={"required": _("Choose at least one thing that the program may do.")},
    )


class TokenForm(ClientForm):
    """A personal token."""

    days = forms.TypedChoiceField(
        label=_("How long is it good for?"),
        choices=DAYS,
        coerce=int,
        widget=forms.RadioSelect,
        initial=90,
        error_messages={"required": _("Choose how long the token is good for.")},
    )
