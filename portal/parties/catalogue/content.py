"""What is said of a product: the same shape whether typed, read from a spreadsheet, or kept as a version."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any

import orjson

from ..models import Material, ProductVersion

PRODUCT_FIELDS = ("name_th", "name_en", "model", "hs_code", "hs_edition", "unit", *ProductVersion.COSTS)
MATERIAL_FIELDS = (
    "name",
    "code",
    "source",
    "country",
    "originating",
    "hs_code",
    "supplier",
    "unit",
    "unit_value",
    "quantity",
    "loss_percent",
)
MOST_MATERIALS = 1_000
_own, _each = itemgetter(*PRODUCT_FIELDS), itemgetter(*MATERIAL_FIELDS)


@dataclass(frozen=True)
class Content:
    """A product's own fields and its materials in order, with the values that the models keep.

    Decimals carry their full places (1.500000): forms and the database give them so, and equal contents then have
    equal digests.
    """

    product: Mapping[str, Any]
    materials: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, product: Mapping[str, Any], materials: Iterable[Mapping[str, Any]]) -> "Content":
        """From cleaned data of forms, which may hold more than is kept."""
        return cls(
            {field: product[field] for field in PRODUCT_FIELDS},
            tuple({field: row[field] for field in MATERIAL_FIELDS} for row in materials),
        )

    @classmethod
    def of_version(cls, version: ProductVersion, materials: Iterable[Material]) -> "Content":
        return cls(
            {field: getattr(version, field) for field in PRODUCT_FIELDS},
            tuple({field: _kept(material, field) for field in MATERIAL_FIELDS} for material in materials),
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that is said."""
        said = [_own(self.product), *map(_each, self.materials)]
        return hashlib.sha256(orjson.dumps(said, default=_as_text)).hexdigest()


def _kept(material: Material, field: str) -> Any:
    value = getattr(material, field)
    return str(value) if field == "country" else value


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value)} is nothing that is said of a product")
