"""From the law's own facts to columns and back: the same ledger for the engine, the same answer for people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.law.findings import Finding, Severity
from portal.law.reference import Reference

from ..claims import by_number, demands_of, findings_of
from ..ledger import Export, Formula, Lot, Mode, in_export_order, in_lot_order
from ..limits import claim_window, life_of
from .assemble import Assembled, LotColumns, Special, assemble
from .engine import match
from .requirements import ExportColumns, FormulaBook
from .tables import ANY_MODE, CutTable, Ints

_MODES: dict[Mode | None, int] = {mode: number for number, mode in enumerate(Mode)} | {None: ANY_MODE}


class Codes(dict[str, int]):
    """A number for each name, given as they come."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class LedgerColumns:
    """A ledger matched in columns: lots and exports in the order of the law, cuts that point at them."""

    lots: list[Lot]
    exports: list[Export]
    assembled: Assembled
    cuts: CutTable
    until: Ints
    findings: list[Finding]

    def rows(self) -> Iterator[tuple[Export, Lot, int, int, int, int]]:
        """Every cut in the law's order: export, lot, quantity as number and grain, satang, place of its demand."""
        assembled, cuts = self.assembled, self.cuts
        demand = assembled.demands[cuts.demand]
        group = assembled.demand_table.group[cuts.demand]
        columns = (assembled.asked.export[demand], assembled.lots[cuts.lot], cuts.quantity, group, cuts.refund, demand)
        order = np.argsort(demand, kind="stable")
        for export, lot, quantity, number, refund, place in zip(
            *(column[order].tolist() for column in columns), strict=True
        ):
            yield self.exports[export], self.lots[lot], quantity, assembled.grain[number], refund, place

    def balances(self) -> tuple[NDArray[Any], NDArray[Any], list[int]]:
        """What is left of each lot in the order of `lots`: number, satang, and the grain of the number."""
        table, cuts, order = self.assembled.lot_table, self.cuts, self.assembled.lots
        left = np.empty(len(table), dtype=object)
        money = np.empty(len(table), dtype=object)
        left[order] = table.quantity - cuts.taken
        money[order] = table.duty - cuts.posted
        group = np.empty(len(table), dtype=np.int64)
        group[order] = table.group
        return left, money, [self.assembled.grain[number] for number in group.tolist()]

    def shortfalls(self) -> Iterator[tuple[Export, int, Fraction]]:
        """Demands that lots could not meet: export, place of the demand, what is missing; in the law's order."""
        missing = np.flatnonzero(self.cuts.short)
        order = np.argsort(self.assembled.demands[missing], kind="stable")
        for row in missing[order].tolist():
            place = int(self.assembled.demands[row])
            grain = self.assembled.grain[int(self.assembled.demand_table.group[row])]
            export = self.exports[int(self.assembled.asked.export[place])]
            yield export, place, Fraction(int(self.cuts.short[row]), grain)


def match_ledger(
    lots: Sequence[Lot], formulas: Sequence[Formula], exports: Sequence[Export], reference: Reference
) -> LedgerColumns:
    """The ledger matched in columns. Findings are those of the exports (refused, or to be looked at), `where` being
    their place in the input."""
    places = {id(export): number for number, export in enumerate(exports)}
    ordered_lots, ordered = in_lot_order(lots), in_export_order(exports)
    names = Codes()
    known = by_number(formulas)
    versions = {id(formula): number for number, formula in enumerate(formulas)}
    special: list[Special] = []
    transferred = frozenset(number for number, export in enumerate(ordered) if export.transfer)
    findings: list[Finding] = []
    for number in sorted(transferred):
        export = ordered[number]
        told = list(findings_of(export, known, reference, f"exports.{places[id(export)]}"))
        findings += told
        if not any(finding.severity is Severity.ERROR for finding in told):
            special += [
                Special(
                    number,
                    names[each.owner],
                    names[each.material],
                    each.quantity,
                    versions[id(each.formula)],
                    each.line,
                )
                for each in demands_of(export, known)
            ]
    until = _until(ordered_lots, reference)
    book = formula_book(formulas, names)
    columns = export_columns(ordered, names)
    limit = cache(lambda day: claim_window(date.fromordinal(day), reference).legal.toordinal())
    assembled = assemble(lot_columns(ordered_lots, until, names), columns, book, limit, special, transferred)
    strict = cache(lambda day: claim_window(date.fromordinal(day), reference).strict.toordinal())
    doubtful = np.array([strict(day) for day in columns.day.tolist()], dtype=np.int64) < columns.claimed
    for number in np.flatnonzero(assembled.asked.refused | doubtful).tolist():
        if number not in transferred:
            export = ordered[number]
            findings += findings_of(export, known, reference, f"exports.{places[id(export)]}")
    cuts = match(assembled.lot_table, assembled.demand_table)
    return LedgerColumns(ordered_lots, ordered, assembled, cuts, until, findings)


