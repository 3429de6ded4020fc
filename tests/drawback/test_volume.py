"""The engine for millions of lines answers what the law answers, line by line (C-3, C-4)."""

import math
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawback.rules.columns import engine
from drawback.rules.columns import refunds as money
from drawback.rules.columns.ledger_columns import match_ledger
from drawback.rules.evaluators.allocation import read_export, read_formula, read_lot
from drawback.rules.fifo import Allocation, allocate
from drawback.rules.ledger import Export, Formula, FormulaLine, Lot, Mode
from portal.law.evaluators import Record
from tests import lists, rulebook
from tests.many import many

from . import ledgers

# What is said of lots on the way: the engine's answer has it in shortfalls and balances.
OF_LOTS = {"lots-run-out", "lot-expired", "lot-in-doubtful-days", "extension-beyond-limit"}


def as_rows(made: Allocation) -> list[tuple[str, str, Fraction, int]]:
    return [(cut.export, cut.lot, cut.quantity, int(cut.refund * 100)) for cut in made.cuts]


def check(lots: list[Lot], formulas: tuple[Formula, ...], exports: list[Export]) -> None:
    reference = lists.reference()
    by_law = allocate(lots, formulas, exports, reference)

    made = match_ledger(lots, formulas, exports, reference)

    rows = [(export.id, lot.id, Fraction(q, grain), satang) for export, lot, q, grain, satang, _ in made.rows()]
    assert rows == as_rows(by_law)
    asked = made.assembled.asked
    lines = [(formulas[asked.version[place]], int(asked.line[place])) for *_cut, place in made.rows()]
    traced = [(formula.number, line, formula.materials[line].material) for formula, line in lines]
    assert traced == [(cut.formula, cut.formula_line, cut.material) for cut in by_law.cuts]
    left, money, grain = made.balances()
    balances = {
        lot.id: (Fraction(int(number), parts), int(satang))
        for lot, number, satang, parts in zip(made.lots, left, money, grain, strict=True)
    }
    assert balances == {each.lot: (each.quantity, int(each.duty * 100)) for each in by_law.balances}
    short = [(export.id, missing) for export, _place, missing in made.shortfalls()]
    assert short == [(total.export, each.quantity) for total in by_law.totals for each in total.shortfalls]
    days = {lot.id: date.fromordinal(day) for lot, day in zip(made.lots, made.until.tolist(), strict=True)}
    assert days == {each.lot: each.usable_until for each in by_law.balances}
    assert {(each.code, each.where) for each in made.findings} == {
        (each.code, each.where) for each in by_law.findings if each.code not in OF_LOTS
    }


@many
@given(ledgers.lots(), ledgers.exports())
def test_the_engine_agrees_with_the_law(lots: list[Lot], exports: list[Export]) -> None:
    check(lots, ledgers.formulas, exports)


@pytest.mark.parametrize(
    ("asked", "row"),
    [case for case in rulebook.cases("drawback") if case.values[0].get("evaluator") == "drawback"],
)
def test_every_vector_of_the_ledger_is_answered_by_the_engine_too(asked: Any, row: Any) -> None:
    """Formulas by their days, whole pieces, claims on the last day, extensions, modes, transfers (DB-5, DB-6, F-3)."""
    if "refused" in row:
        return
    given = Record.read(rulebook.patched("drawback", asked.get("base", {}) | row.get("given", {})))

    check(
        [read_lot(each) for each in given.rows("lots")],
        tuple(read_formula(each) for each in given.rows("formulas")),
        [read_export(each) for each in given.rows("exports")],
    )


def test_modes_mixed_with_any_mode_and_an_earlier_lot_that_outlives_a_later_one() -> None:
    """What no single axis tells: one material, lots of two modes, the oldest of them extended (C-3, DB-5, T-5)."""
    day = date(2023, 1, 10)

    def lot(number: int, mode: Mode, after: int, duty: str, extended_to: date | None = None) -> Lot:
        on = day + timedelta(days=after)
        return Lot(f"L{number}", "I1", "M1", mode, on, "D", number, Decimal(30), Decimal(duty), extended_to)

    def export(number: int, after: int, quantity: str, mode: Mode | None) -> Export:
        on = day + timedelta(days=after)
        return Export(f"X{number}", "I1", on, "E", number, "P1", "F1", Decimal(quantity), mode=mode)

    lots = [
        lot(0, Mode.CASH, 0, "10.00", date(2024, 7, 9)),
        lot(1, Mode.GUARANTEE, 1, "0.01"),
        lot(2, Mode.CASH, 2, "10.00"),
        lot(3, Mode.GUARANTEE, 3, "7.77"),
    ]
    formula = Formula("F1", "P1", day, date(2030, 1, 1), False, (FormulaLine("M1", Decimal(1), Decimal(0)),))
    exports = [
        export(0, 5, "10", Mode.GUARANTEE),  # not from the oldest, which was paid in cash
        export(1, 6, "10", None),
        export(2, 7, "0", None),
        export(3, 8, "10", Mode.CASH),
        export(4, 9, "40", Mode.CASH),  # the oldest gives its last, and with it what rounding left
        export(5, 10, "1", Mode.RGS),
        export(6, 366, "5", None),  # the last day of lot 1
        export(7, 369, "50", None),  # all but the extended one have expired
    ]

    check(lots, (formula,), exports)
    made = match_ledger(lots, (formula,), exports, lists.reference())
    assert [(each.id, lot.id, int(quantity)) for each, lot, quantity, _grain, _satang, _place in made.rows()] == [
        ("X0", "L1", 10),
        ("X1", "L0", 10),
        ("X3", "L0", 10),
        ("X4", "L0", 10),
        ("X4", "L2", 30),
        ("X6", "L1", 5),
    ]


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


