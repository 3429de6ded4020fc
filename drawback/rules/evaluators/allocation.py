"""The evaluator `drawback`: what comes back for which export, lot by lot (C-3, C-4)."""

from typing import Any

from portal.law.evaluators import InputError, Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import (
    AMOUNT,
    DATE,
    FLAG,
    MONEY,
    TEXT,
    giving,
    having,
    nullable,
    one_of,
    rows,
    taking,
)
from portal.law.findings import Message
from portal.law.quantities import plain
from portal.law.reference import Reference

from ..fifo import Allocation, Total, allocate
from ..ledger import Cut, Export, Formula, FormulaLine, Lot, Mode, Transfer, TransferKind

MODES = tuple(Mode)
MOST_LINE = 1_000_000_000
LINE = {"type": "integer", "minimum": 0, "maximum": MOST_LINE}
_TWICE = Message("มีรหัสนี้อยู่แล้ว รหัสต้องไม่ซ้ำกัน", "This id is there already. Each one is used once")

LOT = taking(
    id=TEXT,
    importer=TEXT,
    material=TEXT,
    mode=one_of(*MODES),
    imported_on=DATE,
    declaration=TEXT,
    line=LINE,
    quantity=AMOUNT,
    duty=AMOUNT,
    optional={"extended_to": nullable(DATE)},
)
FORMULA = taking(
    number=TEXT,
    product=TEXT,
    valid_from=DATE,
    valid_until=DATE,
    whole_pieces=FLAG,
    materials=rows(taking(material=TEXT, net=AMOUNT, loss_percent=AMOUNT)),
)
TRANSFER = taking(kind=one_of(*TransferKind), to=TEXT, formula=TEXT, optional={"materials": rows(TEXT)})
EXPORT = taking(
    id=TEXT,
    exporter=TEXT,
    exported_on=DATE,
    declaration=TEXT,
    line=LINE,
    product=TEXT,
    formula=TEXT,
    quantity=AMOUNT,
    optional={"transfer": nullable(TRANSFER), "mode": nullable(one_of(*MODES)), "claimed_on": nullable(DATE)},
)
EXAMPLE: dict[str, Any] = {
    "lots": [
        {
            "id": "A",
            "importer": "I1",
            "material": "M1",
            "mode": "cash",
            "imported_on": "2024-01-15",
            "declaration": "A001",
            "line": 1,
            "quantity": "1000",
            "duty": "10000.00",
            "extended_to": None,
        }
    ],
    "formulas": [
        {
            "number": "F1",
            "product": "P1",
            "valid_from": "2024-01-01",
            "valid_until": "2027-01-01",
            "whole_pieces": False,
            "materials": [{"material": "M1", "net": "2", "loss_percent": "5"}],
        }
    ],
    "exports": [
        {
            "id": "X1",
            "exporter": "I1",
            "exported_on": "2024-06-01",
            "declaration": "E001",
            "line": 1,
            "product": "P1",
            "formula": "F1",
            "quantity": "100",
            "transfer": None,
            "mode": None,
            "claimed_on": "2024-07-01",
        }
    ],
}
EXAMPLE_ANSWER: dict[str, Any] = {
    "cuts": [
        {
            "export": "X1",
            "lot": "A",
            "material": "M1",
            "quantity": "210",
            "refund": "2100.00",
        }
    ],
    "trace": [{"export_declaration": "E001", "export_line": 1, "formula": "F1", "formula_line": 0}],
    "totals": [{"export": "X1", "refund": "2100.00", "shortfalls": []}],
    "balances": [{"lot": "A", "quantity": "790", "duty": "7900.00", "usable_until": "2025-01-15"}],
    "findings": [],
}


@evaluator(
    "drawback",
    title=Message("การตัดบัญชีวัตถุดิบแบบเข้าก่อนออกก่อนและอากรที่คืน", "First in, first out: what comes back for which export"),
    clauses=("DB-3", "DB-5", "DB-6", "F-3", "E-2", "C-3", "C-4", "T-5"),
    takes=taking(lots=rows(LOT), formulas=rows(FORMULA), exports=rows(EXPORT)),
    gives=giving(
        cuts=rows(having(export=TEXT, lot=TEXT, material=TEXT, quantity=AMOUNT, refund=MONEY)),
        totals=rows(having(export=TEXT, refund=MONEY, shortfalls=rows(having(material=TEXT, quantity=TEXT)))),
        balances=rows(having(lot=TEXT, quantity=TEXT, duty=MONEY, usable_until=DATE)),
    ),
    example=EXAMPLE,
    example_answer=EXAMPLE_ANSWER,
)
def judge(given: Record, reference: Reference) -> Answer:
    """The cuts of a whole ledger with their refunds, what is short, and what is left of every lot."""
    lots = [read_lot(row) for row in given.rows("lots")]
    formulas = [read_formula(row) for row in given.rows("formulas")]
    exports = [read_export(row) for row in given.rows("exports")]
    given.done()
    _ids_are_used_once(given, "lots", [lot.id for lot in lots])
    _ids_are_used_once(given, "exports", [export.id for export in exports])
    made = allocate(lots, formulas, exports, reference)
    by_id = {export.id: export for export in exports}
    return {**as_answer(made), "trace": [_trace(cut, by_id[cut.export]) for cut in made.cuts]}


