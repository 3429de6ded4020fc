"""A spreadsheet of products, handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..fields import ClearMessages


class SheetForm(ClearMessages, forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("XLSX, or CSV in UTF-8, as the template has it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Choose the spreadsheet with your products."),
            "empty": _("The file is empty. Open it, check that it shows what you mean to send, and choose it again."),
        },
    )
