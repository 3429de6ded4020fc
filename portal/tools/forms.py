"""The form of the deadline calculator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.parties.fields import ClearMessages, ThaiDateField

UNITS = (("months", _("months")), ("years", _("years")), ("days", _("working days of officials")))


class DeadlineForm(ClearMessages, forms.Form):
    """From when, how long, and whether something is filed at the end."""

    start = ThaiDateField(
        label=_("Day of the event"),
        error_messages={"required": _("Enter the day from which the period is counted.")},
    )
    length = forms.IntegerField(
        label=_("Length"),
        min_value=0,
        max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={
            "required": _("Enter how long the period is."),
            "invalid": _("Write a whole number."),
            "min_value": _("Write a whole number that is not negative."),
            "max_value": _("Write at most 10,000."),
        },
    )
    unit = forms.ChoiceField(
        label=_("Counted in"),
        choices=UNITS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose months, years or working days.")},
    )
    filing = forms.BooleanField(
        label=_("Something is filed or paid at the end"),
        required=False,
        help_text=_("Then a day off moves the end to the next working day. The end of a validity does not move."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("length") == 0 and said.get("unit") != "days":
            self.add_error("length", _("A period has at least one month."))
        if said.get("unit") == "years" and (said.get("length") or 0) > 1_000:
            self.add_error("length", _("Write at most 1,000 years."))
        return said
