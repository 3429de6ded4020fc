"""How a claim goes through the office: annexes, due day, steps, and who may do which (C-1, C-2, C-5)."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from portal.law.findings import Finding, error
from portal.law.reference import Reference


class Standing(StrEnum):
    """A claimant's standing with Customs (C-2)."""

    ORDINARY = "ordinary"
    CUSTOMS_BROKER = "customs-broker"
    GOLD_CARD = "gold-card"


class Step(StrEnum):
    """The steps of a claim, in their order (C-5)."""

    RECEIVED = "received"
    ORDERED = "ordered"
    EXAMINED = "examined"
    APPROVED = "approved"
    NUMBERED = "numbered"
    NOTIFIED = "notified"


def annexes(imports: int, exports: int) -> Iterator[Finding]:
    """A claim comes with in- and out-annexes (C-1)."""
    for field, count, th, en in (
        ("imports", imports, "ใบแนบใบขนสินค้าขาเข้า", "import annex"),
        ("exports", exports, "ใบแนบใบขนสินค้าขาออก", "export annex"),
    ):
        if count < 1:  # C-1
            yield error(
                f"{en.replace(' ', '-')}-missing",
                "C-1",
                th=f"ต้องมี{th}อย่างน้อยหนึ่งฉบับ",
                en=f"A claim has at least one {en}.",
                where=field,
            )


def due_on(complete: date, imports: int, exports: int, standing: Standing, reference: Reference) -> date:
    """The last day for the decision: 30 working days, 15 up to 100 annexes in all, 7 for a Customs Broker, at once
    for a Gold Card (C-2, T-4)."""
    at = reference.values.at
    key = {
        Standing.GOLD_CARD: "service.drawback.claim.gold_card.working_days",  # C-2
        Standing.CUSTOMS_BROKER: "service.drawback.claim.customs_broker.working_days",  # C-2
    }.get(standing)
    if key is None:
        is_small = imports + exports <= at("drawback.claim.small.annexes", on=complete).whole  # C-2
        key = f"service.drawback.claim.{'small.' if is_small else ''}working_days"
    return reference.calendar.add_working_days(complete, at(key, on=complete).whole)  # C-2


def next_step(done: Sequence[Step], wanted: Step, by: str, examiner: str | None) -> Iterator[Finding]:
    """The steps come one after the other; who approves is not who examined (C-5)."""
    steps = list(Step)
    expected = steps[len(done)] if len(done) < len(steps) else None
    if list(done) != steps[: len(done)] or wanted is not expected:  # C-5
        yield error(
            "step-out-of-order",
            "C-5",
            th="ขั้นตอนต้องเป็นไปตามลำดับ: รับ เรียง ตรวจ อนุมัติ ออกเลข แจ้ง",
            en="The steps come in order: received, ordered, examined, approved, numbered, notified.",
            where="wanted",
        )
    if wanted is Step.APPROVED and by == examiner:  # C-5
        yield error(
            "approver-is-examiner",
            "C-5",
            th="ผู้อนุมัติต้องไม่ใช่ผู้ตรวจสอบคนเดียวกัน",
            en="The approver is somebody else than the examiner.",
            where="by",
        )
