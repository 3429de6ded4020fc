"""The evaluator `watchlist-application`: the producer's letter and the sums of section 5 (WL-2.2, WL-6)."""

from typing import Any

from portal.law.evaluators import Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import AMOUNT, DATE, FLAG, TEXT, giving, nullable, rows, taking
from portal.law.findings import Finding, Message, Severity, info
from portal.law.money import percent_floor
from portal.law.reference import Reference

from ..application import Costs, MaterialRow, Materials, producer_letter, sums, value_added

ROW = taking(unit_value=AMOUNT, quantity=AMOUNT, total=AMOUNT)
MATERIALS = taking(domestic=rows(ROW), imported=rows(ROW))
COSTS = taking(labour=AMOUNT, materials=AMOUNT, other=AMOUNT, total=AMOUNT, profit=AMOUNT, ex_works=AMOUNT)
EXAMPLE: dict[str, Any] = {
    "filed_on": "2024-08-31",
    "is_producer": False,
    "producer_letter_on": "2024-05-31",
    "costs": {
        "labour": "10",
        "materials": "60",
        "other": "5",
        "total": "75",
        "profit": "25",
        "ex_works": "100",
    },
    "materials": {
        "domestic": [{"unit_value": "2", "quantity": "10", "total": "20"}],
        "imported": [{"unit_value": "4", "quantity": "10", "total": "40"}],
    },
}


@evaluator(
    "watchlist-application",
    title=Message(
        "หนังสือรับรองจากผู้ผลิตและยอดรวมต้นทุนของคำขอรับการตรวจ", "The producer's letter and the sums of an application"
    ),
    clauses=("WL-2.2", "WL-6"),
    takes=taking(
        filed_on=DATE,
        is_producer=FLAG,
        optional={
            "producer_letter_on": nullable(DATE),
            "costs": nullable(COSTS),
            "materials": nullable(MATERIALS),
        },
    ),
    gives=giving(accepted=FLAG, value_added_percent=nullable(TEXT)),
    example=EXAMPLE,
    example_answer={"accepted": True, "value_added_percent": "60.00", "findings": []},
)
def judge(given: Record, reference: Reference) -> Answer:
    """Every error of the letter and the sums, and the value added as the form prints it."""
    filed_on = given.date("filed_on")
    is_producer = given.flag("is_producer")
    letter_on = given.maybe("producer_letter_on", given.date)
    costs = given.maybe("costs", lambda field: _costs(given.record(field)))
    materials = given.maybe("materials", lambda field: _materials(given.record(field)))
    given.done()
    findings = [*producer_letter(filed_on, is_producer, letter_on, reference.values), *sums(costs, materials)]
    percent = None
    if costs and materials:
        percent = percent_floor(value_added(costs, materials))  # T-5
    elif costs:
        findings.append(_no_percentage())
    accepted = not any(finding.severity is Severity.ERROR for finding in findings)
    return {"accepted": accepted, "value_added_percent": percent, "findings": findings}


def _no_percentage() -> Finding:
    return info(
        "value-added-unknown",
        "WL-6",
        th="ยังคำนวณสัดส่วนมูลค่าเพิ่มไม่ได้ เพราะไม่มีรายการวัตถุดิบนำเข้า โปรดกรอกตารางวัตถุดิบ",
        en="The value added cannot be told without the imported materials. Fill in the tables of materials.",
        where="materials",
    )


def _costs(row: Record) -> Costs:
    lines = {field: row.decimal(field) for field in ("labour", "materials", "other", "total", "profit")}
    costs = Costs(**lines, ex_works=row.decimal("ex_works", positive=True))
    row.done()
    return costs


def _materials(row: Record) -> Materials:
    materials = Materials(
        domestic=tuple(_row(each) for each in row.rows("domestic")),
        imported=tuple(_row(each) for each in row.rows("imported")),
    )
    row.done()
    return materials


def _row(row: Record) -> MaterialRow:
    read = MaterialRow(row.decimal("unit_value"), row.decimal("quantity"), row.decimal("total"))
    row.done()
    return read
