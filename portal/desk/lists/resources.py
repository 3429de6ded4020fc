"""The lists as files: django-import-export reads, compares and writes the rows; every write is the service's own."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets

from portal.cases import kept
from portal.cases.kept import By
from portal.cases.models import CalendarOverride, KeptValue
from portal.cases.refusals import MoveRefused
from portal.parties.fields import EnglishField, PlainField, ThaiDateField, ThaiField

_WORKING = {"true": True, "false": False}


class Column(widgets.Widget):
    """A column that is read as the form reads its field, with the form's own words for what is wrong."""

    def __init__(self, field: forms.Field) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return self.field.clean("" if value is None else str(value))
        except ValidationError as wrong:
            raise ValueError(" ".join(wrong.messages)) from wrong

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Days as ISO, truth as true or false: what `clean` reads."""
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _column(name: str, field: forms.Field) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=Column(field))


class ListResource(resources.ModelResource):
    """Rows are told apart by `named`; what is in the list just so is passed over, every other row is a change."""

    named: ClassVar[tuple[str, ...]] = ()
    by: By

    def __init__(self, keys: Iterable[str] = ()) -> None:
        super().__init__()
        self.keys = frozenset(keys)
        self.written: set[tuple[Any, ...]] = set()

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.by, self.written = kwargs["by"], set()

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The standing row of that name; none where the name cannot be read, which is told at its column."""
        try:
            name = {each: self.fields[each].widget.clean(row.get(each)) for each in self.named}
        except ValueError:
            return None
        return self._meta.model.objects.standing().filter(**name).first()

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        said = {name: getattr(instance, name) for name in self._meta.fields}
        name = tuple(said[each] for each in self.named)
        if name in self.written:
            raise ValidationError({self.named[-1]: _("The file says this twice. Keep one row.")})
        self.written.add(name)
        try:
            self.write(said)
        except MoveRefused as refused:
            language = get_language()
            raise ValidationError([one.message.in_language(language) for one in refused.findings]) from refused

    def write(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class _Meta:
    skip_unchanged = True
    report_skipped = True
    use_transactions = True
    skip_html_diff = True
    store_row_values = True


class DayResource(ListResource):
    named = ("day",)
    day = _column("day", ThaiDateField())
    working = _column("working", forms.TypedChoiceField(choices=[("true", ""), ("false", "")], coerce=_WORKING.get))
    reason_th = _column("reason_th", ThaiField(max_length=200))
    reason_en = _column("reason_en", EnglishField(max_length=200))
    source = _column("source", PlainField(max_length=200))

    class Meta(_Meta):
        model = CalendarOverride
        fields = ("day", "working", "reason_th", "reason_en", "source")
        import_id_fields = ("day",)

    def write(self, said: dict[str, Any]) -> None:
        kept.add_day(self.by, **said)


class ValueResource(ListResource):
    named = ("key", "valid_from")
    key = _column("key", PlainField(max_length=80))
    value = _column("value", PlainField(max_length=80))
    valid_from = _column("valid_from", ThaiDateField())
    source = _column("source", PlainField(max_length=300))

    class Meta(_Meta):
        model = KeptValue
        fields = ("key", "value", "valid_from", "source")
        import_id_fields = ("key", "valid_from")

    def write(self, said: dict[str, Any]) -> None:
        if said["key"] not in self.keys:
            raise ValidationError({"key": _("This list has no such value.")})
        kept.add_value(self.by, **said)
