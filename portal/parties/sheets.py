"""Spreadsheets of strangers as rows of text: XLSX by openpyxl, CSV by Python, both within bounds."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from portal.law.findings import Message

MOST_COLUMNS = 40
_MOST_PARTS = 200
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Bounds:
    """How much is read: bytes of the file, bytes that it unpacks to, rows below the header."""

    bytes: int = 5 * 1024 * 1024
    unpacked: int = 80 * 1024 * 1024
    rows: int = 20_000


STRANGERS = Bounds()


class SheetError(ValueError):
    """A file that cannot be read as a table; `message` says why, in both languages."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(th, en)


@dataclass(frozen=True)
class Sheet:
    """A table with its header; rows carry the number that a spreadsheet shows for them. Columns without a name (notes
    beside the table) keep their place in the header, and stand in no row."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheet(content: bytes, bounds: Bounds = STRANGERS) -> Sheet:
    """The first sheet of a workbook, or a CSV file; SheetError for anything else, or for too much of it."""
    if len(content) > bounds.bytes:
        most = f"{bounds.bytes // 1024 // 1024} MB"
        raise SheetError(f"ไฟล์ใหญ่เกิน {most} โปรดแบ่งไฟล์", f"The file is larger than {most}. Split it.")
    lines = _workbook(content, bounds) if content.startswith(_ZIP) else _csv(content)
    header: tuple[str, ...] = ()
    rows: list[tuple[int, dict[str, str]]] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if not header:
            header = _header(cells)
            continue
        if len(rows) >= bounds.rows:
            most = f"{bounds.rows:,}"
            raise SheetError(f"มีเกิน {most} แถว โปรดแบ่งไฟล์", f"There are more than {most} rows. Split the file.")
        rows.append((number, {name: cell for name, cell in zip(header, cells, strict=False) if name}))
    if not header:
        raise SheetError("ไฟล์ว่างเปล่า โปรดใช้แบบไฟล์ที่ดาวน์โหลดได้", "The file is empty. Use the template.")
    return Sheet(header, tuple(rows))


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    names = tuple(map(_name, cells))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        named = ", ".join(twice)
        raise SheetError(f"มีคอลัมน์ {named} ซ้ำกัน โปรดลบให้เหลือคอลัมน์เดียว", f"The column {named} is there twice. Keep one.")
    return names


def harmless(cell: str) -> str:
    """Text for a CSV file: a spreadsheet would run a cell that begins like a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def unharmed(cell: str) -> str:
    """The text that `harmless` wrote down: a file of ours can be sent back."""
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell


def _name(cell: str) -> str:
    """A header's field: templates write "quantity · ปริมาณ"."""
    return cell.split("·")[0].strip().lower()


def _workbook(content: bytes, bounds: Bounds) -> Iterator[tuple[int, list[str]]]:
    _is_bounded(content, bounds)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            yield number, [_text(cell) for cell in cells]
    except SheetError:
        raise
    except Exception as unreadable:  # openpyxl raises whatever its parts raise on a broken file
        raise SheetError(
            "เปิดไฟล์ XLSX ไม่ได้ โปรดบันทึกใหม่เป็น XLSX หรือ CSV", "This is no XLSX file that can be read. Save it anew."
        ) from unreadable


def _is_bounded(content: bytes, bounds: Bounds) -> None:
    """No decompression bomb: what the parts say they unpack to is added up before any is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise SheetError("ไฟล์ XLSX ชำรุด", "The XLSX file is damaged.") from broken
    names = {part.filename for part in parts}
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > bounds.unpacked:
        raise SheetError("ไฟล์ขยายแล้วใหญ่เกินไป", "The file unpacks to too much.")
    if "xl/workbook.xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise SheetError("ต้องเป็นไฟล์ XLSX ที่ไม่มีแมโคร", "An XLSX file without macros is expected.")


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
        for number, cells in enumerate(csv.reader(io.StringIO(text), strict=True), 1):
            yield number, [cell.strip() for cell in cells[:MOST_COLUMNS]]
    except (UnicodeDecodeError, csv.Error) as unreadable:
        raise SheetError(
            "ต้องเป็นไฟล์ XLSX หรือ CSV แบบ UTF-8", "An XLSX file, or a CSV file in UTF-8, is expected."
        ) from unreadable


def _text(cell: Any) -> str:
    """A cell as it would be typed: days as ISO, numbers without a float's tail."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.15g}" if cell != int(cell) else str(int(cell))  # a spreadsheet's own precision
    return str(cell).strip()
