"""The columns of the spreadsheet: a row for each material, the product's own columns on the first row of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.law.hs import HSCode
from portal.law.quantities import plain

from .content import MATERIAL_FIELDS, PRODUCT_FIELDS, Content

CODE = "code"
MATERIAL = "material"

_THAI = {
    "code": "รหัสผลิตภัณฑ์",
    "name_th": "ชื่อภาษาไทย",
    "name_en": "ชื่อภาษาอังกฤษ",
    "model": "รุ่น",
    "hs_code": "พิกัดศุลกากร",
    "hs_edition": "ฉบับพิกัด (ปี)",
    "unit": "หน่วย",
    "labour": "ค่าแรงทางตรง (USD)",
    "overhead": "ค่าโสหุ้ยทางตรง (USD)",
    "other_costs": "ต้นทุนอื่น (USD)",
    "profit": "กำไร (USD)",
    "fob": "ราคา FOB (USD)",
    "material": "วัตถุดิบ",
    "material_code": "รหัสวัตถุดิบ",
    "material_source": "ในประเทศหรือนำเข้า (domestic, imported)",
    "material_country": "ประเทศถิ่นกำเนิด",
    "material_originating": "ได้ถิ่นกำเนิดอาเซียน (yes, no)",
    "material_hs_code": "พิกัดของวัตถุดิบ",
    "material_supplier": "ผู้ผลิตหรือผู้จำหน่าย",
    "material_unit": "หน่วยของวัตถุดิบ",
    "material_unit_value": "มูลค่าต่อหน่วย (USD)",
    "material_quantity": "ปริมาณต่อผลิตภัณฑ์หนึ่งหน่วย",
    "material_loss_percent": "สูญเสีย (ร้อยละ)",
}


@dataclass(frozen=True)
class Column:
    """A column: its name in the header, and the field that it fills."""

    name: str
    field: str

    @property
    def title(self) -> str:
        """The header's cell, in both languages."""
        return f"{self.name} · {_THAI[self.name]}"

    @property
    def is_text(self) -> bool:
        """Whether spreadsheets have to be kept from taking its digits for a number."""
        return self.field in ("code", "hs_code", "hs_edition", "model")


PRODUCT_COLUMNS = tuple(Column(field, field) for field in PRODUCT_FIELDS)
MATERIAL_COLUMNS = tuple(
    Column(MATERIAL if field == "name" else f"{MATERIAL}_{field}", field) for field in MATERIAL_FIELDS
)
COLUMNS = (Column(CODE, CODE), *PRODUCT_COLUMNS, *MATERIAL_COLUMNS)


def rows_of(code: str, content: Content) -> Iterator[list[str]]:
    """A product as rows of the sheet, in the order of COLUMNS."""
    product = [code, *(_cell(column, content.product) for column in PRODUCT_COLUMNS)]
    blank = [code, *("" for _ in PRODUCT_COLUMNS)]
    if not content.materials:
        yield [*product, *("" for _ in MATERIAL_COLUMNS)]
    for number, material in enumerate(content.materials):
        yield [*(blank if number else product), *(_cell(column, material) for column in MATERIAL_COLUMNS)]


def _cell(column: Column, said: Mapping[str, Any]) -> str:
    value = said[column.field]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value)
    if column.field == "hs_code" and value:
        return HSCode(value).dotted
    return str(value)
