"""A product between JSON and what its forms take: amounts are text both ways, so that none is rounded on its way."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.api.refusals import Problem, at_field
from portal.law.evaluators.reading import InputError, Record
from portal.law.quantities import plain
from portal.parties.catalogue import selectors
from portal.parties.catalogue.content import MOST_MATERIALS, PRODUCT_FIELDS, Content
from portal.parties.catalogue.facts import facts_of
from portal.parties.forms.product import CLAUSES, ROWS, MaterialForm, NewProductForm, ProductForm
from portal.parties.models import ProductVersion

RECKONED = ("materials_total", "other_total", "total", "ex_works")
# What an answer says and nobody enters; it may come back as it was read.
FIXED = ("id", "company", "code", "version", "written_at", "written_by", "archived_at", "reckoned")
Errors = list[dict[str, str]]


def row(version: ProductVersion) -> dict[str, Any]:
    """What a list says of a product, by the version in force; `version.product` is at hand."""
    return {**_named(version), "archived_at": _archived_at(version), **_values(_own(version))}


def product(version: ProductVersion) -> dict[str, Any]:
    """The product as it is now, by the version in force."""
    return {**of_version(version), "archived_at": _archived_at(version)}


def of_version(version: ProductVersion) -> dict[str, Any]:
    """The product as one version has it, with its materials and the sums that are reckoned from them."""
    content, facts = selectors.content_of(version), facts_of(version)
    return {
        **_named(version),
        "written_by": {"th": version.written_by.name_th, "en": version.written_by.name_en},
        **_values(content.product),
        "materials": [_values(material) for material in content.materials],
        "reckoned": {name: _sum(getattr(facts, name)) for name in RECKONED},
    }


def version_row(version: ProductVersion) -> dict[str, Any]:
    """What the list of versions says of one."""
    by = {"th": version.written_by.name_th, "en": version.written_by.name_en}
    return {"version": version.number, "written_at": version.written_at.isoformat(), "written_by": by}


def new(said: Record) -> tuple[str, Content]:
    """Code and content of a new product; what is optional may be left out. Problem with all that does not fit."""
    errors: Errors = []
    own = _cleaned(said, NewProductForm({}), errors)
    content = _content(said, own, errors, every=False)
    return str(own["code"]), content


def changed(said: Mapping[str, Any], told: Mapping[str, Any]) -> Content:
    """The content that takes the place of what was `told`. Problem with all that does not fit.

    Every field has to be there: one that was forgotten would empty what the catalogue has.
    """
    errors = _unfixed(said, told)
    record = Record({name: value for name, value in said.items() if name not in FIXED})
    own = _cleaned(record, ProductForm({}), errors, every=True)
    return _content(record, own, errors, every=True)


def _unfixed(said: Mapping[str, Any], told: Mapping[str, Any]) -> Errors:
    """Fields that cannot be changed, and are not sent as they were read."""
    th, en = "ช่องนี้แก้ไขไม่ได้ ละไว้หรือส่งตามที่อ่านได้", "This is not changed: leave it out, or send it as it was read"
    refused = [Record({}).unfit(name, th, en) for name in FIXED if name in said and said[name] != told[name]]
    return [_misread(unfit) for unfit in refused]


def _content(said: Record, own: Mapping[str, Any], errors: Errors, *, every: bool) -> Content:
    """Raises when anything did not fit, of the product or its materials."""
    materials = _materials(said, errors, every=every)
    _end(said, errors)
    if errors:
        raise Problem("input-unfit", errors[0]["message"], errors=errors)
    return Content.of(own, materials)


def _materials(said: Record, errors: Errors, *, every: bool) -> list[dict[str, Any]]:
    """The rows as accepted. One form judges all rows: a thousand of them stay quick."""
    if ROWS not in said and not every:
        return []
    try:
        rows = said.rows(ROWS)
    except InputError as unfit:
        errors.append(_misread(unfit))
        return []
    if len(rows) > MOST_MATERIALS:
        message = _("A product has at most %(most)d materials.") % {"most": MOST_MATERIALS}
        errors.append(_error(ROWS, "too-many", message))
        return []
    form = MaterialForm({})
    cleaned = []
    for each in rows:
        cleaned.append(_cleaned(each, form, errors, every=every))
        _end(each, errors)
    return cleaned


def _cleaned(said: Record, form: forms.Form, errors: Errors, *, every: bool = False) -> dict[str, Any]:
    """The form's values; adds to `errors` what does not fit. A field of the wrong type is told as that alone."""
    typed, misread = {}, set()
    for name, field in form.fields.items():
        try:
            typed[name] = _typed(said, name, field, every=every)
        except InputError as unfit:
            errors.append(_misread(unfit))
            misread.add(name)
    form.data = typed
    form.full_clean()
    for name, found in form.errors.as_data().items():
        if name not in misread:
            errors += [
                _error(said.path(name), error.code or "invalid", message)
                for error in found
                for message in error.messages
            ]
    return form.cleaned_data


def _typed(said: Record, name: str, field: forms.Field, *, every: bool) -> Any:
    """The field as a page would have sent it: amounts are text like everything else, for a float is never exact."""
    if every and name not in said:
        raise said.unfit(name, "ไม่มีช่องข้อมูลนี้", "The field is missing")
    if isinstance(field, forms.BooleanField):
        return bool(said.maybe(name, said.flag))
    return said.maybe(name, said.text) or ""


def _end(said: Record, errors: Errors) -> None:
    try:
        said.done()
    except InputError as unfit:
        errors.append(_misread(unfit))


def _misread(unfit: InputError) -> dict[str, str]:
    return _error(unfit.where, "unfit", unfit.message.in_language(get_language()))


def _error(where: str, code: str, message: str) -> dict[str, str]:
    return at_field(where, code, str(message), CLAUSES.get(code, ""))


def _named(version: ProductVersion) -> dict[str, Any]:
    return {
        "id": version.product_id,
        "company": version.product.exporter_id,
        "code": version.product.code,
        "version": version.number,
        "written_at": version.written_at.isoformat(),
    }


def _archived_at(version: ProductVersion) -> str | None:
    at = version.product.archived_at
    return at.isoformat() if at else None


def _own(version: ProductVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in PRODUCT_FIELDS}


def _values(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) if isinstance(value, Decimal) else value for name, value in said.items()}


def _sum(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
