"""What an administrator fills in to change a list. Each form makes its change by one service."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases import keepable, kept
from portal.cases.kept import By
from portal.cases.models import CalendarOverride, KeptValue
from portal.parties.actors import Actor
from portal.parties.fields import ClearMessages, EnglishField, PlainField, ThaiDateField, ThaiField

WORKING = [("", _("Choose")), ("false", _("A day off")), ("true", _("A working day"))]


class WhyForm(ClearMessages, forms.Form):
    """What every change is asked: why, and whether the past is meant."""

    why = PlainField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("It stays in the history of the list."),
        error_messages={"required": _("Say why the list is changed.")},
    )
    corrects = forms.BooleanField(
        label=_("I correct the past"),
        required=False,
        help_text=_("Needed for days before today. Cases that were decided stay as they are."),
    )

    def by(self, actor: Actor) -> By:
        said = self.cleaned_data
        return By(actor, timezone.now(), said["why"], said.get("corrects", False))


class DayForm(WhyForm):
    """A day on which officials work, or do not, against the ordinary calendar (T-4)."""

    day = ThaiDateField(label=_("Day"))
    working = forms.ChoiceField(
        label=_("The day is"),
        choices=WORKING,
        error_messages={"required": _("Say whether it is a day off or a working day.")},
    )
    reason_th = ThaiField(label=_("Reason in Thai"), max_length=200)
    reason_en = EnglishField(label=_("Reason in English"), max_length=200)
    source = PlainField(
        label=_("Cabinet resolution"),
        max_length=200,
        error_messages={"required": _("Enter the Cabinet resolution that says so.")},
    )
    field_order = ("day", "working", "reason_th", "reason_en", "source", "why", "corrects")

    def save(self, actor: Actor) -> None:
        said = {name: self.cleaned_data[name] for name in ("day", "reason_th", "reason_en", "source")}
        kept.add_day(self.by(actor), working=self.cleaned_data["working"] == "true", **said)


class ValueForm(WhyForm):
    """What a value is from one day on."""

    key = forms.ChoiceField(
        label=_("Value"),
        error_messages={"required": _("Choose the value that changes.")},
    )
    value = PlainField(
        label=_("Is"),
        max_length=80,
        error_messages={"required": _("Enter what the value is from that day on.")},
    )
    valid_from = ThaiDateField(
        label=_("From"),
        error_messages={"required": _("Enter the day from which on the value holds.")},
    )
    source = PlainField(
        label=_("By which order"),
        max_length=300,
        error_messages={"required": _("Enter the order that says so.")},
    )
    field_order = ("key", "value", "valid_from", "source", "why", "corrects")

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = {key: keepable.unit_of(key) for key in keys}
        choices = [(key, f"{keepable.title_of(key)} {f'({units[key]})' if units[key] else ''}".strip()) for key in keys]
        self.fields["key"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def save(self, actor: Actor) -> None:
        said = {name: self.cleaned_data[name] for name in ("key", "value", "valid_from", "source")}
        kept.add_value(self.by(actor), **said)


class WithdrawDayForm(WhyForm):
    def save(self, actor: Actor, row: CalendarOverride) -> None:
        kept.withdraw_day(self.by(actor), row)


class EndValueForm(WhyForm):
    """A last day, or none at all for a row that should never have been."""

    last_day = ThaiDateField(
        label=_("Last day"),
        required=False,
        help_text=_("Left empty, the row is withdrawn as if it had never been."),
    )
    field_order = ("last_day", "why", "corrects")

    def save(self, actor: Actor, row: KeptValue) -> None:
        last_day = self.cleaned_data["last_day"]
        if last_day:
            kept.end_value(self.by(actor), row, last_day)
        else:
            kept.withdraw_value(self.by(actor), row)


class FileForm(ClearMessages, forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, or CSV in UTF-8, as the template has it."),
        error_messages={"required": _("Choose the file with the rows.")},
    )


class ConfirmForm(ClearMessages, forms.Form):
    """The rows that were looked at, signed, and why they come."""

    rows = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": _("The rows are not there any more. Choose the file again.")},
    )
    why = PlainField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why the list is changed.")},
    )
