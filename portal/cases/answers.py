"""What a draft says: its answers as the strict forms accept them, and everything that is still wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import registry
from .models import Draft, DraftStep
from .steps import Raw, Step, always


@dataclass(frozen=True)
class Problem:
    """One thing that stands against filing: the step, the field ("" for the step itself) and the row's id, if any.

    `code` is what the field's check calls it: programs branch on it, people read the message.
    """

    step: str
    field: str
    row: str
    message: str
    clause: str = ""
    code: str = "invalid"


@dataclass(frozen=True)
class Checked:
    """A step against its strict forms: `values` and `rows` hold None where a field does not stand."""

    values: dict[str, Any]
    rows: list[dict[str, Any]]
    problems: tuple[Problem, ...]

    def problems_of(self, row: str) -> list[Problem]:
        return [one for one in self.problems if one.row == row]

    def as_answers(self) -> dict[str, Any]:
        return {"values": self.values, "rows": self.rows}


NOT_STARTED, IN_PROGRESS, COMPLETE, HAS_ERRORS = "not-started", "in-progress", "complete", "has-errors"


def stored(draft: Draft) -> dict[str, DraftStep]:
    """The saved steps of `draft` by slug, in one query."""
    return {kept.step: kept for kept in draft.steps.all()}


def steps_of(draft: Draft, answers: Mapping[str, Any] | None = None) -> list[Step]:
    """The steps of the draft's procedure that apply to its answers."""
    steps = registry.procedure(draft.procedure).steps
    if all(step.needed is always for step in steps):
        return list(steps)
    said = answers if answers is not None else answers_of_all(draft)
    return [step for step in steps if step.needed(said)]


def answers_of_all(draft: Draft) -> dict[str, Any]:
    return {slug: checked.as_answers() for slug, checked in checked_steps(draft).items()}


def answers(draft: Draft) -> dict[str, Any]:
    """Step → {"values", "rows"} of the steps that apply, in plain JSON types: dates ISO, decimals as text.

    A field that the strict form does not accept is None. Each row carries its "id".
    """
    said = answers_of_all(draft)
    return {step.slug: said[step.slug] for step in steps_of(draft, said)}


def problems(draft: Draft) -> list[Problem]:
    """Everything that stands against filing, of all steps at once, in the order of the form."""
    checked = checked_steps(draft)
    said = {slug: one.as_answers() for slug, one in checked.items()}
    return [problem for step in steps_of(draft, said) for problem in checked[step.slug].problems]


def status(draft: Draft, step: Step) -> str:
    """not-started, in-progress, complete or has-errors (somebody asked to go on and it does not stand yet)."""
    kept = stored(draft).get(step.slug)
    return status_of(kept, check(step, kept.data if kept else {}, asked=kept is not None))


def status_of(kept: DraftStep | None, checked: Checked) -> str:
    if kept is None:
        return NOT_STARTED
    if not checked.problems:
        return COMPLETE
    return HAS_ERRORS if kept.tried else IN_PROGRESS


def checked_steps(draft: Draft) -> dict[str, Checked]:
    """Every step of the procedure against its strict forms."""
    kept = stored(draft)
    return {
        step.slug: check(step, kept[step.slug].data if step.slug in kept else {}, asked=step.slug in kept)
        for step in registry.procedure(draft.procedure).steps
    }


def check(step: Step, data: Mapping[str, Any], *, asked: bool = True) -> Checked:
    """`data` as typed against the step's strict forms. `asked` False: nobody has saved this step yet."""
    found: list[Problem] = []
    values: dict[str, Any] = {}
    if step.form:
        form = step.form(data=dict(data.get("values", {})))
        found += _of_form(form, step, "")
        values = plain_values(form)
    elif not asked and not step.row and not step.files:
        found.append(Problem(step.slug, "", "", _("Open this step and confirm it."), step.clause, "not-started"))
    rows = list(check_rows(step, data.get("rows", []), found))
    found += of_table(step, len(rows))
    return Checked(values, rows, tuple(found))


def check_rows(step: Step, typed: list[Raw], found: list[Problem]) -> Iterator[dict[str, Any]]:
    """The rows as accepted; adds to `found` what is wrong. One form judges all rows: 500 of them stay quick."""
    if step.row is None or not typed:
        return
    form = step.row(data={})
    for row in typed:
        form.data = {name: value for name, value in row.items() if name != "id"}
        form.full_clean()
        found += _of_form(form, step, row["id"])
        yield {"id": row["id"], **plain_values(form)}


def _of_form(form: forms.Form, step: Step, row: str) -> Iterator[Problem]:
    for name, errors in form.errors.as_data().items():
        field = "" if name == NON_FIELD_ERRORS else name
        clause = getattr(form.fields.get(field), "clause", "") or step.clause
        for error in errors:
            for message in error.messages:
                yield Problem(step.slug, field, row, str(message), clause, error.code or "invalid")


def of_table(step: Step, count: int) -> Iterator[Problem]:
    if step.row is None:
        return
    if count < step.min_rows:
        too_few = ngettext(
            "Add at least one row to the table.", "Add at least %(n)s rows to the table.", step.min_rows
        ) % {"n": step.min_rows}
        yield Problem(step.slug, "rows", "", too_few, step.clause, "too-few")
    if count > step.max_rows:
        too_many = _("The table holds %(n)s rows at most. Delete some.") % {"n": step.max_rows}
        yield Problem(step.slug, "rows", "", too_many, step.clause, "too-many")


def plain_values(form: forms.Form) -> dict[str, Any]:
    """The cleaned values of a validated form in plain JSON types; None where a field did not stand."""
    return {name: plain(form.cleaned_data.get(name)) for name in form.fields}


def plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return getattr(value, "code", None) or str(value)  # a Country says its code, everything else its text
