"""The whole ledger through PostgreSQL's COPY: columns in, columns out, no Python object for a row."""

from datetime import date
from functools import cache
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from drawback.models import ExportLine, ProductionFormula
from drawback.rules.claims import by_number, demands_of, findings_of
from drawback.rules.columns import match
from drawback.rules.columns.assemble import Assembled, LotColumns, Special, assemble
from drawback.rules.columns.ledger_columns import Codes, formula_book
from drawback.rules.columns.requirements import ExportColumns
from drawback.rules.columns.tables import ANY_MODE, CutTable, Ints
from drawback.rules.ledger import Formula, Mode
from drawback.rules.limits import claim_window, life_of
from portal.law.findings import Severity
from portal.law.reference import Reference

from .copying import DATE, NUMERIC, Column, as_copy, copy_in, read_bigints

_SCALE = 10_000


def fill(allocation: int, reference: Reference) -> tuple[int, int]:
    """Writes the cuts and balances of the allocation; how many cuts, how many export lines were refused."""
    from .allocation import as_formula

    rows = ProductionFormula.objects.order_by("pk").prefetch_related("lines")
    lines = [sorted(row.lines.all(), key=lambda line: line.place) for row in rows]
    formulas = [as_formula(row, of) for row, of in zip(rows, lines, strict=True)]
    with connection.cursor() as wrapped:
        cursor = wrapped.cursor
        names = _names(cursor)
        lot_ids, lots = _lots(cursor, reference)
        export_ids, exports, transferred = _exports(cursor)
        special, refused = _special(export_ids, transferred, formulas, names, reference)
        limit = cache(lambda day: claim_window(date.fromordinal(day), reference).legal.toordinal())
        book = formula_book(formulas, names)
        assembled = assemble(lots, exports, book, limit, special, transferred)
        cuts = match(assembled.lot_table, assembled.demand_table)
        line_ids = np.array([line.pk for of in lines for line in of], dtype=np.int64)
        _write_cuts(
            cursor, allocation, assembled, cuts, export_ids, lot_ids, line_ids[_line_places(book.starts, assembled)]
        )
        _write_balances(cursor, allocation, assembled, cuts, lot_ids, lots.until)
    regular = assembled.asked.refused.copy()
    regular[list(transferred)] = False
    return len(cuts), int(regular.sum()) + refused


def _line_places(starts: Ints, assembled: Assembled) -> Ints:
    asked = assembled.asked
    return starts[asked.version] + asked.line


def _names(cursor: Any) -> Codes:
    """A number for every name in the ledger, the same in the database and here."""
    cursor.execute("DROP TABLE IF EXISTS drawback_names")
    cursor.execute(
        """CREATE TEMP TABLE drawback_names ON COMMIT DROP AS
        SELECT name, row_number() OVER () - 1 AS code FROM (
            SELECT DISTINCT importer AS name FROM drawback_importlot
            UNION SELECT DISTINCT material FROM drawback_importlot
            UNION SELECT DISTINCT exporter FROM drawback_exportline
            UNION SELECT DISTINCT product FROM drawback_exportline
            UNION SELECT DISTINCT formula FROM drawback_exportline
        ) AS named"""
    )
    cursor.execute("ANALYZE drawback_names")
    cursor.execute("SELECT name, code FROM drawback_names ORDER BY code")
    return Codes(cursor.fetchall())


def _ordinal(column: str) -> str:
    return f"COALESCE({column} - DATE '0001-01-01' + 1, 0)::bigint"


def _mode(column: str) -> str:
    cases = " ".join(f"WHEN '{mode.value}' THEN {number}" for number, mode in enumerate(Mode))
    return f"(CASE {column} {cases} ELSE {ANY_MODE} END)::bigint"


def _lots(cursor: Any, reference: Reference) -> tuple[Ints, LotColumns]:
    """Keys and columns of the lots in the order of the law: text compares by code point, as everywhere else (C-3)."""
    ids, owner, material, mode, imported, extended, quantity, duty = read_bigints(
        cursor,
        "SELECT lot.id, owner.code, material.code, "  # noqa: S608 — nothing of this comes from outside
        f"{_mode('lot.mode')}, {_ordinal('imported_on')}, {_ordinal('extended_to')}, "
        f"(quantity * {_SCALE})::bigint, duty_satang FROM drawback_importlot AS lot "
        "JOIN drawback_names AS owner ON owner.name = importer JOIN drawback_names AS material ON material.name = "
        'lot.material ORDER BY imported_on, declaration COLLATE "C", line, lot.id',
        8,
    )
    until = _until(imported, extended, reference)
    return ids, LotColumns(owner, material, mode, imported, until, quantity, _SCALE, duty)