WIDE = st.integers(1, (1 << 60) - 1)


def plainly(cuts: list[int], whole: int, duty: int) -> list[int]:
    """The refunds of the cuts of one lot, in whole numbers of any size: half-up, at most what is left (T-5)."""
    given, left, used = [], duty, 0
    for cut in cuts:
        used += cut
        share = (2 * cut * duty + whole) // (2 * whole)
        refund = left if used == whole else min(share, left)
        given.append(refund)
        left -= refund
    return given


@pytest.mark.parametrize("wide_floats", [True, False])
@many
@given(st.lists(st.tuples(WIDE, WIDE, st.lists(st.floats(0.001, 1), max_size=5), st.booleans()), min_size=1))
def test_shares_whose_products_outgrow_64_bits_are_exact(
    wide_floats: bool, ledger: list[tuple[int, int, list[float], bool]]
) -> None:
    """Also on machines whose widest float has no 64 digits (`_WIDE_FLOATS`)."""
    lot, quantity, expected = [], [], []
    wholes = [row[0] for row in ledger]
    duties = [row[1] % ((1 << 60) // len(ledger)) for row in ledger]
    for number, (whole, _duty, parts, used_up) in enumerate(ledger):
        cuts, left = [], whole
        for part in parts:
            cuts.append(int(left * part))
            left -= cuts[-1]
        cuts = [cut for cut in [*cuts, left if used_up else 0] if cut > 0]
        lot += [number] * len(cuts)
        quantity += cuts
        expected += plainly(cuts, whole, duties[number])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(money, "_WIDE_FLOATS", wide_floats and money._WIDE_FLOATS)
        found, taken, posted = money.refunds(
            *(np.array(each, dtype=np.int64) for each in (lot, quantity, wholes, duties))
        )

    assert found.tolist() == expected
    for number in range(len(ledger)):
        mine = [place for place, owner in enumerate(lot) if owner == number]
        assert taken[number] == sum(quantity[place] for place in mine)
        assert posted[number] == sum(expected[place] for place in mine)


@pytest.mark.parametrize("wide_floats", [True, False])
@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_a_share_a_hair_beside_a_whole_or_a_half_satang_is_rounded_right(
    monkeypatch: pytest.MonkeyPatch, wide_floats: bool, beyond: int
) -> None:
    """No float of 64 digits tells quantity × duty / whole from the number beside it."""
    monkeypatch.setattr(money, "_WIDE_FLOATS", wide_floats and money._WIDE_FLOATS)
    whole = (1 << 59) + 21
    cuts = [(1 << 58) + step for step in range(1, 400) if math.gcd((1 << 58) + step, whole) == 1]
    for rest in (beyond, whole // 2 + 1 + beyond):
        duties = [rest * pow(cut, -1, whole) % whole for cut in cuts]
        columns = (list(range(len(cuts))), cuts, [whole] * len(cuts), duties)

        found, _taken, _posted = money.refunds(*(np.array(column, dtype=np.int64) for column in columns))

        assert found.tolist() == [plainly([cut], whole, duty)[0] for cut, duty in zip(cuts, duties, strict=True)]


def test_groups_that_do_not_fit_one_axis_together_go_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five materials that each fit, and together do not; the sixth has lots and no export, the seventh no lot."""
    monkeypatch.setattr(engine, "_MOST", 1000)
    made: list[int] = []
    one_by_one = engine._one_by_one

    def counted(*given: Any) -> Any:
        batches = one_by_one(*given)
        made.append(len(batches))
        return batches

    monkeypatch.setattr(engine, "_one_by_one", counted)
    day = date(2024, 1, 1)
    lots = [
        Lot(f"L{m}-{n}", "I1", f"M{m}", Mode.CASH, day + timedelta(days=n), "D", n, Decimal(100), Decimal(m + n) / 100)
        for m in range(6)
        for n in range(3)
    ]
    formulas = tuple(
        Formula(f"F{m}", "P1", day, date(2030, 1, 1), False, (FormulaLine(f"M{m}", Decimal(1), Decimal(0)),))
        for m in (0, 1, 2, 3, 4, 6)
    )
    exports = [
        Export(f"X{m}-{n}", "I1", day + timedelta(days=n), "E", 10 * n + m, "P1", f"F{m}", Decimal(70))
        for m in (0, 1, 2, 3, 4, 6)
        for n in range(4)
    ]

    check(lots, formulas, exports)
    assert made == [5]
