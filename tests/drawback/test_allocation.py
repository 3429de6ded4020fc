"""From database to database: the law's answer in rows, on both databases, all of it or nothing (C-3, C-4)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from drawback.models import Allocation, Balance, Cut, ExportLine, FormulaMaterial, ImportLot, ProductionFormula
from drawback.rules import fifo
from drawback.rules.ledger import Export, Formula, FormulaLine, Lot, Mode
from drawback.services import allocation
from tests import lists

from . import ledgers

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def lay_in(lots: list[Lot], exports: list[Export]) -> dict[str, dict[str, int]]:
    """The ledger as rows; answers the keys of lots, exports and formula lines by the law's names."""
    for model in (Cut, Balance, Allocation, FormulaMaterial, ProductionFormula, ImportLot, ExportLine):
        model._default_manager.all().delete()
    keys: dict[str, dict[str, int]] = {"lots": {}, "exports": {}}
    for lot in lots:
        row = ImportLot.objects.create(
            importer=lot.importer,
            material=lot.material,
            mode=lot.mode,
            imported_on=lot.imported_on,
            declaration=lot.declaration,
            line=lot.line,
            quantity=lot.quantity,
            duty_satang=int(lot.duty * 100),
            extended_to=lot.extended_to,
        )
        keys["lots"][lot.id] = row.pk
    for formula in ledgers.formulas:
        version = ProductionFormula.objects.create(
            number=formula.number,
            product=formula.product,
            valid_from=formula.valid_from,
            valid_until=formula.valid_until,
            whole_pieces=formula.whole_pieces,
        )
        for place, line in enumerate(formula.materials):
            FormulaMaterial.objects.create(
                formula=version, place=place, material=line.material, net=line.net, loss_percent=line.loss_percent
            )
    for export in exports:
        keys["exports"][export.id] = ExportLine.objects.create(**_export(export)).pk
    return keys


def _export(export: Export) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: getattr(export, name)
        for name in ("exporter", "exported_on", "declaration", "line", "product", "formula", "quantity", "claimed_on")
    }
    said["mode"] = export.mode or ""
    if export.transfer:
        said |= {
            "transfer_kind": export.transfer.kind,
            "transfer_to": export.transfer.to,
            "transfer_formula": export.transfer.formula,
            "transfer_materials": list(export.transfer.materials),
        }
    return said


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ledgers.lots(), ledgers.exports())
def test_rows_say_what_the_law_says(db: None, lots: list[Lot], exports: list[Export]) -> None:
    keys = lay_in(lots, exports)
    by_law = fifo.allocate(lots, ledgers.formulas, exports, lists.reference())

    made = allocation.allocate(NOW)

    rows = {
        (cut.export_line_id, cut.formula_line.place, cut.lot_id, Fraction(cut.quantity), cut.refund_satang)
        for cut in Cut.objects.filter(allocation=made).select_related("formula_line")
    }
    assert rows == {
        (keys["exports"][c.export], c.formula_line, keys["lots"][c.lot], c.quantity, int(c.refund * 100))
        for c in by_law.cuts
    }
    assert made.cuts_made == len(by_law.cuts)
    assert {
        (each.lot_id, Fraction(each.quantity), each.duty_satang, each.usable_until)
        for each in Balance.objects.filter(allocation=made)
    } == {(keys["lots"][b.lot], b.quantity, int(b.duty * 100), b.usable_until) for b in by_law.balances}
    refused = {told.where.split(".")[1] for told in by_law.findings if told.severity == "error"}
    assert made.refused_exports == len(refused)


@pytest.mark.parametrize("quantity", ["400", "500000", "98765432109.8765"])
def test_a_fine_formula_on_a_large_lot_is_exact(monkeypatch: pytest.MonkeyPatch, quantity: str) -> None:
    """Net and loss with all the decimals of their columns: the grain is 1/10^16, and a lot outgrows 64 bits in it."""
    day = date(2024, 1, 15)
    line = FormulaLine("M1", Decimal("0.123457"), Decimal("2.1235"))
    formulas = (Formula("F1", "P1", day, date(2027, 1, 14), False, (line,)),)
    monkeypatch.setattr(ledgers, "formulas", formulas)
    lots = [Lot("L", "I1", "M1", Mode.CASH, day, "D", 1, Decimal(quantity), Decimal("123456.78"))]
    exports = [Export(f"X{n}", "I1", day, "E", n, "P1", "F1", Decimal("100.5001")) for n in range(3)]
    lay_in(lots, exports)
    by_law = fifo.allocate(lots, formulas, exports, lists.reference())

    allocation.allocate(NOW)

    cuts = Cut.objects.order_by("export_line").values_list("quantity", "refund_satang")
    assert [(Fraction(q), satang) for q, satang in cuts] == [(c.quantity, int(c.refund * 100)) for c in by_law.cuts]
    left = Balance.objects.get()
    assert (Fraction(left.quantity), left.duty_satang) == (
        by_law.balances[0].quantity,
        int(by_law.balances[0].duty * 100),
    )


def a_ledger() -> None:
    day = date(2024, 1, 15)
    line = Decimal(100)
    lots = [Lot(f"L{n}", "I1", "M1", "cash", day, "D", n, line, line) for n in range(5)]  # type: ignore[arg-type]
    exports = [Export(f"X{n}", "I1", day + timedelta(days=n), "E", n, "P1", "F1", Decimal("12.5")) for n in range(20)]
    lay_in(lots, exports)


def test_a_run_that_breaks_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a_ledger()

    def broken(*args: Any, **options: Any) -> Any:
        raise RuntimeError("the power went")

    monkeypatch.setattr(allocation, "_balances", broken)
    monkeypatch.setattr(allocation.allocation_by_copy, "_write_balances", broken)

    with pytest.raises(RuntimeError):
        allocation.allocate(NOW)

    assert not Allocation.objects.exists()
    assert not Cut.objects.exists()


def test_two_runs_stand_beside_each_other() -> None:
    a_ledger()

    first, second = allocation.allocate(NOW), allocation.allocate(NOW)

    assert first.cuts_made == second.cuts_made > 0
    assert Cut.objects.filter(allocation=first).count() == first.cuts_made
    assert Balance.objects.count() == 10


def test_the_number_of_queries_does_not_grow_with_the_ledger(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    a_ledger()

    with django_assert_max_num_queries(25):
        allocation.allocate(NOW)
