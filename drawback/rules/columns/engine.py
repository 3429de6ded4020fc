"""Matching demands with lots: on one axis where a group lies on one, the plain way where it does not."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import plain
from .refunds import refunds
from .scan import positions
from .tables import ANY_MODE, CutTable, DemandTable, Flags, Ints, LotTable

_MOST = 1 << 61  # an axis, and the money on it, stay below: no sum of two wraps around
_DAY_BITS = 22


def match(lots: LotTable, demands: DemandTable) -> CutTable:
    """Every cut of the ledger, as the law would make it line by line (C-3, C-4)."""
    groups = 1 + int(max(lots.group.max(initial=-1), demands.group.max(initial=-1)))
    irregular = _irregular(lots, demands, groups)
    on_axis = _on_axis(lots, demands, irregular)
    by_hand = _by_hand(lots, demands, irregular)
    return _together(lots, demands, on_axis, by_hand)


def _irregular(lots: LotTable, demands: DemandTable, groups: int) -> Flags:
    """Groups that one axis cannot tell: see `plain`."""
    found = np.zeros(groups, dtype=bool)
    same = lots.group[1:] == lots.group[:-1]
    found[lots.group[1:][same & (lots.until[1:] < lots.until[:-1])]] = True  # DB-5: extensions
    least = np.full(groups, ANY_MODE + 1)
    most = np.full(groups, -1)
    np.minimum.at(least, demands.group, demands.mode)
    np.maximum.at(most, demands.group, demands.mode)
    specific = least < ANY_MODE
    found |= specific & (least != most)  # C-3: several modes, or some beside "any"
    lot_least = np.full(groups, ANY_MODE + 1)
    lot_most = np.full(groups, -1)
    np.minimum.at(lot_least, lots.group, lots.mode)
    np.maximum.at(lot_most, lots.group, lots.mode)
    found |= specific & ((lot_least != least) | (lot_most != least))
    for table in (lots.quantity, lots.duty, demands.quantity):
        owner = demands.group if table is demands.quantity else lots.group
        total = np.zeros(groups)
        np.add.at(total, owner, table.astype(np.float64))
        found |= total >= _MOST / 2  # floats round; half the room is enough for that
    return found


def _on_axis(lots: LotTable, demands: DemandTable, irregular: Flags) -> list[NDArray[Any]]:
    """The cuts of every group that lies on one axis; groups go in batches whose supply stays within 64 bits."""
    lot_places = np.flatnonzero(~irregular[lots.group])
    demand_places = np.flatnonzero(~irregular[demands.group])
    parts = []
    for lot_batch, demand_batch in _batches(lots, demands, lot_places, demand_places):
        parts.append(_axis(lots, demands, lot_batch, demand_batch))
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)] if parts else [_none()] * 4


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)


def _batches(lots: LotTable, demands: DemandTable, lot_places: Ints, demand_places: Ints) -> list[tuple[Ints, Ints]]:
    """Lots and demands cut between groups so that no batch's supply, demand or money outgrows 64 bits."""
    if not len(lot_places) or not len(demand_places):
        return []
    sizes = [
        np.cumsum(column.astype(np.float64))
        for column in (lots.quantity[lot_places], lots.duty[lot_places], demands.quantity[demand_places])
    ]
    if max(size[-1] for size in sizes) < _MOST:
        return [(lot_places, demand_places)]
    return _one_by_one(lots, demands, lot_places, demand_places)


def _one_by_one(lots: LotTable, demands: DemandTable, lot_places: Ints, demand_places: Ints) -> list[tuple[Ints, Ints]]:
    """A batch for each group: each by itself fits (the others are irregular)."""
    groups = np.unique(demands.group[demand_places])
    both = np.concatenate((groups, groups + 1))
    lot_edges = np.searchsorted(lots.group[lot_places], both)
    demand_edges = np.searchsorted(demands.group[demand_places], both)
    count = len(groups)
    return [
        (
            lot_places[lot_edges[number] : lot_edges[count + number]],
            demand_places[demand_edges[number] : demand_edges[count + number]],
        )
        for number in range(count)
        if lot_edges[number] < lot_edges[count + number]
    ]


def _axis(lots: LotTable, demands: DemandTable, lot_places: Ints, demand_places: Ints) -> list[NDArray[Any]]:
    """Lots end to end on an axis; each demand takes an interval of it, which is split at the edges of the lots."""
    quantity = lots.quantity[lot_places].astype(np.int64)
    edges = np.concatenate(([0], np.cumsum(quantity)))
    group = lots.group[lot_places] << _DAY_BITS
    asked = (demands.group[demand_places] << _DAY_BITS) + demands.day[demand_places]
    first_alive = np.searchsorted(group + lots.until[lot_places], asked, side="left")  # DB-5
    first_to_come = np.searchsorted(group + lots.imported[lot_places], asked, side="right")  # C-3
    wanted = demands.quantity[demand_places].astype(np.int64)
    begin, end = positions(wanted, edges[first_alive], edges[first_to_come])
    demand, lot, taken = _split(edges, begin, end)
    satang, _taken, _posted = refunds(lot, taken, quantity, lots.duty[lot_places].astype(np.int64))
    return [demand_places[demand], lot_places[lot], taken, satang]


def _split(edges: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """Each interval, cut where one lot ends and the next begins: (demand, lot, quantity)."""
    some = np.flatnonzero(end > begin)
    start, stop = begin[some], end[some]
    first = np.searchsorted(edges, start, side="right") - 1
    last = np.searchsorted(edges, stop, side="left") - 1
    count = last - first + 1
    total = int(count.sum())
    place = np.repeat(np.arange(len(some)), count)
    offset = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    lot = first[place] + offset
    taken = np.minimum(stop[place], edges[lot + 1]) - np.maximum(start[place], edges[lot])
    return some[place], lot, taken


def _by_hand(lots: LotTable, demands: DemandTable, irregular: Flags) -> list[NDArray[Any]]:
    cuts: list[plain.Cut] = []
    for group in np.flatnonzero(irregular):
        edges = [np.searchsorted(table.group, [group, group + 1]) for table in (lots, demands)]
        (first_lot, last_lot), (first, last) = edges
        cuts += plain.take(lots, demands, np.arange(first_lot, last_lot), np.arange(first, last))
    return plain.as_columns(cuts)


def _together(
    lots: LotTable, demands: DemandTable, on_axis: list[NDArray[Any]], by_hand: list[NDArray[Any]]
) -> CutTable:
    """Both kinds of cuts in the order of the demands; Python integers only where somebody needs them."""
    if len(by_hand[0]):
        columns = [np.concatenate([a, _narrowed(b)]) for a, b in zip(on_axis, by_hand, strict=True)]
        order = np.argsort(columns[0], kind="stable")
        columns = [column[order] for column in columns]
    else:
        columns = on_axis
    demand, lot, quantity, refund = columns
    taken, posted = _sums(lot, quantity, len(lots)), _sums(lot, refund, len(lots))
    short = demands.quantity - _sums(demand, quantity, len(demands))
    return CutTable(demand, lot, quantity, refund, taken, posted, short)


def _narrowed(column: NDArray[Any]) -> NDArray[Any]:
    """64 bits, where they are enough."""
    fits = column.dtype == np.int64 or all(abs(number) < _MOST for number in column)
    return column.astype(np.int64) if fits else column


def _sums(place: Ints, amount: NDArray[Any], count: int) -> NDArray[Any]:
    sums: NDArray[Any] = np.zeros(count, dtype=amount.dtype)
    np.add.at(sums, place, amount)
    return sums
