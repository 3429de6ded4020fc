"""Drawback at volume: matching against a cumulative-sum pass, allocating against a bare COPY of the same rows.

LEDGER_ROWS in the environment sets the size (a million lots and a million export lines if nothing is said). What is
written goes to PostgreSQL; on another database those contests are left out, with a line that says so.
"""

import io
import os
import resource
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import connection, transaction

from drawback.models import Allocation, Cut
from drawback.rules.columns import ANY_MODE, CutTable, DemandTable, LotTable, match, plain
from drawback.services import allocation, allocation_by_copy

from .measure import Contest

ROWS = int(os.environ.get("LEDGER_ROWS", "1000000"))
START, DAYS = 738_000, 900
YEAR = 366
MOST_MEMORY = 4  # GiB
# Groups (owner and material), supply against demand, and what has to occur.
REGIMES = {
    "balanced": (5_000, 1.0, ("expired", "short")),
    "supply 2 x": (5_000, 2.0, ("expired",)),
    "demand 1.5 x": (5_000, 1 / 1.5, ("expired", "short")),
    "sparse materials": (400_000, 1.0, ("expired", "short")),
    "one giant material": (1, 1.0, ("expired", "short")),
}


def ledger(rows: int, groups: int, supply: float, seed: int) -> tuple[LotTable, DemandTable]:
    """Lots imported and exports made over two and a half years, sorted as the engine takes them."""
    chance = np.random.default_rng(seed)
    owner, imported = chance.integers(0, groups, rows), START + chance.integers(0, DAYS, rows)
    order = np.lexsort((imported, owner))
    owner, imported = owner[order], imported[order]
    quantity = chance.integers(1, int(200_000 * supply) + 1, rows)
    duty = chance.integers(0, 10**8, rows)
    lots = LotTable(owner, np.zeros(rows, np.int64), imported, imported + YEAR, quantity, duty)
    asks, day = chance.integers(0, groups, rows), START + 60 + chance.integers(0, DAYS + 300, rows)
    day[(day > START + 200) & (day < START + 700)] += 500  # a pause in which lots expire
    order = np.lexsort((day, asks))
    wanted = chance.integers(1, 200_001, rows)
    return lots, DemandTable(asks[order], np.full(rows, ANY_MODE), day[order], wanted)


def cumulative_sums(lots: LotTable, demands: DemandTable) -> int:
    """The least that a FIFO needs where nothing expires: two running sums and the places where they meet."""
    edges = np.concatenate(([0], np.cumsum(lots.quantity)))
    first_lot = np.searchsorted(lots.group, demands.group, side="left")
    last_lot = np.searchsorted(lots.group, demands.group, side="right")
    running = np.cumsum(demands.quantity)
    first = np.searchsorted(demands.group, demands.group, side="left")
    before = np.concatenate(([0], running))[first]
    end = np.minimum(edges[first_lot] + running - before, edges[last_lot])
    begin = np.minimum(edges[first_lot] + running - demands.quantity - before, edges[last_lot])
    some = end > begin
    first_cut = np.searchsorted(edges, begin[some], side="right") - 1
    last_cut = np.searchsorted(edges, end[some], side="left") - 1
    count = last_cut - first_cut + 1
    place = np.repeat(np.arange(len(count)), count)
    lot = first_cut[place] + np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    taken = np.minimum(end[some][place], edges[lot + 1]) - np.maximum(begin[some][place], edges[lot])
    return len(taken)


def check(lots: LotTable, demands: DemandTable, must: tuple[str, ...]) -> None:
    """At full size: nothing invented, nothing over; and sampled groups line by line against the plain way."""
    made = match(lots, demands)
    assert (made.taken <= lots.quantity).all() and (made.posted <= lots.duty).all()
    assert (made.posted[made.taken == lots.quantity] == lots.duty[made.taken == lots.quantity]).all()
    assert made.quantity.min() > 0 and int(made.quantity.sum()) + int(made.short.sum()) == int(demands.quantity.sum())
    day = demands.day[made.demand]
    assert (lots.imported[made.lot] <= day).all() and (day <= lots.until[made.lot]).all()
    last = np.zeros(1 + lots.group.max(), dtype=np.int64)
    np.maximum.at(last, demands.group[demands.group < len(last)], demands.day[demands.group < len(last)])
    expired = (made.taken < lots.quantity) & (last[lots.group] > lots.until)
    assert "expired" not in must or expired.any(), "nothing expired"
    assert "short" not in must or made.short.any(), "nothing was short"
    _sampled(lots, demands, made)


