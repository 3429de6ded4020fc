"""The forms of the public tools of duty drawback."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.parties.fields import ClearMessages, ThaiDateField
from portal.parties.tradefields import AmountField


class UnusedForm(ClearMessages, forms.Form):
    """Material under guarantee that was not used within the year."""

    imported_on = ThaiDateField(
        label=_("Day of import"),
        error_messages={"required": _("Enter the day on which the material was imported.")},
    )
    duty = AmountField(
        label=_("Duty secured (THB)"),
        places=2,
        error_messages={"required": _("Enter the duty that is secured, in baht.")},
    )
    paid_on = ThaiDateField(
        label=_("Day of payment"),
        error_messages={"required": _("Enter the day on which the duty is paid.")},
    )


class EstimateForm(ClearMessages, forms.Form):
    """Three spreadsheets: lots, formulas, export lines."""

    lots = forms.FileField(
        label=_("Import lots"),
        help_text=_("XLSX, or CSV in UTF-8; at most 5 MB and 20,000 rows."),
        error_messages={"required": _("Choose the file of import lots.")},
    )
    formulas = forms.FileField(
        label=_("Formulas"),
        error_messages={"required": _("Choose the file of formulas.")},
    )
    exports = forms.FileField(
        label=_("Export lines"),
        error_messages={"required": _("Choose the file of export lines.")},
    )
