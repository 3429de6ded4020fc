"""Cells of the spreadsheet as values: the fields of the forms judge them, and each text of a column is judged once."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from ..forms.product import HsDigitsField, MaterialForm, NewProductForm
from ..sheets import unharmed
from .columns import COLUMNS, MATERIAL_COLUMNS, Column

_YES = frozenset({"yes", "true", "1", "y", "ใช่"})
_NO = frozenset({"", "no", "false", "0", "n", "ไม่ใช่", "ไม่"})
_NAMED = 15  # choices that a message still lists


class Cells:
    """The judgements of one file, kept: a catalogue says the same of many products."""

    def __init__(self) -> None:
        forms_of = {False: NewProductForm(), True: MaterialForm()}
        self._known: dict[str, dict[str, Any]] = {column.name: {} for column in COLUMNS}
        self._judges = {
            column.name: _judge(forms_of[column in MATERIAL_COLUMNS].fields[column.field]) for column in COLUMNS
        }

    def value(self, column: Column, text: str) -> Any:
        """The value that the text stands for, or the ValidationError that says why it stands for none."""
        known = self._known[column.name]
        if text not in known:
            try:
                known[text] = self._judges[column.name](unharmed(text))
            except ValidationError as refused:
                known[text] = refused
        return known[text]


def _judge(field: forms.Field) -> Callable[[str], Any]:
    if isinstance(field, forms.BooleanField):
        return _yes_or_no
    if isinstance(field, forms.ChoiceField):
        return lambda text: _chosen(field, text)
    if isinstance(field, HsDigitsField):
        return lambda text: field.clean(_with_its_zero(text))
    return field.clean


def _yes_or_no(text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise ValidationError(_("Write yes or no."))


def _with_its_zero(text: str) -> str:
    """Spreadsheets take the zero off 040900; codes have an even number of digits."""
    return f"0{text}" if text.isascii() and text.isdigit() and len(text) in (5, 7) else text


def _chosen(field: forms.ChoiceField, text: str) -> str:
    """A choice by its code, or by its name in either language."""
    codes = _codes(tuple(str(code) for code, _label in _choices(field) if code), field)
    found = codes.get(text.casefold())
    if found:
        return found
    if not text:
        return str(field.clean(text))  # says what is wanted
    listed = list(dict.fromkeys(codes.values()))
    if len(listed) > _NAMED:
        raise ValidationError(_("Write the code of a country, for example TH, or its name."))
    raise ValidationError(_("Write one of these: %(codes)s.") % {"codes": ", ".join(listed)})


@lru_cache(maxsize=16)
def _codes(codes: tuple[str, ...], field: forms.ChoiceField) -> dict[str, str]:
    found = {code.casefold(): code for code in codes}
    for language in ("en", "th"):
        with translation.override(language):
            found |= {str(label).casefold(): str(code) for code, label in _choices(field) if code}
    return found


def _choices(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(field.widget.choices)
