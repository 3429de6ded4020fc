"""What every export line takes by its formula: versions found by date, lines spread out, losses added (DB-3, F-3)."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .tables import Flags, Ints

_DAY_BITS = 22
_SAFE = float(1 << 62)


class ExportColumns(NamedTuple):
    """Export lines in the order in which they are taken (C-3). Owner, product and formula number are codes; `claimed`
    is 0 for an estimate; the quantity is `quantity / scale` units of the product."""

    owner: Ints
    product: Ints
    formula: Ints
    day: Ints
    claimed: Ints
    quantity: NDArray[Any]
    scale: int
    mode: Ints


@dataclass(frozen=True, slots=True)
class FormulaBook:
    """Versions of formulas: number, product, first and last day, and their lines (material, quantity for one unit of
    product with its loss), spread out end to end with `starts`."""

    number: Ints
    product: Ints
    first: Ints
    last: Ints
    whole: Flags
    starts: Ints
    materials: Ints
    factors: tuple[Fraction, ...]


class Asked(NamedTuple):
    """Demands in the order of the exports, then of the formula's lines: `numerator / denominator` units of a material.
    `refused`: exports that cut nothing (late, early, or without a formula in force)."""

    export: Ints
    owner: Ints
    material: Ints
    mode: Ints
    day: Ints
    numerator: NDArray[Any]
    denominator: NDArray[Any]
    version: Ints
    line: Ints
    refused: Flags


def ask(
    exports: ExportColumns, book: FormulaBook, claim_limit: Callable[[int], int], elsewhere: frozenset[int]
) -> Asked:
    """The demands of all exports but those told `elsewhere`."""
    version = _versions(exports, book)
    refused = (version < 0) | _out_of_time(exports, claim_limit)
    skipped = np.zeros(len(exports.day), dtype=bool)
    skipped[list(elsewhere)] = True
    taken = np.flatnonzero(~refused & ~skipped)
    lines = np.diff(book.starts)[version[taken]]
    export = np.repeat(taken, lines)
    offset = np.arange(int(lines.sum())) - np.repeat(np.cumsum(lines) - lines, lines)
    place = book.starts[version[export]] + offset
    numerator, denominator = _required(exports, book, export, place, version)
    return Asked(
        export=export,
        owner=exports.owner[export],
        material=book.materials[place],
        mode=exports.mode[export],
        day=exports.day[export],
        numerator=numerator,
        denominator=denominator,
        version=version[export],
        line=offset,
        refused=refused,
    )


def _out_of_time(exports: ExportColumns, claim_limit: Callable[[int], int]) -> Flags:
    """Claimed after the limit, or before the export (DB-6); the limit is asked once for each day."""
    days, which = np.unique(exports.day, return_inverse=True)
    limits = np.array([claim_limit(day) for day in days.tolist()], dtype=np.int64)
    late = exports.claimed > (limits[which] if len(limits) else 0)  # DB-6
    out: Flags = (exports.claimed > 0) & (late | (exports.claimed < exports.day))  # DB-6
    return out


def _versions(exports: ExportColumns, book: FormulaBook) -> Ints:
    """The version of each export's formula that holds on its day, the latest where two do; -1 for none (F-3, T-6)."""
    stride = 1 + int(max(book.product.max(initial=0), exports.product.max(initial=0)))
    key = book.number * stride + book.product
    order = np.lexsort((book.first, key))
    asked_key = exports.formula * stride + exports.product
    sought = (asked_key << _DAY_BITS) + exports.day
    at = np.searchsorted((key[order] << _DAY_BITS) + book.first[order], sought, side="right") - 1
    found = np.full(len(sought), -1, dtype=np.int64)
    open_ = np.arange(len(sought))
    while len(open_):  # an older version may outlast a newer one: step back until one holds or the key changes
        open_ = open_[at[open_] >= 0]
        candidate = order[at[open_]]
        same = key[candidate] == asked_key[open_]
        holds = same & (book.last[candidate] >= exports.day[open_])  # F-3
        found[open_[holds]] = candidate[holds]
        open_ = open_[same & ~holds]
        at[open_] -= 1
    return found


def _required(
    exports: ExportColumns, book: FormulaBook, export: Ints, place: Ints, version: Ints
) -> tuple[NDArray[Any], NDArray[Any]]:
    """quantity × factor of each demand as a fraction; begun pieces count whole (DB-3, F-1)."""
    denominators = [factor.denominator * exports.scale for factor in book.factors]
    numerator = _product(exports.quantity[export], [factor.numerator for factor in book.factors], place)
    denominator = _column(denominators)[place]
    whole = np.flatnonzero(book.whole[version[export]])
    if len(whole):
        numerator[whole] = -(-numerator[whole] // denominator[whole])  # F-1
        denominator[whole] = 1
    return numerator, denominator


def _product(quantity: NDArray[Any], factors: list[int], place: Ints) -> NDArray[Any]:
    column = _column(factors)
    if not len(place):
        return np.zeros(0, dtype=np.int64)
    most = float(np.max(quantity.astype(np.float64) * column.astype(np.float64)[place]))
    if most < _SAFE and quantity.dtype == column.dtype == np.int64:
        return np.asarray(quantity * column[place])
    return np.asarray(quantity.astype(object) * column.astype(object)[place])


def _column(numbers: list[int]) -> NDArray[Any]:
    """64 bits where they are enough."""
    fits = all(abs(number) < 1 << 62 for number in numbers)
    return np.array(numbers, dtype=np.int64 if fits else object)
