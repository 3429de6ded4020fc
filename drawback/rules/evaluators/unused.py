"""The evaluator `drawback-unused`: duty and surcharge on what was not used under guarantee (G-1)."""

from portal.law.evaluators import Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import AMOUNT, DATE, MONEY, giving, taking
from portal.law.findings import Message
from portal.law.reference import Reference

from ..unused import pay_unused


@evaluator(
    "drawback-unused",
    title=Message(
        "อากรและเงินเพิ่มของวัตถุดิบที่ค้ำประกันไว้แต่ไม่ได้ใช้ภายใน 1 ปี",
        "Duty and surcharge on material that was not used under guarantee",
    ),
    clauses=("G-1", "T-2"),
    takes=taking(imported_on=DATE, duty=AMOUNT, paid_on=DATE),
    gives=giving(due=DATE, months={"type": "integer"}, surcharge=MONEY, total=MONEY),
    example={"imported_on": "2024-01-15", "duty": "100000.00", "paid_on": "2025-02-10"},
    example_answer={
        "due": "2025-02-17",
        "strict_due": "2025-02-15",
        "months": 13,
        "surcharge": "13000.00",
        "total": "113000.00",
        "findings": [],
    },
)
def judge(given: Record, reference: Reference) -> Answer:
    """What is owed on the day of payment, and the last day for it."""
    imported_on = given.date("imported_on")
    duty = given.money("duty")
    paid_on = given.date("paid_on")
    given.done()
    if paid_on < imported_on:
        raise given.unfit("paid_on", "วันที่ชำระอยู่ก่อนวันนำเข้า", "The payment is before the import")
    owed = pay_unused(imported_on, duty, paid_on, reference)
    return {
        "due": owed.due.legal.isoformat(),
        "strict_due": owed.due.strict.isoformat(),
        "months": owed.months,
        "surcharge": str(owed.surcharge),
        "total": str(owed.total),
        "findings": owed.findings,
    }
