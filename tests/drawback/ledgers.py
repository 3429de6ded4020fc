"""Ledgers for property tests: small worlds in which everything happens, extensions, modes, transfers, late claims."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from drawback.rules.ledger import Export, Formula, FormulaLine, Lot, Mode, Transfer, TransferKind

START = date(2023, 1, 31)
IMPORTERS, MATERIALS = ("I1", "I2"), ("M1", "M2")
days = st.integers(0, 760).map(lambda number: START + timedelta(days=number))
amounts = st.integers(1, 3_000).map(lambda number: Decimal(number) / 10)


@st.composite
def lots(draw: st.DrawFn) -> list[Lot]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        imported_on = draw(days)
        extended = draw(st.one_of(st.none(), st.integers(300, 640)))
        found.append(
            Lot(
                id=f"L{number}",
                importer=draw(st.sampled_from(IMPORTERS)),
                material=draw(st.sampled_from(MATERIALS)),
                mode=draw(st.sampled_from(list(Mode))),
                imported_on=imported_on,
                declaration=draw(st.sampled_from(("D1", "D2"))),
                line=number,
                quantity=draw(amounts),
                duty=Decimal(draw(st.integers(0, 99_999))) / 100,
                extended_to=None if extended is None else imported_on + timedelta(days=extended),
            )
        )
    return found


formulas = (
    Formula("F1", "P1", date(2023, 1, 1), date(2024, 6, 30), False, (FormulaLine("M1", Decimal("0.7"), Decimal("3")),)),
    Formula(
        "F1",
        "P1",
        date(2024, 7, 1),
        date(2026, 6, 30),
        False,
        (FormulaLine("M2", Decimal("1.25"), Decimal("0")), FormulaLine("M1", Decimal("2"), Decimal("0.5"))),
    ),
    Formula("F2", "P1", date(2023, 1, 1), date(2026, 12, 31), True, (FormulaLine("M1", Decimal("1"), Decimal("5")),)),
)

transfers = st.one_of(
    st.none(),
    st.builds(
        Transfer,
        kind=st.just(TransferKind.WHOLE),
        to=st.sampled_from(("I2", "")),
        formula=st.sampled_from(("F1", "F2", "")),
    ),
    st.builds(
        Transfer,
        kind=st.just(TransferKind.PART),
        to=st.just("I2"),
        formula=st.sampled_from(("F1", "F2")),
        materials=st.sampled_from((("M1",), ("M1", "M2"), ("M9",), ())),
    ),
)


@st.composite
def exports(draw: st.DrawFn) -> list[Export]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        exported_on = draw(days)
        claimed = draw(st.one_of(st.none(), st.integers(-3, 220)))
        found.append(
            Export(
                id=f"X{number}",
                exporter=draw(st.sampled_from(IMPORTERS)),
                exported_on=exported_on,
                declaration=draw(st.sampled_from(("E1", "E2"))),
                line=number,
                product="P1",
                formula=draw(st.sampled_from(("F1", "F2"))),
                quantity=draw(amounts),
                transfer=draw(transfers),
                mode=draw(st.one_of(st.none(), st.sampled_from(list(Mode)))),
                claimed_on=None if claimed is None else exported_on + timedelta(days=claimed),
            )
        )
    return found
