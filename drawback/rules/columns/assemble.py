"""From the columns of a ledger to the tables that are matched: formulas applied, owners' materials grouped, quantities
brought to one grain for each group (DB-3, F-3, E-2, C-3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .requirements import Asked, ExportColumns, FormulaBook, ask
from .tables import ANY_MODE, DemandTable, Ints, LotTable

_MODES = ANY_MODE + 1
_SAFE = float(1 << 62)


class LotColumns(NamedTuple):
    """Lots in the order in which they are cut, whoever's they are (C-3). Owner and material are codes; the quantity is
    `quantity / scale` units, duty is satang."""

    owner: Ints
    material: Ints
    mode: Ints
    imported: Ints
    until: Ints
    quantity: NDArray[Any]
    scale: int
    duty: NDArray[Any]


class Special(NamedTuple):
    """A demand of an export whose right was transferred: told by the law itself, one by one (E-2)."""

    export: int
    owner: int
    material: int
    quantity: Fraction
    version: int
    line: int


@dataclass(frozen=True, slots=True)
class Assembled:
    """Tables to match, and where their rows come from: `lots` and `asked` rows in the tables' order; a group's
    quantities are `number / grain[group]` units."""

    lot_table: LotTable
    demand_table: DemandTable
    lots: Ints
    demands: Ints
    asked: Asked
    grain: list[int]


def assemble(
    lots: LotColumns,
    exports: ExportColumns,
    book: FormulaBook,
    claim_limit: Callable[[int], int],
    special: Sequence[Special] = (),
    transferred: frozenset[int] = frozenset(),
) -> Assembled:
    """The tables of a ledger. `claim_limit`: the last day for claiming an export of a day (DB-6); `transferred`: the
    exports whose demands come as `special`."""
    asked = ask(exports, book, claim_limit, transferred)
    asked = _with_special(asked, special, exports)
    lot_group, demand_group = _groups(lots, asked)
    groups = 1 + int(max(lot_group.max(initial=-1), demand_group.max(initial=-1)))
    grain = _grains(lots, asked, lot_group, demand_group, groups)
    lot_order = np.argsort(lot_group, kind="stable")
    demand_order = np.argsort(demand_group, kind="stable")
    ratio = np.array([each // lots.scale for each in grain], dtype=object)
    return Assembled(
        LotTable(
            lot_group[lot_order],
            lots.mode[lot_order],
            lots.imported[lot_order],
            lots.until[lot_order],
            _times(lots.quantity, ratio, lot_group)[lot_order],
            lots.duty[lot_order],
        ),
        DemandTable(
            demand_group[demand_order],
            asked.mode[demand_order],
            asked.day[demand_order],
            _in_grain(asked, grain, demand_group)[demand_order],
        ),
        lot_order,
        demand_order,
        asked,
        grain,
    )


def _with_special(asked: Asked, special: Sequence[Special], exports: ExportColumns) -> Asked:
    """Both kinds of demands in the order of the exports, then as the law told them."""
    if not special:
        return asked
    columns = [np.array(column, dtype=object) for column in zip(*special, strict=True)]
    export = columns[0].astype(np.int64)
    added = Asked(
        export=export,
        owner=columns[1].astype(np.int64),
        material=columns[2].astype(np.int64),
        mode=exports.mode[export],
        day=exports.day[export],
        numerator=np.array([each.quantity.numerator for each in special], dtype=object),
        denominator=np.array([each.quantity.denominator for each in special], dtype=object),
        version=columns[4].astype(np.int64),
        line=columns[5].astype(np.int64),
        refused=asked.refused,
    )
    both = [np.concatenate([getattr(asked, name), getattr(added, name)]) for name in Asked._fields[:-1]]
    order = np.argsort(both[0], kind="stable")
    return Asked._make([*(column[order] for column in both), asked.refused])


def _groups(lots: LotColumns, asked: Asked) -> tuple[Ints, Ints]:
    """One number for each owner's material; by mode where every export names one, so that each mode has its own axis
    (C-3)."""
    stride = 1 + int(max(lots.material.max(initial=0), asked.material.max(initial=0)))
    lot_key = lots.owner * stride + lots.material
    demand_key = asked.owner * stride + asked.material
    _known, joint = np.unique(np.concatenate((lot_key, demand_key)), return_inverse=True)
    lot_joint, demand_joint = joint[: len(lot_key)], joint[len(lot_key) :]
    takes_any = np.zeros(joint.max(initial=0) + 1, dtype=bool)
    takes_any[demand_joint[asked.mode == ANY_MODE]] = True
    lot_split = np.where(takes_any[lot_joint], ANY_MODE, lots.mode)
    demand_split = np.where(takes_any[demand_joint], ANY_MODE, asked.mode)
    split = np.concatenate((lot_joint * _MODES + lot_split, demand_joint * _MODES + demand_split))
    _known, group = np.unique(split, return_inverse=True)
    return group[: len(lot_key)].astype(np.int64), group[len(lot_key) :].astype(np.int64)


def _grains(lots: LotColumns, asked: Asked, lot_group: Ints, demand_group: Ints, groups: int) -> list[int]:
    """For each group the smallest number that makes every quantity of it whole."""
    grain = [lots.scale] * groups
    kinds, kind = np.unique(asked.denominator, return_inverse=True)
    if not len(kinds):
        return grain
    for pair in np.unique(demand_group * len(kinds) + kind).tolist():
        group, which = divmod(pair, len(kinds))
        grain[group] = lcm(grain[group], int(kinds[which]))
    return grain


def _in_grain(asked: Asked, grain: Sequence[int], group: Ints) -> NDArray[Any]:
    """Each demand as a whole number of its group's grain."""
    kinds, kind = np.unique(asked.denominator, return_inverse=True)
    pairs, pair = np.unique(group * max(1, len(kinds)) + kind, return_inverse=True)
    ratios = [grain[each // max(1, len(kinds))] // int(kinds[each % len(kinds)]) for each in pairs.tolist()]
    return _times(asked.numerator, np.array(ratios, dtype=object), pair)


def _times(numbers: NDArray[Any], factors: NDArray[Any], which: Ints) -> NDArray[Any]:
    """numbers × factors[which], in 64 bits where every product fits, else in Python integers."""
    if not len(numbers):
        return np.zeros(0, dtype=np.int64)
    most = float(np.max(numbers.astype(np.float64) * factors.astype(np.float64)[which]))
    if most < _SAFE and numbers.dtype == np.int64:
        return np.asarray(numbers * factors.astype(np.int64)[which])
    return np.asarray(numbers.astype(object) * factors[which])
