"""The catalogue as a spreadsheet, in the shape in which it is read; the template with an example to write over."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from ..models import Exporter, Material, ProductVersion
from ..sheets import harmless
from .columns import COLUMNS, rows_of
from .content import Content
from .selectors import current_versions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_BATCH = 500

_EXAMPLE = (
    "CUP-01;ถ้วยเซรามิก;Ceramic cup;C-1;6912.00;2022;C62;0.40;0.15;0.05;0.30;2.10;"
    "ดินขาว;CLAY;domestic;TH;yes;2507.00;Lampang Clay Co., Ltd.;KGM;0.60;0.5;2",
    "CUP-01;;;;;;;;;;;;เคลือบ;GLAZE;imported;JP;no;3207.20;Nippon Glaze Co., Ltd.;KGM;4.20;0.05;0",
    "PLATE-02;จานเซรามิก;Ceramic plate;;6912.00;2022;C62;;;;;;;;;;;;;;;;",
)


def catalogue_rows(exporter: Exporter) -> Iterator[list[str]]:
    """Every product that is in use, by code, as rows of the sheet."""
    current = current_versions(exporter).filter(product__archived_at=None).order_by("product__code", "pk")
    waiting: list[ProductVersion] = []
    for version in current.iterator(chunk_size=2_000):
        waiting.append(version)
        if len(waiting) == _BATCH:
            yield from _rows(waiting)
            waiting = []
    yield from _rows(waiting)


def _rows(versions: list[ProductVersion]) -> Iterator[list[str]]:
    rows = Material.objects.filter(version__in=[version.pk for version in versions]).order_by("version_id", "line")
    materials = {pk: list(own) for pk, own in groupby(rows, key=lambda row: row.version_id)}
    for version in versions:
        yield from rows_of(version.product.code, Content.of_version(version, materials.get(version.pk, [])))


def example_rows() -> list[list[str]]:
    """A product of two materials, and one without: the template can be sent as it is."""
    return [line.split(";") for line in _EXAMPLE]


def as_csv(rows: Iterable[list[str]]) -> bytes:
    """A CSV file that spreadsheets open in Thai; nothing in it is run as a formula."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in COLUMNS])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def as_workbook(rows: Iterable[list[str]]) -> bytes:
    """An XLSX file; codes are text in it, so that they keep their zeros."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("products")
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = max(14, len(column.title) * 0.8)
        if column.is_text:
            dimension.number_format = "@"
    sheet.append([_head(sheet, column.title) for column in COLUMNS])
    for row in rows:
        sheet.append([harmless(cell) or None for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(sheet: Any, title: str) -> Any:
    cell = WriteOnlyCell(sheet, value=title)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE8EA")
    return cell
