"""A step's table of rows as the page shows it: fifty at a time, each with what is wrong in it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.cases import answers, products, rows, summary
from portal.parties.templatetags.govuk import problems as problems_of

from .doors import OpenedStep

ON_A_PAGE = 50
LONGEST_CELL = 300  # signs of one answer shown in the table


@dataclass(frozen=True)
class ShownRow:
    number: int
    id: str
    cells: list[tuple[str, str]]  # each with its column's name
    problems: list[str]
    url: str
    taken: products.Standing | None  # from which version of which product


@dataclass(frozen=True)
class ShownTable:
    """A page of the table: `total` rows in all; `newer` and `older` are the pages before and after."""

    headers: list[str]
    rows: list[ShownRow]
    total: int
    page: int
    pages: int
    full: bool
    can_restore: str
    problem: str

    @property
    def newer(self) -> str:
        return f"?page={self.page - 1}#rows" if self.page > 1 else ""

    @property
    def older(self) -> str:
        return f"?page={self.page + 1}#rows" if self.page < self.pages else ""


def of(opened: OpenedStep, page: str, *, tried: bool) -> ShownTable | None:
    """The page numbered `page` (the first, where that is no number) of the step's table."""
    step = opened.step
    if step.row is None:
        return None
    typed = opened.data.get("rows", [])
    pages = max(1, -(-len(typed) // ON_A_PAGE))
    number = min(pages, max(1, int(page) if page.isdecimal() and len(page) < 5 else 1))
    first = (number - 1) * ON_A_PAGE
    on_page = typed[first : first + ON_A_PAGE]
    checked = answers.check(step, {"rows": on_page})
    taken = products.standings(opened.draft, opened.actor, on_page) if step.from_product else {}
    whole = [one.message for one in answers.of_table(step, len(typed))] if tried else []
    return ShownTable(
        headers=[summary.label(field, name) for name, field in summary.visible(step.row).items()],
        rows=[
            _row(opened, place, raw, accepted, checked, taken.get(raw["id"]))
            for place, (raw, accepted) in enumerate(zip(typed[first:], checked.rows, strict=False), start=first + 1)
        ],
        total=len(typed),
        page=number,
        pages=pages,
        full=len(typed) >= step.max_rows,
        can_restore=rows.lately_removed(opened.kept),
        problem=whole[0] if whole else "",
    )


def _row(
    opened: OpenedStep,
    number: int,
    raw: dict[str, Any],
    accepted: dict[str, Any],
    checked: answers.Checked,
    taken: products.Standing | None,
) -> ShownRow:
    assert opened.step.row is not None
    cells = [
        (summary.label(field, name), _short(summary.shown(field, raw.get(name, "") if said is None else said)))
        for name, field in summary.visible(opened.step.row).items()
        for said in [accepted[name]]
    ]
    problems = [one.message for one in checked.problems if one.row == raw["id"]]
    return ShownRow(number, raw["id"], cells, problems, opened.url("row", opened.step.slug, raw["id"]), taken)


def _short(text: str) -> str:
    """The beginning of a text that is far too long: all of it is in the row's own page."""
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


@dataclass(frozen=True)
class Found:
    """A line of the error summary, with the address of what it speaks of."""

    message: str
    href: str


def errors(opened: OpenedStep, form: forms.Form | None, *, tried: bool) -> list[Found]:
    """The error summary of the step's page: its own fields, then its rows, then the table as a whole."""
    found = [Found(one.message, f"#{one.anchor}" if one.anchor else "") for one in problems_of(form)]
    if not tried or opened.step.row is None:
        return found
    number = {row["id"]: place for place, row in enumerate(opened.data.get("rows", []), start=1)}
    for one in answers.check(opened.step, opened.data).problems:
        if one.row:
            href = f"{opened.url('row', opened.step.slug, one.row)}#id_{one.field}"
            found.append(Found(_("Row %(n)s: %(message)s") % {"n": number[one.row], "message": one.message}, href))
        elif one.field == "rows":
            found.append(Found(one.message, "#rows"))
    return found
