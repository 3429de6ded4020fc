"""Allocating the whole ledger from database to database: cuts and balances are there all together or not at all."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from django.db import connection, transaction

from drawback.models import Allocation, Balance, Cut, ExportLine, FormulaMaterial, ImportLot, ProductionFormula
from drawback.rules.columns.ledger_columns import LedgerColumns, match_ledger
from drawback.rules.ledger import Export, Formula, FormulaLine, Lot, Mode, Transfer, TransferKind
from portal.cases.reference import current_reference
from portal.law.findings import Severity
from portal.law.quantities import plain

from . import allocation_by_copy

_BATCH = 2_000


def allocate(at: datetime) -> Allocation:
    """A new allocation of every lot, formula and export line there is (C-3, C-4). On PostgreSQL rows travel by COPY."""
    with transaction.atomic():
        made = Allocation.objects.create(made_at=at)
        if connection.vendor == "postgresql":
            made.cuts_made, made.refused_exports = allocation_by_copy.fill(made.pk, current_reference())
        else:
            made.cuts_made, made.refused_exports = _fill(made)
        made.save(update_fields=["cuts_made", "refused_exports"])
    return made


def _fill(made: Allocation) -> tuple[int, int]:
    """Row by row, for databases without COPY: the embedded one, which serves a single company."""
    formulas, lines = _formulas()
    ledger = match_ledger(
        [as_lot(row) for row in ImportLot.objects.all().iterator(_BATCH)],
        formulas,
        [as_export(row) for row in ExportLine.objects.all().iterator(_BATCH)],
        current_reference(),
    )
    count = _write(Cut, _cuts(made, ledger, lines))
    _write(Balance, _balances(made, ledger))
    refused = {finding.where.split(".")[1] for finding in ledger.findings if finding.severity is Severity.ERROR}
    return count, len(refused)


def _write(model: type[Cut] | type[Balance], rows: Iterable[Cut | Balance]) -> int:
    count, rows = 0, iter(rows)
    while batch := list(islice(rows, _BATCH)):
        model._default_manager.bulk_create(batch)  # type: ignore[arg-type]
        count += len(batch)
    return count


def _formulas() -> tuple[list[Formula], list[list[int]]]:
    """The formulas, and the keys of their lines."""
    formulas, keys = [], []
    for row in ProductionFormula.objects.order_by("pk").prefetch_related("lines"):
        lines = sorted(row.lines.all(), key=lambda line: line.place)
        formulas.append(as_formula(row, lines))
        keys.append([line.pk for line in lines])
    return formulas, keys


def _cuts(made: Allocation, ledger: LedgerColumns, lines: list[list[int]]) -> Iterator[Cut]:
    asked = ledger.assembled.asked
    for export, lot, number, grain, satang, place in ledger.rows():
        yield Cut(
            allocation=made,
            export_line_id=int(export.id),
            formula_line_id=lines[int(asked.version[place])][int(asked.line[place])],
            lot_id=int(lot.id),
            quantity=Decimal(plain(Fraction(int(number), grain))),
            refund_satang=int(satang),
        )


def _balances(made: Allocation, ledger: LedgerColumns) -> Iterator[Balance]:
    left, money, grain = ledger.balances()
    for lot, number, satang, parts, until in zip(
        ledger.lots, left.tolist(), money.tolist(), grain, ledger.until.tolist(), strict=True
    ):
        yield Balance(
            allocation=made,
            lot_id=int(lot.id),
            quantity=Decimal(plain(Fraction(int(number), parts))),
            duty_satang=int(satang),
            usable_until=datetime.fromordinal(until).date(),
        )


def as_lot(row: ImportLot) -> Lot:
    """The law's lot of a row."""
    return Lot(
        id=str(row.pk),
        importer=row.importer,
        material=row.material,
        mode=Mode(row.mode),
        imported_on=row.imported_on,
        declaration=row.declaration,
        line=row.line,
        quantity=row.quantity,
        duty=Decimal(row.duty_satang).scaleb(-2),
        extended_to=row.extended_to,
    )


def as_formula(row: ProductionFormula, lines: list[FormulaMaterial]) -> Formula:
    """The law's formula of a row and its lines."""
    return Formula(
        number=row.number,
        product=row.product,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        whole_pieces=row.whole_pieces,
        materials=tuple(FormulaLine(line.material, line.net, line.loss_percent) for line in lines),
    )


def as_export(row: ExportLine) -> Export:
    """The law's export line of a row."""
    transfer = None
    if row.transfer_kind:
        kind = TransferKind(row.transfer_kind)
        transfer = Transfer(kind, row.transfer_to, row.transfer_formula, tuple(row.transfer_materials))
    return Export(
        id=str(row.pk),
        exporter=row.exporter,
        exported_on=row.exported_on,
        declaration=row.declaration,
        line=row.line,
        product=row.product,
        formula=row.formula,
        quantity=row.quantity,
        transfer=transfer,
        mode=Mode(row.mode) if row.mode else None,
        claimed_on=row.claimed_on,
    )
