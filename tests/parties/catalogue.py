"""What tests of the catalogue speak of: a product's form as it is sent, its content, a sheet's rows."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from portal.parties.actors import Actor
from portal.parties.catalogue import exports, imports, writing
from portal.parties.catalogue.columns import COLUMNS
from portal.parties.catalogue.content import Content
from portal.parties.catalogue.reading import Reading, read
from portal.parties.forms.product import MaterialForm, ProductForm
from portal.parties.models import Exporter, Person, Product
from portal.parties.sheets import read_sheet

SignedIn = Callable[[Person], Client]
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)

CUP: Mapping[str, str] = {
    "name_th": "ถ้วยเซรามิก",
    "name_en": "Ceramic cup",
    "model": "C-1",
    "hs_code": "6912.00",
    "hs_edition": "2022",
    "unit": "C62",
    "labour": "0.40",
    "overhead": "0.15",
    "other_costs": "0.05",
    "profit": "0.30",
    "fob": "2.10",
}
CLAY: Mapping[str, str] = {
    "name": "ดินขาว",
    "code": "CLAY",
    "source": "domestic",
    "country": "TH",
    "originating": "on",
    "hs_code": "2507.00",
    "supplier": "Lampang Clay Co., Ltd.",
    "unit": "KGM",
    "unit_value": "0.60",
    "quantity": "0.5",
    "loss_percent": "2",
}
GLAZE: Mapping[str, str] = {
    "name": "เคลือบ",
    "code": "GLAZE",
    "source": "imported",
    "country": "JP",
    "hs_code": "3207.20",
    "supplier": "Nippon Glaze Co., Ltd.",
    "unit": "KGM",
    "unit_value": "4.20",
    "quantity": "0.05",
    "loss_percent": "",
}


def content(materials: list[Mapping[str, str]] | None = None, **changed: str) -> Content:
    """The cup as its forms clean it."""
    form = ProductForm({**CUP, **changed})
    rows = [MaterialForm(row) for row in ([CLAY, GLAZE] if materials is None else materials)]
    assert form.is_valid() and all(row.is_valid() for row in rows), [form.errors, *(row.errors for row in rows)]
    return Content.of(form.cleaned_data, [row.cleaned_data for row in rows])


def a_product(person: Person, exporter: Exporter, code: str = "CUP-01", **changed: Any) -> Product:
    return writing.add_product(exporter, Actor.of(person), code, content(**changed), AT)


def typed(*materials: Mapping[str, str], seen: int | None = None, **changed: str) -> dict[str, str]:
    """The product's form as a browser sends it."""
    sent = {**CUP, **changed, "materials-TOTAL_FORMS": str(len(materials) + 1), "materials-INITIAL_FORMS": "0"}
    for number, row in enumerate(materials):
        sent |= {f"materials-{number}-{name}": value for name, value in row.items()}
    return sent if seen is None else {**sent, "seen": str(seen)}


def sheet_row(code: str, product: Mapping[str, str] | None, material: Mapping[str, str] | None) -> list[str]:
    """A row of the sheet; without `product` its own columns stay empty."""
    own = [(product or {}).get(column.field, "") for column in COLUMNS[1:12]]
    row = {"originating": "", **(material or {})}
    row["originating"] = "yes" if row["originating"] else ""
    return [code, *own, *(row.get(column.field, "") for column in COLUMNS[12:])]


def a_csv(*rows: list[str], header: list[str] | None = None) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header or [column.title for column in COLUMNS], *rows])
    return text.getvalue().encode()


def reading_of(*rows: list[str]) -> Reading:
    return read(read_sheet(a_csv(*rows), imports.BOUNDS))


def bring_in(person: Person, exporter: Exporter, file: bytes) -> imports.Preview:
    """Looks at the file and says yes to what it would do."""
    actor = Actor.of(person)
    seen = imports.preview(exporter, actor, "products.csv", file, AT)
    assert seen.kept, seen.reading.problems
    imports.confirm(seen.kept, actor, seen.plan.stamp, AT)
    return seen


def the_catalogue(exporter: Exporter) -> list[list[str]]:
    return list(exports.catalogue_rows(exporter))
