"""What an application says, for people's eyes: check-your-answers, case pages, the receipt and the papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from portal.law.thai import english_date, thai_date

from . import answers, products, registry
from .models import Draft, Submission
from .steps import Step

FOLDED_ABOVE = 20  # rows of a table


@dataclass(frozen=True)
class Line:
    """One answer: its question's label, the answer as a person reads it, and where it was given."""

    label: str
    value: str
    step: str
    field: str


@dataclass(frozen=True)
class Row:
    """`product_page` is where the version that the row was taken from is shown; it stands in the last cell."""

    id: str
    cells: tuple[str, ...]
    product_page: str = ""


@dataclass(frozen=True)
class Table:
    title: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_long(self) -> bool:
        """Whether pages fold it up, so that what comes after it can be reached."""
        return len(self.rows) > FOLDED_ABOVE


@dataclass(frozen=True)
class File:
    id: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Section:
    """One step: its title, its answers, its tables (none or one) and the files handed in with it."""

    step: str
    title: str
    clause: str
    rows: tuple[Line, ...]
    tables: tuple[Table, ...]
    files: tuple[File, ...]


def of_draft(draft: Draft, language: str | None = None) -> list[Section]:
    """The draft as it stands, in `language` (the page's by default); what does not stand is shown as typed."""
    with translation.override(language or translation.get_language()):
        files = [
            {"id": str(one.pk), "step": one.step, "name": one.name, "size": one.size, "sha256": one.sha256}
            for one in draft.files.filter(removed_at__isnull=True).order_by("uploaded_at")
        ]
        kept = answers.stored(draft)
        said = answers.answers(draft)
        for slug, one in said.items():
            _as_typed(one, kept[slug].data if slug in kept else {})
        return _sections(draft.procedure, said, files, {})


def of_submission(
    submission: Submission, language: str, product_pages: Mapping[products.Named, str] | None = None
) -> list[Section]:
    """What was filed, in `language` ("th" or "en"); `product_pages` where versions of products are shown."""
    with translation.override(language):
        return _sections(submission.case.procedure, submission.answers, submission.files, product_pages or {})


def _as_typed(said: dict[str, Any], data: Mapping[str, Any]) -> None:
    """Puts what was typed where the strict form took nothing."""
    pairs = [(said["values"], data.get("values", {})), *zip(said["rows"], data.get("rows", []), strict=True)]
    for accepted, typed in pairs:
        for name, value in accepted.items():
            if value is None and typed.get(name):
                accepted[name] = typed[name]


def _sections(
    procedure: str,
    said: Mapping[str, Any],
    files: Iterable[Mapping[str, Any]],
    pages: Mapping[products.Named, str],
) -> list[Section]:
    steps = [step for step in registry.procedure(procedure).steps if step.slug in said]
    return [
        _section(step, said[step.slug], [one for one in files if one["step"] == step.slug], pages) for step in steps
    ]


def _section(
    step: Step, said: Mapping[str, Any], files: list[Mapping[str, Any]], pages: Mapping[products.Named, str]
) -> Section:
    lines = tuple(
        Line(label(field, name), shown(field, said["values"].get(name)), step.slug, name)
        for name, field in (step.form.base_fields.items() if step.form else ())
        # A field that was not asked when this was answered (another edition of the form) is not shown as empty. T-6
        if name in said["values"] and not isinstance(field.widget, forms.HiddenInput)
    )
    tables = (_table(step, step.row, said["rows"], pages),) if step.row else ()
    attached = tuple(File(one["id"], one["name"], one["size"], one["sha256"]) for one in files)
    return Section(step.slug, str(step.title), step.clause, lines, tables, attached)


def _table(
    step: Step, form: type[forms.Form], rows: list[Mapping[str, Any]], pages: Mapping[products.Named, str]
) -> Table:
    """A column for each field that people fill in, and one for products where a row was taken from one."""
    fields = visible(form)
    headers = tuple(label(field, name) for name, field in fields.items())
    cells = [tuple(shown(field, row.get(name)) for name, field in fields.items()) for row in rows]
    taken = [products.named(row) for row in rows] if step.from_product else []
    if any(code for code, _number in taken):
        headers = (*headers, _("From the company's products"))
        cells = [(*own, of_product(*name)) for own, name in zip(cells, taken, strict=True)]
    return Table(
        str(step.row_title or step.title),
        headers,
        tuple(Row(row["id"], own, pages.get(products.named(row), "")) for row, own in zip(rows, cells, strict=True)),
    )


def visible(form: type[forms.Form]) -> dict[str, forms.Field]:
    """The fields of `form` that people see."""
    return {name: field for name, field in form.base_fields.items() if not isinstance(field.widget, forms.HiddenInput)}


def of_product(code: str, number: str) -> str:
    """Which version of which product something was taken from, in the active language; "" for none."""
    return _("%(code)s, version %(n)s") % {"code": code, "n": number or "–"} if code else ""


def label(field: forms.Field, name: str) -> str:
    return str(field.label or name.replace("_", " ").capitalize())


def shown(field: forms.Field, value: Any) -> str:
    """A value as a person reads it in the active language; an empty one is an empty text."""
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return _("Yes") if value in (True, "on", "true", "True") else _("No")
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return ", ".join(_choice(field, one) for one in value)
    if isinstance(field, forms.DateField):
        return _date(str(value))
    return _choice(field, value)


def _choice(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return next(
            (str(text) for key, text in _flat(cast(Iterable[Any], field.choices)) if str(key) == str(value)), str(value)
        )
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, text in choices:
        if isinstance(text, list | tuple):
            yield from text
        else:
            yield key, text


def _date(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return thai_date(day) if (translation.get_language() or "th").startswith("th") else english_date(day)
