"""A spreadsheet as contents of products: each cell judged by the form's own field, each error with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..forms.product import material_problems, no_loss
from ..sheets import Sheet
from .cells import Cells
from .columns import CODE, COLUMNS, MATERIAL, MATERIAL_COLUMNS, PRODUCT_COLUMNS, Column
from .content import MOST_MATERIALS, Content

MOST_TOLD = 1_000
_TITLES = {column.field: column for column in MATERIAL_COLUMNS}


@dataclass(frozen=True)
class Problem:
    """What is wrong in the file, in the language of the page: row (as the spreadsheet counts), column, and why."""

    row: int
    column: str
    message: str


@dataclass
class Reading:
    """What a file says: contents by product code, the row where each begins, and all that does not fit.

    `more` counts the problems beyond the first thousand.
    """

    contents: dict[str, Content] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def refuse(self, row: int, column: str, message: Any) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(Problem(row, column, str(message)))
        else:
            self.more += 1


@dataclass
class _Begun:
    """A product whose rows are being read: where it began, its cells there, what they say, its materials so far."""

    row: int
    cells: tuple[str, ...]
    product: Mapping[str, Any]
    materials: list[Mapping[str, Any]] = field(default_factory=list)


def read(sheet: Sheet) -> Reading:
    """Everything that the sheet says; contents are only complete when there are no problems."""
    reading = Reading()
    for column, message in _header_problems(sheet):
        reading.refuse(1, column, message)
    if reading.problems:
        return reading
    cells, begun = Cells(), dict[str, _Begun]()
    for number, row in sheet.rows:
        _read_row(number, row, cells, begun, reading)
    if not begun and not reading.problems:
        reading.refuse(1, CODE, _("The file has no rows below its header."))
    for code, product in begun.items():
        reading.rows[code] = product.row
        reading.contents[code] = Content(product.product, tuple(product.materials))
    return reading


def _header_problems(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """All columns have to be there: one that is missing would empty what the catalogue has."""
    known = {column.name for column in COLUMNS}
    for column in COLUMNS:
        if column.name not in sheet.header:
            yield column.name, _("This column is missing. Begin with the template.")
    for name in sheet.header:
        if name and name not in known:
            yield name, _("There is no such column. Take it out, or empty its header.")


def _read_row(number: int, row: Mapping[str, str], cells: Cells, begun: dict[str, _Begun], reading: Reading) -> None:
    code = _cell(number, COLUMNS[0], row, cells, reading)
    if not code:
        return
    own = tuple([row.get(column.name, "") for column in PRODUCT_COLUMNS])
    product = begun.get(code)
    if product is None:
        said = {column.field: _cell(number, column, row, cells, reading) for column in PRODUCT_COLUMNS}
        product = begun[code] = _Begun(number, own, said)
    elif own != product.cells:
        _same_as_before(number, own, product, reading)
    if any([row.get(column.name) for column in MATERIAL_COLUMNS]):
        _read_material(number, row, cells, product, reading)
    elif number != product.row:
        twice = _("Row %(row)d has this product already, and this row has no material.") % {"row": product.row}
        reading.refuse(number, CODE, twice)


def _same_as_before(number: int, own: tuple[str, ...], product: _Begun, reading: Reading) -> None:
    """Following rows of a product leave its own columns empty, or say the same."""
    for column, now, before in zip(PRODUCT_COLUMNS, own, product.cells, strict=True):
        if now and now != before:
            said = {"row": product.row}
            reading.refuse(
                number, column.name, _("Row %(row)d says otherwise of the same product. Leave this empty.") % said
            )


def _read_material(number: int, row: Mapping[str, str], cells: Cells, product: _Begun, reading: Reading) -> None:
    said = {column.field: _cell(number, column, row, cells, reading) for column in MATERIAL_COLUMNS}
    if said["loss_percent"] is None:
        said["loss_percent"] = no_loss(None)
    for name, message, _code in material_problems(said):
        reading.refuse(number, _TITLES[name].name, message)
    if len(product.materials) == MOST_MATERIALS:
        reading.refuse(number, MATERIAL, _("A product has at most %(most)d materials.") % {"most": MOST_MATERIALS})
    product.materials.append(said)


def _cell(number: int, column: Column, row: Mapping[str, str], cells: Cells, reading: Reading) -> Any:
    """The cell's value; None where it does not fit, which is told."""
    value = cells.value(column, row.get(column.name, ""))
    if isinstance(value, ValidationError):
        for message in value.messages:
            reading.refuse(number, column.name, message)
        return None
    return value
