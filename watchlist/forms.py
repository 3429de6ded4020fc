"""The form of the watch-list check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.parties.fields import ClearMessages, ThaiDateField
from portal.parties.tradefields import CountryField, HsField

UNION = (("EU", _("European Union (any member)")),)


class WatchListForm(ClearMessages, forms.Form):
    """What goes where, and when."""

    hs = HsField(help_text=_("8 digits as on the export declaration, for example 8471.70.20."))
    destination = CountryField(label=_("Destination"), also=UNION, first=("US", "DE", "NL", "JP"))
    on = ThaiDateField(
        label=_("Date of the application for a certificate"),
        error_messages={"required": _("Enter the day on which the certificate is applied for.")},
    )


class ResultForm(ClearMessages, forms.Form):
    """A result of the inspection that the exporter holds."""

    hs_code = HsField(
        label=_("HS code of the result"),
        error_messages={"required": _("Enter the HS code that the result is for.")},
    )
    destination = CountryField(
        label=_("Its destination"),
        also=UNION,
        first=("US",),
        error_messages={"required": _("Choose the destination that the result is for.")},
    )
    certified_on = ThaiDateField(
        label=_("Certified on"),
        help_text="",
        error_messages={"required": _("Enter the day on which the result was certified.")},
    )
    ended_on = ThaiDateField(label=_("Ended on"), required=False, help_text="")