def _until(lots: Sequence[Lot], reference: Reference) -> Ints:
    ends = cache(lambda on, extended: life_of(on, extended, reference.values).until.toordinal())
    return np.array([ends(lot.imported_on, lot.extended_to) for lot in lots], dtype=np.int64)


def lot_columns(lots: Sequence[Lot], until: Ints, names: Codes) -> LotColumns:
    """The lots, in the law's order, as columns."""
    quantity, scale = whole_numbers([lot.quantity for lot in lots])
    return LotColumns(
        owner=_ints(names[lot.importer] for lot in lots),
        material=_ints(names[lot.material] for lot in lots),
        mode=_ints(_MODES[lot.mode] for lot in lots),
        imported=_ints(lot.imported_on.toordinal() for lot in lots),
        until=until,
        quantity=quantity,
        scale=scale,
        duty=_numbers([int(lot.duty * 100) for lot in lots]),
    )


def export_columns(exports: Sequence[Export], names: Codes) -> ExportColumns:
    """The export lines, in the law's order, as columns."""
    quantity, scale = whole_numbers([export.quantity for export in exports])
    return ExportColumns(
        owner=_ints(names[export.exporter] for export in exports),
        product=_ints(names[export.product] for export in exports),
        formula=_ints(names[export.formula] for export in exports),
        day=_ints(export.exported_on.toordinal() for export in exports),
        claimed=_ints(export.claimed_on.toordinal() if export.claimed_on else 0 for export in exports),
        quantity=quantity,
        scale=scale,
        mode=_ints(_MODES[export.mode] for export in exports),
    )


def formula_book(formulas: Sequence[Formula], names: Codes) -> FormulaBook:
    """The versions of formulas as columns, their lines end to end."""
    lines = [line for formula in formulas for line in formula.materials]
    return FormulaBook(
        number=_ints(names[formula.number] for formula in formulas),
        product=_ints(names[formula.product] for formula in formulas),
        first=_ints(formula.valid_from.toordinal() for formula in formulas),
        last=_ints(formula.valid_until.toordinal() for formula in formulas),
        whole=np.array([formula.whole_pieces for formula in formulas], dtype=bool),
        starts=np.cumsum([0, *(len(formula.materials) for formula in formulas)]).astype(np.int64),
        materials=_ints(names[line.material] for line in lines),
        factors=tuple(Fraction(line.net) * (1 + Fraction(line.loss_percent) / 100) for line in lines),  # DB-3
    )


def whole_numbers(amounts: Sequence[Decimal]) -> tuple[NDArray[Any], int]:
    """Decimals as whole numbers of one scale: amount = number / scale."""
    ratios = [amount.as_integer_ratio() for amount in amounts]
    scale = lcm(*{denominator for _number, denominator in ratios})
    return _numbers([number * (scale // denominator) for number, denominator in ratios]), scale


def _ints(numbers: Iterator[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


def _numbers(numbers: Sequence[int]) -> NDArray[Any]:
    """64 bits where they are enough."""
    return np.array(numbers, dtype=np.int64 if max(numbers, default=0) < 1 << 62 else object)
