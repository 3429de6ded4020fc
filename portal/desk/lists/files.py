"""A list as a file: taken along, filled in elsewhere, looked at row by row before it counts, all of it or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext as _
from tablib import Dataset

from portal.cases.kept import By
from portal.parties.actors import Actor
from portal.parties.sheets import Sheet, SheetError, read_sheet

from .kinds import Kind
from .resources import ListResource

MOST_ROWS = 1_000
GOOD_FOR = 60 * 60  # seconds between looking at the rows and taking them over
_SALT = "desk.lists.rows"
NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
_KIND = {"new": NEW, "update": CHANGED, "skip": SAME}


@dataclass(frozen=True)
class Cell:
    """What the file says in a column, what the list said before, and what is wrong with it."""

    column: str
    said: str
    before: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looked:
    """A row of the file, by the number that a spreadsheet shows: new, changed, the same, or wrong."""

    number: int
    kind: str
    cells: tuple[Cell, ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """Every row, and the signed rows to take over; those are "" while anything is wrong or nothing is new."""

    columns: tuple[str, ...]
    rows: tuple[Looked, ...]
    signed: str = ""
    counts: dict[str, int] = field(default_factory=dict)


def columns(kind: Kind) -> tuple[str, ...]:
    return tuple(kind.resource().get_export_headers())


def exported(kind: Kind) -> Iterator[list[str]]:
    """The list as it stands, its header first; what is exported can be imported again."""
    made = kind.resource().export(kind.standing())
    yield list(made.headers or ())
    yield from (list(row) for row in made)


def look(kind: Kind, content: bytes, actor: Actor) -> Preview:
    """What the file would do, row by row; nothing is kept. SheetError where it is no such table."""
    sheet = read_sheet(content)
    _fits(kind, sheet)
    numbered = [(number, [cells.get(name, "") for name in columns(kind)]) for number, cells in sheet.rows]
    preview = _dry_run(kind, numbered, actor)
    if preview.counts[WRONG] or not preview.counts[NEW] + preview.counts[CHANGED]:
        return preview
    payload = {"kind": kind.slug, "person": actor.person_id, "rows": numbered}
    return Preview(preview.columns, preview.rows, signing.dumps(payload, salt=_SALT, compress=True), preview.counts)


def take_over(kind: Kind, signed: str, actor: Actor, why: str) -> Preview:
    """Takes over the rows that were looked at, in one transaction; where one no longer stands, none is.

    Raises signing.BadSignature for rows that were not looked at by this officer within the hour.
    """
    said = signing.loads(signed, salt=_SALT, max_age=GOOD_FOR)
    if (said["kind"], said["person"]) != (kind.slug, actor.person_id):
        raise signing.BadSignature("the rows of another list or officer")
    return _run(kind, said["rows"], By(actor, timezone.now(), why), dry_run=False)


def _fits(kind: Kind, sheet: Sheet) -> None:
    missing = ", ".join(name for name in columns(kind) if name not in sheet.header)
    if missing:
        raise SheetError(
            f"ไฟล์ไม่มีคอลัมน์ {missing} โปรดใช้แบบไฟล์ที่ดาวน์โหลดได้", f"The columns {missing} are missing. Use the template."
        )
    if len(sheet.rows) > MOST_ROWS:
        raise SheetError("มีเกิน 1,000 แถว โปรดแบ่งไฟล์", "There are more than 1,000 rows. Split the file.")


def _dry_run(kind: Kind, rows: Iterable[tuple[int, list[str]]], actor: Actor) -> Preview:
    return _run(kind, rows, By(actor, timezone.now(), _("Only looked at")), dry_run=True)


def _run(kind: Kind, rows: Iterable[tuple[int, list[str]]], by: By, *, dry_run: bool) -> Preview:
    numbers, cells = zip(*rows, strict=True) if rows else ((), ())
    resource = kind.resource()
    made = resource.import_data(
        Dataset(*cells, headers=list(columns(kind))), dry_run=dry_run, rollback_on_validation_errors=True, by=by
    )
    for failed in (*made.base_errors, *(error for row in made.rows for error in row.errors)):
        raise failed.error  # a fault of ours, not of the file
    looked = tuple(_looked(resource, number, row) for number, row in zip(numbers, made.rows, strict=True))
    counts = {name: sum(row.kind == name for row in looked) for name in (NEW, CHANGED, SAME, WRONG)}
    return Preview(columns(kind), looked, counts=counts)


def _looked(resource: ListResource, number: int, row: Any) -> Looked:
    wrong = _by_column(row.validation_error) if row.validation_error else {}
    cells = tuple(
        Cell(name, str(said or ""), _before(resource, row, name, str(said or "")), tuple(wrong.get(name, ())))
        for name, said in row.row_values.items()
    )
    elsewhere = [one for name, errors in wrong.items() if name not in row.row_values for one in errors]
    return Looked(number, _KIND.get(row.import_type, WRONG), cells, tuple(elsewhere))


def _by_column(wrong: Any) -> dict[str, list[str]]:
    return dict(wrong.message_dict) if hasattr(wrong, "error_dict") else {NON_FIELD_ERRORS: list(wrong.messages)}


def _before(resource: ListResource, row: Any, name: str, said: str) -> str:
    """What the list says in that column now, where the file says something else."""
    if row.original is None:
        return ""
    column = resource.fields[name]
    old, new = column.export(row.original), column.export(row.instance) if row.instance else said
    return "" if old == new else old
