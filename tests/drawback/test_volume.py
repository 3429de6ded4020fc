"""The engine for millions of lines answers what the law answers, line by line (C-3, C-4)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawback.rules.columns.ledger_columns import match_ledger
from drawback.rules.fifo import Allocation, allocate
from drawback.rules.ledger import Export, Formula, FormulaLine, Lot, Mode
from portal.law.findings import Severity
from tests import lists
from tests.many import many

from . import ledgers


def as_rows(made: Allocation) -> list[tuple[str, str, Fraction, int]]:
    return [(cut.export, cut.lot, cut.quantity, int(cut.refund * 100)) for cut in made.cuts]


def check(lots: list[Lot], formulas: tuple[Formula, ...], exports: list[Export]) -> None:
    reference = lists.reference()
    by_law = allocate(lots, formulas, exports, reference)

    made = match_ledger(lots, formulas, exports, reference)

    rows = [(export.id, lot.id, Fraction(q, grain), satang) for export, lot, q, grain, satang, _ in made.rows()]
    assert rows == as_rows(by_law)
    left, money, grain = made.balances()
    balances = {
        lot.id: (Fraction(int(number), parts), int(satang))
        for lot, number, satang, parts in zip(made.lots, left, money, grain, strict=True)
    }
    assert balances == {each.lot: (each.quantity, int(each.duty * 100)) for each in by_law.balances}
    short = [(export.id, missing) for export, _place, missing in made.shortfalls()]
    assert short == [(total.export, each.quantity) for total in by_law.totals for each in total.shortfalls]
    errors = {(told.code, told.where) for told in made.findings if told.severity is Severity.ERROR}
    assert errors == {(told.code, told.where) for told in by_law.findings if told.severity is Severity.ERROR}


@many
@given(ledgers.lots(), ledgers.exports())
def test_the_engine_agrees_with_the_law(lots: list[Lot], exports: list[Export]) -> None:
    check(lots, ledgers.formulas, exports)


LARGE = st.integers(10**13, 10**15 - 1).map(Decimal)
FINE = st.integers(1, 10**14).map(lambda number: Decimal(number).scaleb(-10))


@many
@given(
    st.lists(st.tuples(st.one_of(LARGE, FINE), LARGE, st.integers(0, 300)), min_size=1, max_size=6),
    st.lists(st.tuples(st.one_of(LARGE, FINE), st.integers(0, 500)), max_size=6),
    FINE,
)
def test_numbers_beyond_64_bits_stay_exact(
    supply: list[tuple[Decimal, Decimal, int]], wanted: list[tuple[Decimal, int]], net: Decimal
) -> None:
    day = date(2024, 1, 1)
    lots = [
        Lot(f"L{n}", "I1", "M1", Mode.CASH, day + timedelta(days=after), "D", n, quantity, duty)
        for n, (quantity, duty, after) in enumerate(supply)
    ]
    lines = (FormulaLine("M1", net, Decimal("0.0000000001")),)
    formula = Formula("F1", "P1", date(2020, 1, 1), date(2030, 1, 1), False, lines)
    exports = [
        Export(f"X{n}", "I1", day + timedelta(days=after), "E", n, "P1", "F1", quantity)
        for n, (quantity, after) in enumerate(wanted)
    ]

    check(lots, (formula,), exports)


@pytest.mark.parametrize("satang", [1, 99, 10**15 - 1, 10**17])
def test_a_lot_used_up_in_a_thousand_cuts_gives_its_whole_duty(satang: int) -> None:
    day = date(2024, 1, 1)
    lots = [Lot("A", "I1", "M1", Mode.CASH, day, "D", 1, Decimal(1000), Decimal(satang) / 100)]
    formula = Formula("F1", "P1", day, date(2030, 1, 1), False, (FormulaLine("M1", Decimal(1), Decimal(0)),))
    exports = [Export(f"X{n}", "I1", day, "E", n, "P1", "F1", Decimal(1)) for n in range(1000)]

    check(lots, (formula,), exports)


@pytest.mark.parametrize(("lots", "exports"), [(0, 0), (3, 0), (0, 3)])
def test_ledgers_without_lots_or_exports(lots: int, exports: int) -> None:
    day = date(2024, 1, 1)

    check(
        [Lot(f"L{n}", "I1", "M1", Mode.CASH, day, "D", n, Decimal(1), Decimal(1)) for n in range(lots)],
        ledgers.formulas,
        [Export(f"X{n}", "I1", day, "E", n, "P1", "F1", Decimal(1)) for n in range(exports)],
    )
