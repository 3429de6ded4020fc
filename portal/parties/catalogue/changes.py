"""What a version of a product changed, line by line, in words for people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.law.quantities import plain

from ..forms.product import MaterialForm, ProductForm
from ..models import ProductVersion
from .content import MATERIAL_FIELDS, PRODUCT_FIELDS, Content
from .selectors import content_of


@dataclass(frozen=True)
class Change:
    """A line of the difference; `where` names the material (its number and name), or is empty for the product."""

    where: str
    label: str
    before: str
    after: str


def of(version: ProductVersion) -> list[Change]:
    """What this version changed of the one before; nothing for the first."""
    if version.number == 1:
        return []
    before = ProductVersion.objects.get(product=version.product_id, number=version.number - 1)
    return between(content_of(before), content_of(version))


def between(before: Content, after: Content) -> list[Change]:
    """Every difference, the product's first. Materials that moved in the list are the same materials."""
    found = list(_fields("", ProductForm, PRODUCT_FIELDS, before.product, after.product))
    for where, old, new in _pairs(before.materials, after.materials):
        if old is None or new is None:
            gone, came = _("taken out"), _("added")
            found.append(Change(where, gone if new is None else came, _brief(old), _brief(new)))
        else:
            found += _fields(where, MaterialForm, MATERIAL_FIELDS, old, new)
    return found


Row = Mapping[str, Any]


def _pairs(before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Materials of both contents side by side: those of one code and name, then those on the same line."""
    old, new = dict(enumerate(before, 1)), dict(enumerate(after, 1))
    pairs: list[tuple[int, Row | None, Row | None]] = []
    known: dict[tuple[str, str], list[int]] = {}
    for line, row in old.items():
        known.setdefault((row["code"], row["name"]), []).append(line)
    for line, row in enumerate(after, 1):
        same = known.get((row["code"], row["name"]))
        if same:
            pairs.append((line, old.pop(same.pop(0)), new.pop(line)))
    for line in sorted(old.keys() | new.keys()):
        pairs.append((line, old.get(line), new.get(line)))
    for line, left, right in sorted(pairs, key=lambda pair: pair[0]):
        named = right or left or {}
        yield f"{line}. {named['name']}", left, right


def _fields(where: str, form: type[forms.Form], names: tuple[str, ...], before: Row, after: Row) -> Iterator[Change]:
    for name in names:
        if before[name] != after[name]:
            label = str(form.base_fields[name].label)
            yield Change(where, label, shown(form, name, before[name]), shown(form, name, after[name]))


def shown(form: type[forms.Form], name: str, value: Any) -> str:
    """A value as people read it: a choice by its label, a number without idle zeros."""
    field = form.base_fields[name]
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for code, label in _choices(field) if code == value), str(value))
    if isinstance(value, Decimal):
        return plain(value)
    return str(field.prepare_value(value) or "–") if value is not None else "–"


def _choices(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(field.widget.choices)  # those that a country's names are told in


def _brief(row: Row | None) -> str:
    if row is None:
        return "–"
    return f"{plain(row['quantity'])} × {plain(row['unit_value'])} USD"