def _until(imported: Ints, extended: Ints, reference: Reference) -> Ints:
    """The last day of use of each lot, asked of the law once for each pair of days (DB-5)."""
    pairs, which = np.unique(imported * (1 << 23) + extended, return_inverse=True)
    ends = []
    for pair in pairs.tolist():
        day, extension = divmod(pair, 1 << 23)
        extended_to = date.fromordinal(extension) if extension else None
        ends.append(life_of(date.fromordinal(day), extended_to, reference.values).until.toordinal())
    return np.array(ends, dtype=np.int64)[which] if ends else imported


def _exports(cursor: Any) -> tuple[Ints, ExportColumns, frozenset[int]]:
    ids, owner, product, formula, day, claimed, quantity, mode, transferred = read_bigints(
        cursor,
        "SELECT export.id, owner.code, product.code, formula.code, "  # noqa: S608 — nothing of this comes from outside
        f"{_ordinal('exported_on')}, {_ordinal('claimed_on')}, (quantity * {_SCALE})::bigint, "
        f"{_mode('export.mode')}, "
        "(transfer_kind <> '')::int::bigint FROM drawback_exportline AS export "
        "JOIN drawback_names AS owner ON owner.name = exporter JOIN drawback_names AS product ON product.name = "
        "export.product JOIN drawback_names AS formula ON formula.name = export.formula "
        'ORDER BY exported_on, declaration COLLATE "C", line, export.id',
        9,
    )
    columns = ExportColumns(owner, product, formula, day, claimed, quantity, _SCALE, mode)
    return ids, columns, frozenset(np.flatnonzero(transferred).tolist())


def _special(
    export_ids: Ints, transferred: frozenset[int], formulas: list[Formula], names: Codes, reference: Reference
) -> tuple[list[Special], int]:
    """The demands of transferred rights, told by the law itself one by one (E-2); and how many it refused."""
    from .allocation import as_export

    places = {int(export_ids[place]): place for place in transferred}
    versions = {id(formula): number for number, formula in enumerate(formulas)}
    known = by_number(formulas)
    special: list[Special] = []
    refused = 0
    for row in ExportLine.objects.exclude(transfer_kind="").iterator():
        export = as_export(row)
        told = findings_of(export, known, reference, "")
        if any(finding.severity is Severity.ERROR for finding in told):
            refused += 1
            continue
        for each in demands_of(export, known):
            owner, material = names[each.owner], names[each.material]
            special.append(
                Special(places[row.pk], owner, material, each.quantity, versions[id(each.formula)], each.line)
            )
    special.sort(key=lambda each: each.export)
    return special, refused


def _write_cuts(
    cursor: Any,
    allocation: int,
    assembled: Assembled,
    cuts: CutTable,
    export_ids: Ints,
    lot_ids: Ints,
    line_ids: Ints,
) -> None:
    demand = assembled.demands[cuts.demand]
    grain = _grain(assembled)[assembled.demand_table.group[cuts.demand]]
    columns = [
        Column(np.full(len(cuts), allocation)),
        Column(export_ids[assembled.asked.export[demand]]),
        Column(line_ids[demand]),
        Column(lot_ids[assembled.lots[cuts.lot]]),
        Column(cuts.quantity, NUMERIC, grain),
        Column(_narrow(cuts.refund)),
    ]
    fields = ("allocation_id", "export_line_id", "formula_line_id", "lot_id", "quantity", "refund_satang")
    copy_in(cursor, "drawback_cut", fields, as_copy(columns))


def _write_balances(
    cursor: Any, allocation: int, assembled: Assembled, cuts: CutTable, lot_ids: Ints, until: Ints
) -> None:
    table = assembled.lot_table
    columns = [
        Column(np.full(len(table), allocation)),
        Column(lot_ids[assembled.lots]),
        Column(table.quantity - cuts.taken, NUMERIC, _grain(assembled)[table.group]),
        Column(_narrow(table.duty - cuts.posted)),
        Column(until[assembled.lots], DATE),
    ]
    fields = ("allocation_id", "lot_id", "quantity", "duty_satang", "usable_until")
    copy_in(cursor, "drawback_balance", fields, as_copy(columns))


def _grain(assembled: Assembled) -> Ints:
    return np.array(assembled.grain, dtype=np.int64)


def _narrow(column: NDArray[Any]) -> Ints:
    """Money: 64 bits are enough for what a row can hold. Quantities in a fine grain need more, and keep it."""
    return np.asarray(column).astype(np.int64)
