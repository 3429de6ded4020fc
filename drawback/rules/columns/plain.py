"""The plain way for groups that do not lie on one axis: extensions that let an earlier lot outlive a later one, modes
mixed with "any mode", numbers beyond 64 bits. Python integers, one step for a cut or a lot that is passed over."""

from collections import deque
from collections.abc import Iterator

import numpy as np

from .tables import ANY_MODE, DemandTable, Ints, LotTable

Cut = tuple[int, int, int, int]


def take(lots: LotTable, demands: DemandTable, lot_places: Ints, demand_places: Ints) -> list[Cut]:
    """Cuts (demand, lot, quantity, satang) of one group, in its order; places are those in the whole tables (C-3)."""
    queues = _queues(lots, lot_places)
    left = {place: int(lots.quantity[place]) for place in lot_places.tolist()}
    money = {place: int(lots.duty[place]) for place in lot_places.tolist()}
    cuts: list[Cut] = []
    for place in demand_places.tolist():
        wanted, day = int(demands.quantity[place]), int(demands.day[place])
        for lot in _usable(queues[int(demands.mode[place])], lots, left, day) if wanted else ():
            quantity = min(wanted, left[lot])
            satang = _share(quantity, left[lot], money[lot], int(lots.quantity[lot]), int(lots.duty[lot]))
            left[lot] -= quantity
            money[lot] -= satang
            wanted -= quantity
            cuts.append((place, lot, quantity, satang))
            if not wanted:
                break
    return cuts


def _queues(lots: LotTable, places: Ints) -> list[deque[int]]:
    """The lots of each mode, and of all together, the oldest in front."""
    queues: list[deque[int]] = [deque() for _mode in range(ANY_MODE + 1)]
    for place in places.tolist():
        queues[int(lots.mode[place])].append(place)
        queues[ANY_MODE].append(place)
    return queues


def _usable(queue: deque[int], lots: LotTable, left: dict[int, int], day: int) -> Iterator[int]:
    """Days never go back: what is used up or expired now leaves the queue for good."""
    while queue and lots.imported[queue[0]] <= day:  # C-3
        front = queue[0]
        if left[front] and lots.until[front] >= day:  # DB-5
            yield front
        if not left[front] or lots.until[front] < day:  # DB-5
            queue.popleft()


def _share(quantity: int, left: int, money: int, whole: int, duty: int) -> int:
    if quantity == left:
        return money  # T-5: the last one takes the remainder
    return min((2 * quantity * duty + whole) // (2 * whole), money)  # T-5


def as_columns(cuts: list[Cut]) -> list[np.ndarray]:
    """The four columns of the cuts; those of quantity and money stay Python integers."""
    rows = list(zip(*cuts, strict=True)) if cuts else [(), (), (), ()]
    return [np.array(rows[0], dtype=np.int64), np.array(rows[1], dtype=np.int64)] + [
        np.array(row, dtype=object) for row in rows[2:]
    ]
