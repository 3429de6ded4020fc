"""The facts of a drawback ledger: imported lots, approved formulas, export lines. Quantities in the unit of the
material or product, money in THB."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil


class Mode(StrEnum):
    """How duty was paid or secured at import (P-1)."""

    CASH = "cash"
    GUARANTEE = "guarantee"
    RGS = "rgs"


@dataclass(frozen=True, slots=True)
class Lot:
    """A line of an import declaration: so much of a material, and the duty paid or secured on it."""

    id: str
    importer: str
    material: str
    mode: Mode
    imported_on: date
    declaration: str
    line: int
    quantity: Decimal
    duty: Decimal
    extended_to: date | None = None


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """What one unit of the product takes of a material, and what is lost on the way."""

    material: str
    net: Decimal
    loss_percent: Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """An approved formula and the days on which it may be used, both counted (F-3)."""

    number: str
    product: str
    valid_from: date
    valid_until: date
    whole_pieces: bool
    materials: tuple[FormulaLine, ...]

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_until  # F-3

    def required(self, line: FormulaLine, quantity: Decimal) -> Fraction:
        """What `quantity` units of the product take of the line's material, exactly (DB-3).

        Unit-per-unit formulas count in whole pieces: a piece that was begun is used up (F-1).
        """
        exact = Fraction(quantity) * Fraction(line.net) * (1 + Fraction(line.loss_percent) / 100)  # DB-3
        return Fraction(ceil(exact)) if self.whole_pieces else exact  # F-1


class TransferKind(StrEnum):
    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Transfer:
    """The right to claim, given to the importer `to` for all or for the named materials (E-2)."""

    kind: TransferKind
    to: str
    formula: str
    materials: tuple[str, ...] = ()

    def covers(self, material: str) -> bool:
        return self.kind is TransferKind.WHOLE or material in self.materials  # E-2


@dataclass(frozen=True, slots=True)
class Export:
    """A line of an export declaration for which duty is claimed, or may be (`claimed_on` None: an estimate)."""

    id: str
    exporter: str
    exported_on: date
    declaration: str
    line: int
    product: str
    formula: str
    quantity: Decimal
    transfer: Transfer | None = None
    mode: Mode | None = None
    claimed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """What an export line took of a lot: the trace runs from the export line over the formula's line to the lot."""

    export: str
    lot: str
    material: str
    quantity: Fraction
    refund: Decimal
    formula: str
    formula_line: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What no lot could give."""

    material: str
    quantity: Fraction


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left of a lot, and until when an export may use it."""

    lot: str
    quantity: Fraction
    duty: Decimal
    usable_until: date


def in_lot_order(lots: Iterable[Lot]) -> list[Lot]:
    """First in, first out: by import date, declaration number, line (C-3)."""
    return sorted(lots, key=lambda lot: (lot.imported_on, lot.declaration, lot.line))  # C-3


def in_export_order(exports: Iterable[Export]) -> list[Export]:
    """By export date, declaration number, line (C-3)."""
    return sorted(exports, key=lambda export: (export.exported_on, export.declaration, export.line))  # C-3


def formula_in_force(formulas: Sequence[Formula], number: str, product: str, on: date) -> Formula | None:
    """The formula of that number for the product on the day; the latest one where two overlap (F-3, T-6)."""
    holding = [each for each in formulas if (each.number, each.product) == (number, product) and each.holds_on(on)]
    return max(holding, key=lambda each: each.valid_from, default=None)  # T-6