def as_answer(made: Allocation) -> Answer:
    """The allocation as JSON, its findings still to be told."""
    return {
        "cuts": [_cut(cut) for cut in made.cuts],
        "totals": [_total(total) for total in made.totals],
        "balances": [
            {
                "lot": balance.lot,
                "quantity": plain(balance.quantity),
                "duty": str(balance.duty),
                "usable_until": balance.usable_until.isoformat(),
            }
            for balance in made.balances
        ],
        "findings": made.findings,
    }


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "export": cut.export,
        "lot": cut.lot,
        "material": cut.material,
        "quantity": plain(cut.quantity),
        "refund": str(cut.refund),
    }


def _trace(cut: Cut, export: Export) -> dict[str, Any]:
    """Which line of the export papers and of the formula the cut of the same place rests on."""
    return {
        "export_declaration": export.declaration,
        "export_line": export.line,
        "formula": cut.formula,
        "formula_line": cut.formula_line,
    }


def _total(total: Total) -> dict[str, Any]:
    short = [{"material": each.material, "quantity": plain(each.quantity)} for each in total.shortfalls]
    return {"export": total.export, "refund": str(total.refund), "shortfalls": short}


def read_lot(row: Record) -> Lot:
    """A lot from its JSON; InputError names the field that does not fit."""
    lot = Lot(
        id=row.text("id"),
        importer=row.text("importer"),
        material=row.text("material"),
        mode=Mode(row.choice("mode", MODES)),
        imported_on=row.date("imported_on"),
        declaration=row.text("declaration"),
        line=row.whole("line", most=MOST_LINE),
        quantity=row.decimal("quantity", positive=True),
        duty=row.money("duty"),
        extended_to=row.maybe("extended_to", row.date),
    )
    row.done()
    return lot


def read_formula(row: Record) -> Formula:
    """A formula from its JSON; one that ends before it begins does not fit."""
    formula = Formula(
        number=row.text("number"),
        product=row.text("product"),
        valid_from=row.date("valid_from"),
        valid_until=row.date("valid_until"),
        whole_pieces=row.flag("whole_pieces"),
        materials=tuple(_formula_line(line) for line in row.rows("materials")),
    )
    row.done()
    if formula.valid_until < formula.valid_from:
        raise row.unfit("valid_until", "วันสิ้นสุดอยู่ก่อนวันเริ่มใช้", "It ends before it begins")
    return formula


def _formula_line(row: Record) -> FormulaLine:
    line = FormulaLine(row.text("material"), row.decimal("net"), row.decimal("loss_percent"))
    row.done()
    return line


def read_export(row: Record) -> Export:
    """An export line from its JSON."""
    mode = row.maybe("mode", lambda field: row.choice(field, MODES))
    export = Export(
        id=row.text("id"),
        exporter=row.text("exporter"),
        exported_on=row.date("exported_on"),
        declaration=row.text("declaration"),
        line=row.whole("line", most=MOST_LINE),
        product=row.text("product"),
        formula=row.text("formula"),
        quantity=row.decimal("quantity"),
        transfer=row.maybe("transfer", lambda field: _transfer(row.record(field))),
        mode=Mode(mode) if mode else None,
        claimed_on=row.maybe("claimed_on", row.date),
    )
    row.done()
    return export


def _transfer(row: Record) -> Transfer:
    transfer = Transfer(
        kind=TransferKind(row.choice("kind", tuple(TransferKind))),
        to=row.text("to"),
        formula=row.text("formula"),
        materials=tuple(row.maybe("materials", row.texts) or ()),
    )
    row.done()
    return transfer


def _ids_are_used_once(given: Record, field: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for number, one in enumerate(ids):
        if one in seen:
            raise InputError(_TWICE, given.path(f"{field}.{number}.id"))
        seen.add(one)
