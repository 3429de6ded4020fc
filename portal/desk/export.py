"""The queue as a file: what an officer narrowed it down to, in its order, for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from portal.cases import registry
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.sheets import harmless

from . import queue
from .queue import Wanted

MOST_ROWS = 50_000  # more than a spreadsheet is of use for; the API turns pages without an end
_AT_ONCE = 2_000


def is_too_long(actor: Actor, wanted: Wanted, today: date) -> bool:
    """Whether more cases fit than one file holds."""
    return queue.ordered(actor, wanted, today)[MOST_ROWS : MOST_ROWS + 1].exists()


def rows(actor: Actor, wanted: Wanted, today: date, language: str) -> Iterator[list[str | date | None]]:
    """A head in the officer's language, then a row for each case; days stay days."""
    yield [
        _("Reference"),
        _("Company"),
        _("Procedure"),
        _("State"),
        _("Waiting for"),
        _("Due"),
        _("Handled by"),
        _("Submitted on"),
        _("Received on"),
        _("Closed"),
    ]
    for case in queue.ordered(actor, wanted, today)[:MOST_ROWS].iterator(chunk_size=_AT_ONCE):
        yield _row(case, language)


def _row(case: Case, language: str) -> list[str | date | None]:
    procedure = registry.procedure(case.procedure)
    return [
        case.reference,
        case.exporter_name_in(language),
        str(procedure.title),
        str(procedure.state(case.state).label),
        str(case.get_waiting_for_display()),
        case.due_on,
        case.handler.name_in(language) if case.handler else "",
        timezone.localdate(case.submitted_at),
        case.received_on,
        timezone.localdate(case.closed_at) if case.closed_at else None,
    ]


def as_csv(lines: Iterator[Sequence[str | date | None]]) -> Iterator[str]:
    """The lines of a CSV file that spreadsheets open in Thai; nothing in it is run as a formula."""
    yield "\ufeff"
    buffer = io.StringIO()
    write = csv.writer(buffer, lineterminator="\r\n").writerow
    for line in lines:
        write([harmless(cell) if isinstance(cell, str) else cell for cell in line])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def as_xlsx(lines: Iterator[Sequence[str | date | None]]) -> io.BytesIO:
    """A workbook with a bold head that stays in sight; text is text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    for letter, width in zip("ABCDEFGHIJ", (20, 40, 30, 24, 20, 12, 26, 14, 14, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    for number, line in enumerate(lines):
        cells = []
        for said in line:
            cell = WriteOnlyCell(sheet, said)  # type: ignore[arg-type]
            if isinstance(said, str):
                cell.data_type = "s"
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file