def _sampled(lots: LotTable, demands: DemandTable, made: CutTable) -> None:
    groups = np.unique(demands.group)
    for group in groups[:: max(1, len(groups) // 50)] if len(groups) > 1 else groups[:0]:
        places = [np.flatnonzero(table.group == group) for table in (lots, demands)]
        by_hand = plain.take(lots, demands, *places)
        rows = np.flatnonzero(demands.group[made.demand] == group)
        columns = (made.demand, made.lot, made.quantity, made.refund)
        assert list(zip(*(column[rows].tolist() for column in columns), strict=True)) == by_hand


def contests() -> Iterator[Contest]:
    """Each regime at a hundredth of the size against the plain way line by line, then at full size."""
    for number, (name, (groups, supply, must)) in enumerate(REGIMES.items()):
        small = ledger(min(ROWS, 10_000), max(1, groups // 100), supply, number)
        _whole(*small)
        lots, demands = ledger(ROWS, min(groups, ROWS // 2), supply, number)
        check(lots, demands, must)
        yield Contest(
            f"FIFO {name}, {ROWS:,} × {ROWS:,}",
            "two cumulative sums, no dates, no money",
            lambda lots=lots, demands=demands: cumulative_sums(lots, demands),  # type: ignore[misc]
            lambda lots=lots, demands=demands: match(lots, demands),  # type: ignore[misc]
            lambda base, ours: None,  # checked line by line above
            5,
            1,
            aim=3,
        )
    if connection.vendor == "postgresql":
        yield from _persisted()
    else:
        print("What is written needs PostgreSQL: python tools/servers.py python -m tools.bench drawback")


def _whole(lots: LotTable, demands: DemandTable) -> None:
    made = match(lots, demands)
    rows = list(zip(*(each.tolist() for each in (made.demand, made.lot, made.quantity, made.refund)), strict=True))
    by_hand: list[plain.Cut] = []
    for group in range(int(demands.group.max()) + 1):
        places = [np.flatnonzero(table.group == group) for table in (lots, demands)]
        by_hand += plain.take(lots, demands, *places)
    assert rows == by_hand


def _persisted() -> Iterator[Contest]:
    """The same rows into the same table: bare, and with everything that makes them."""
    _fill(ROWS)
    made = allocation.allocate(datetime.now(UTC))
    print(f"From the database: {made.cuts_made:,} cuts, {made.refused_exports:,} export lines refused.")
    assert made.cuts_made and made.refused_exports
    written: dict[str, tuple[Any, ...]] = {}
    keep = allocation_by_copy.copy_in

    def noting(cursor: Any, table: str, columns: Any, rows: bytes) -> None:
        written[table] = (columns, rows)
        keep(cursor, table, columns, rows)

    held: dict[str, Any] = {}
    write_cuts = allocation_by_copy._write_cuts
    allocation_by_copy.copy_in = noting
    allocation_by_copy._write_cuts = lambda *given: (held.update(given=given), write_cuts(*given))[1]
    allocation.allocate(datetime.now(UTC))
    allocation_by_copy.copy_in, allocation_by_copy._write_cuts = keep, write_cuts
    columns, rows = written["drawback_cut"]
    assembled = held["given"][2]

    def bare() -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.copy_expert(f"COPY drawback_cut ({', '.join(columns)}) FROM STDIN (FORMAT binary)", io.BytesIO(rows))
        return made.cuts_made

    def allocate_and_persist() -> int:
        cuts = match(assembled.lot_table, assembled.demand_table)
        with transaction.atomic(), connection.cursor() as cursor:
            write_cuts(cursor.cursor, held["given"][1], assembled, cuts, *held["given"][4:])
        return len(cuts)

    def whole() -> int:
        return allocation.allocate(datetime.now(UTC)).cuts_made

    yield Contest(
        "allocate and persist",
        "a bare COPY of the same rows",
        _then(bare),
        _then(allocate_and_persist),
        _same,
        5,
        1,
        1.5,
    )
    yield Contest(
        "from database to database", "a bare COPY of the same cuts", _then(bare), _then(whole), _same, 5, 1, 2.5
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"Peak memory of all of this: {peak:.2f} GiB.")
    assert peak < MOST_MEMORY, "more memory than allowed"


def _then(work: Callable[[], int]) -> Callable[[], int]:
    """The table is emptied before every turn, so that each of them writes into the same one."""

    def turn() -> int:
        return work()

    turn.before = _emptied  # type: ignore[attr-defined]
    return turn


def _emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE drawback_cut, drawback_balance")


def _same(left: object, right: object) -> None:
    assert left == right


def _fill(rows: int) -> None:
    """A ledger of so many lots and export lines, 2,000 materials of 50 importers, formulas of two versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.25)")
        cursor.execute(
            """INSERT INTO drawback_productionformula (number, product, valid_from, valid_until, whole_pieces)
            SELECT 'F' || n, 'P' || n, d, d + 1094, false FROM generate_series(0, 1999) AS n,
            (VALUES (DATE '2021-01-01'), (DATE '2023-12-31')) AS days(d)"""
        )
        cursor.execute(
            """INSERT INTO drawback_formulamaterial (formula_id, place, material, net, loss_percent)
            SELECT id, 0, 'M' || substr(number, 2), 1.25, 2.5 FROM drawback_productionformula"""
        )
        cursor.execute(
            """INSERT INTO drawback_importlot (importer, material, mode, imported_on, declaration, line, quantity,
            duty_satang) SELECT 'I' || n %% 50, 'M' || n %% 2000, 'cash', DATE '2023-01-01' + (random() * 900)::int,
            'A' || n, 1, round((random() * 2000 + 1)::numeric, 2), (random() * 10000000)::bigint
            FROM generate_series(1, %s) AS n""",
            [rows],
        )
        cursor.execute(
            """INSERT INTO drawback_exportline (exporter, exported_on, declaration, line, product, formula, quantity,
            mode, claimed_on, transfer_kind, transfer_to, transfer_formula, transfer_materials)
            SELECT 'I' || n %% 50, day, 'E' || n, 1, 'P' || n %% 2000, 'F' || n %% 2000,
            round((random() * 1600 + 1)::numeric, 1), '', day + (random() * 186)::int, '', '', '', '[]'
            FROM (SELECT n, DATE '2023-03-01' + (random() * 1100)::int AS day FROM generate_series(1, %s) AS n) AS x""",
            [rows],
        )
        cursor.execute("ANALYZE")
    assert not Allocation.objects.exists() and not Cut.objects.exists()
