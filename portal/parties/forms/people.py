"""Who acts for a company: inviting somebody, their roles, a power of attorney for an agent."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import scopes
from ..fields import ClearMessages, ThaiDateField
from ..models import PowerKind, RoleKind

YEARS = 5  # of a power; longer ones are given anew, so that somebody looks at them again


class RolesForm(ClearMessages, forms.Form):
    """The roles that somebody has or is to have."""

    kinds = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=RoleKind,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )


class _Addressed(ClearMessages, forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The invitation goes to this address, and only this address can accept it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the e-mail address that the invitation goes to.")},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class InviteForm(RolesForm, _Addressed):
    """Somebody of the company who is to join it here."""

    field_order = ["email", "kinds"]


class PowerForm(_Addressed):
    """A power of attorney for an agent."""

    kind = forms.ChoiceField(
        label=_("What the agent may do"),
        choices=PowerKind,
        widget=forms.RadioSelect,
        initial=PowerKind.PREPARER,
        error_messages={"required": _("Choose what the agent may do for your company.")},
    )
    procedures = forms.MultipleChoiceField(
        label=_("For which procedures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one procedure that the agent may act in.")},
    )
    starts_on = ThaiDateField(
        label=_("First day"),
        error_messages={"required": _("Enter the first day on which the power of attorney counts.")},
    )
    ends_on = ThaiDateField(
        label=_("Last day"),
        help_text=_("As the power of attorney says. It counts until this day ends."),
        error_messages={"required": _("Enter the last day on which the power of attorney counts.")},
    )
    file = forms.FileField(
        label=_("The signed power of attorney"),
        help_text=_("A scan as PDF, JPG or PNG."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png", "class": "govuk-file-upload"}),
        error_messages={"required": _("Attach the signed power of attorney as PDF, JPG or PNG.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["procedures"].choices = scopes.choices()  # type: ignore[attr-defined]

    def clean_ends_on(self) -> date:
        last: date = self.cleaned_data["ends_on"]
        if last < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. A power of attorney that is over opens nothing."))
        return last

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last:
            if last < first:
                self.add_error("ends_on", _("The last day is before the first. Check both."))
            elif (last.year - YEARS, last.month, last.day) > (first.year, first.month, first.day):
                self.add_error("ends_on", _("A power of attorney is entered for at most five years at a time."))
        return given
