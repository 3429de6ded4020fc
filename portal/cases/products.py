"""Rows that were taken from the company's products: of which product and version, and how that version stands now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.parties.actors import Actor
from portal.parties.fields import PlainField
from portal.parties.models import Product, ProductVersion
from portal.parties.text import tidy

from . import registry
from .models import Case, Draft, DraftStep
from .steps import PRODUCT, VERSION, Raw, Step

Named = tuple[str, str]  # a product's code and the number of its version, each "" where none is said


class FromProduct(forms.Form):
    """What a row form adds to its own fields when its rows can be taken from products. People do not type these."""

    product = PlainField(label=_("Product code"), max_length=60, required=False, widget=forms.HiddenInput)
    product_version = forms.RegexField(
        r"^[1-9][0-9]{0,8}$",
        label=_("Version of the product"),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("A version is a whole number from 1 on.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get(VERSION) and not cleaned.get(PRODUCT) and PRODUCT not in self.errors:
            self.add_error(VERSION, _("Say the code of the product that this is a version of."))
        return cleaned


class NotFound(Exception):
    """Somebody who finds nothing in the company's catalogue names a product of it."""


@dataclass(frozen=True)
class Standing:
    """The version that a row of a draft was taken from, against the catalogue as it is now.

    `newest` is None where the catalogue has no such product, and for whoever may not read it (`told` is False).
    """

    code: str
    version: str
    newest: int | None = None
    archived: bool = False
    told: bool = True

    @property
    def unknown(self) -> bool:
        if not self.told:
            return False
        return self.newest is None or not _is_number(self.version) or not 1 <= int(self.version) <= self.newest

    @property
    def behind(self) -> bool:
        """Whether a newer version can be taken; what is archived is used for nothing new."""
        return self.newest is not None and not self.unknown and not self.archived and int(self.version) < self.newest


def may_take(actor: Actor, exporter_id: int) -> bool:
    """Whether the actor finds the company's products: by a role in it. Agents act in procedures and find none."""
    return actor.holds(exporter_id)


def named(row: Mapping[str, Any]) -> Named:
    """What a row says that it was taken from, as typed or as accepted."""
    return tidy(str(row.get(PRODUCT) or "")), str(row.get(VERSION) or "").strip()


def settle(draft: Draft, step: Step, actor: Actor, rows: Iterable[dict[str, Any]], kept: DraftStep | None) -> None:
    """Gives each row that names a product without a version the newest there is, so that a later one changes nothing.

    Raises NotFound for an agent's row that names what no row of the table has named before: from the answer they
    would learn what the company has.
    """
    if step.from_product is None:
        return
    if not may_take(actor, draft.exporter_id):
        if {named(row) for row in rows if row.get(PRODUCT)} - _named_before(kept):
            raise NotFound
        return
    without = [row for row in rows if named(row)[0] and not named(row)[1]]
    newest = _of_company(draft.exporter_id, without) if without else {}
    for row in without:
        if found := newest.get(named(row)[0]):
            row[VERSION] = str(found.version)


def _named_before(kept: DraftStep | None) -> set[Named]:
    data = kept.data if kept else {}
    return {named(row) for row in [*data.get("rows", []), *(gone["row"] for gone in data.get("removed", []))]}


def values_of(step: Step, version: ProductVersion) -> dict[str, Any]:
    """The row that the step makes of a version (with its `product`), and from which it was made."""
    assert step.from_product is not None
    return {**step.from_product(version), PRODUCT: version.product.code, VERSION: str(version.number)}


def versions_named(exporter_id: int, rows: Iterable[Mapping[str, Any]]) -> dict[Named, ProductVersion]:
    """The versions that `rows` were taken from, as far as the company has them; one query, none where none is named."""
    wanted = {(code, number) for code, number in map(named, rows) if code and _is_number(number)}
    if not wanted:
        return {}
    found = ProductVersion.objects.filter(
        product__exporter_id=exporter_id,
        product__code__in={code for code, _number in wanted},
        number__in={int(number) for _code, number in wanted},
    ).select_related("product")
    by_name = {(version.product.code, str(version.number)): version for version in found}
    return {name: version for name, version in by_name.items() if name in wanted}


def standings(draft: Draft, actor: Actor, rows: Iterable[Raw]) -> dict[str, Standing]:
    """Row id → how the version stands that the row was taken from; one query, none where no row came from a product."""
    taken = {row["id"]: named(row) for row in rows if named(row)[0]}
    if not may_take(actor, draft.exporter_id):
        return {row_id: Standing(*name, told=False) for row_id, name in taken.items()}
    there = _of_company(draft.exporter_id, [{PRODUCT: code} for code, _number in taken.values()]) if taken else {}
    return {
        row_id: Standing(code, number, there[code].version, there[code].archived_at is not None)
        if code in there
        else Standing(code, number)
        for row_id, (code, number) in taken.items()
    }


def addresses(actor: Actor, case: Case, answers: Mapping[str, Any]) -> dict[Named, str]:
    """Where each version that a filing names is shown; nothing for whoever does not find the company's products."""
    if not may_take(actor, case.exporter_id):
        return {}
    steps = [step.slug for step in registry.procedure(case.procedure).steps if step.from_product]
    rows = [row for slug in steps for row in answers.get(slug, {}).get("rows", [])]
    return {
        name: reverse("parties:version", args=[case.exporter_id, version.product_id, version.number])
        for name, version in versions_named(case.exporter_id, rows).items()
    }


def _of_company(exporter_id: int, rows: Iterable[Mapping[str, Any]]) -> dict[str, Product]:
    codes = {named(row)[0] for row in rows}
    return {one.code: one for one in Product.objects.filter(exporter_id=exporter_id, code__in=codes)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
