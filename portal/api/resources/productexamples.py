"""An example of a product for the OpenAPI document: a cup, the clay and the glaze of it."""

from typing import Any

OWN: dict[str, Any] = {
    "name_th": "ถ้วยเซรามิก",
    "name_en": "Ceramic cup",
    "model": "C-1",
    "hs_code": "691200",
    "hs_edition": "2022",
    "unit": "C62",
    "labour": "0.4",
    "overhead": "0.15",
    "other_costs": "0.05",
    "profit": "0.3",
    "fob": "2.1",
}
CLAY: dict[str, Any] = {
    "name": "ดินขาว",
    "code": "CLAY",
    "source": "domestic",
    "country": "TH",
    "originating": True,
    "hs_code": "250700",
    "supplier": "Lampang Clay Co., Ltd.",
    "unit": "KGM",
    "unit_value": "0.6",
    "quantity": "0.5",
    "loss_percent": "2",
}
GLAZE: dict[str, Any] = {
    "name": "เคลือบ",
    "code": "GLAZE",
    "source": "imported",
    "country": "JP",
    "originating": False,
    "hs_code": "320720",
    "supplier": "Nippon Glaze Co., Ltd.",
    "unit": "KGM",
    "unit_value": "4.2",
    "quantity": "0.05",
    "loss_percent": "0",
}
CONTENT: dict[str, Any] = {**OWN, "materials": [CLAY, GLAZE]}
NEW: dict[str, Any] = {"code": "CUP-01", **CONTENT}
_WRITTEN: dict[str, Any] = {"version": 1, "written_at": "2026-11-25T09:00:00+00:00"}
_NAMED: dict[str, Any] = {"id": 41, "company": 7, "code": "CUP-01", **_WRITTEN}
_BY: dict[str, Any] = {"written_by": {"th": "มาลี ศรีสุข", "en": "Malee Srisuk"}}
ROW: dict[str, Any] = {**_NAMED, "archived_at": None, **OWN}
VERSION: dict[str, Any] = {
    **_NAMED,
    **_BY,
    **CONTENT,
    "reckoned": {"materials_total": "0.51", "other_total": "0.20", "total": "1.11", "ex_works": "1.41"},
}
VERSION_ROW: dict[str, Any] = {**_WRITTEN, **_BY}
PRODUCT: dict[str, Any] = {**VERSION, "archived_at": None}
ARCHIVED: dict[str, Any] = {**PRODUCT, "archived_at": "2026-11-26T03:00:00+00:00"}
