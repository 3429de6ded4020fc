"""The spreadsheets to fill in: headers in both languages, a row as an example, notes."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from .estimate import COLUMNS

_THAI = {
    "id": "รหัส",
    "importer": "ผู้นำของเข้า",
    "material": "วัตถุดิบ",
    "mode": "วิธีชำระหรือวางประกัน (cash, guarantee, rgs)",
    "imported_on": "วันที่นำเข้า",
    "declaration": "เลขที่ใบขนสินค้า",
    "line": "รายการที่",
    "quantity": "ปริมาณ",
    "duty": "อากร (บาท)",
    "extended_to": "ขยายเวลาถึง",
    "number": "เลขที่สูตร",
    "product": "ผลิตภัณฑ์",
    "valid_from": "ใช้ตั้งแต่",
    "valid_until": "ใช้ถึง",
    "whole_pieces": "นับเป็นชิ้น (true, false)",
    "net": "ปริมาณสุทธิต่อหน่วย",
    "loss_percent": "สูญเสีย (ร้อยละ)",
    "exporter": "ผู้ส่งออก",
    "exported_on": "วันที่ส่งออก",
    "formula": "เลขที่สูตร",
    "claimed_on": "วันที่ขอคืน",
    "transfer_kind": "โอนสิทธิ (whole, part)",
    "transfer_to": "ผู้รับโอน",
    "transfer_formula": "เลขที่สูตรของผู้รับโอน",
    "transfer_materials": "วัตถุดิบที่โอน คั่นด้วย ;",
}
_EXAMPLE = {
    "lots": ("A", "I1", "M1", "cash", "2024-01-15", "A001", 1, 1000, 10000, None),
    "formulas": ("F1", "P1", "2024-01-01", "2027-01-01", "false", "M1", 2, 5),
    "exports": ("X1", "I1", "2024-06-01", "E001", 1, "P1", "F1", 100, None, "2024-07-01", None, None, None, None),
}


def template_of(name: str) -> bytes:
    """The workbook of "lots", "formulas" or "exports", with the worked example of docs/fifo.md in it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    sheet.append([f"{column} · {_THAI[column]}" for column in COLUMNS[name]])
    sheet.append(_EXAMPLE[name])
    for number, cell in enumerate(sheet[1], 1):
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE8EA")
        sheet.column_dimensions[get_column_letter(number)].width = len(COLUMNS[name][number - 1]) + 18
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
