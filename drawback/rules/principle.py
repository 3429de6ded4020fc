"""What may be claimed back at all, and the approval in principle (DB-1, DB-2, DB-4, P-1 to P-3)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portal.law.documents import DocumentLists, missing
from portal.law.findings import Finding, error, warning
from portal.law.money import quantise
from portal.law.reference import Reference
from portal.law.values import Values


class Act(StrEnum):
    """What is done with the material before it leaves (DB-1)."""

    PRODUCED = "produced"
    MIXED = "mixed"
    ASSEMBLED = "assembled"
    PACKED = "packed"


class Leaving(StrEnum):
    """How the product leaves: exported, or as stores of a ship that goes abroad (DB-1)."""

    EXPORTED = "exported"
    SHIPS_STORES = "ships-stores"


class Payment(StrEnum):
    """How duty is paid by the approval in principle: (a) cash; (b) cash or bank guarantee; (c) cash or revolving
    guarantee (P-1)."""

    CASH = "cash"
    GUARANTEE = "cash-or-guarantee"
    REVOLVING = "cash-or-revolving-guarantee"


@dataclass(frozen=True, slots=True)
class ExcludedGoods:
    """Goods that a ministerial regulation excludes, from one day to another (DB-2)."""

    digits: str
    valid_from: date
    valid_until: date | None
    source: str


def use(act: str, leaving: str) -> Iterator[Finding]:
    """Produced, mixed, assembled or packed, then exported or supplied to a ship going abroad (DB-1)."""
    if act not in tuple(Act):  # DB-1
        yield error(
            "use-not-covered",
            "DB-1",
            th="คืนอากรได้เมื่อนำของไปผลิต ผสม ประกอบ หรือบรรจุเท่านั้น",
            en="Duty comes back for goods that were used in producing, mixing, assembling or packing only.",
            where="act",
        )
    if leaving not in tuple(Leaving):  # DB-1
        yield error(
            "not-exported",
            "DB-1",
            th="ของต้องส่งออกไปต่างประเทศ หรือส่งไปเป็นของใช้สิ้นเปลืองในเรือเดินทางไปต่างประเทศ",
            en="The product is exported, or supplied as stores to a ship going abroad.",
            where="leaving",
        )


def excluded(digits: str, on: date, goods: Sequence[ExcludedGoods]) -> Iterator[Finding]:
    """Not goods that a regulation excludes; while the list is empty every answer says that it is not known (DB-2)."""
    for each in goods:
        in_force = each.valid_from <= on and (each.valid_until is None or on <= each.valid_until)
        if in_force and digits.startswith(each.digits):  # DB-2
            yield error(
                "goods-excluded",
                "DB-2",
                th=f"กฎกระทรวงห้ามคืนอากรสำหรับของนี้ ({each.source})",
                en=f"A ministerial regulation excludes these goods from drawback ({each.source}).",
                where="hs_code",
            )
    if not goods:
        yield warning(
            "excluded-goods-unknown",
            "DB-2",
            th="ยังไม่มีบัญชีของที่กฎกระทรวงห้ามคืนอากรในระบบ โปรดตรวจสอบกับกรมศุลกากร",
            en="The list of goods that regulations exclude is not loaded here. Check with Customs.",
            where="hs_code",
        )


def port(place: str, export_ports: frozenset[str]) -> Iterator[Finding]:
    """Exported through a port or place for exports (DB-4)."""
    if place not in export_ports:  # DB-4
        yield error(
            "not-an-export-port",
            "DB-4",
            th="ของต้องส่งออกทางท่าหรือที่สำหรับการส่งออก โปรดตรวจสอบรหัสสถานที่",
            en="The goods leave through a port or place for exports. Check its code.",
            where="port",
        )


def securable(payment: Payment, mode: str) -> Iterator[Finding]:
    """Whether an import may be paid for in this way by the approval (P-1)."""
    allowed = {
        Payment.CASH: ("cash",),
        Payment.GUARANTEE: ("cash", "guarantee"),
        Payment.REVOLVING: ("cash", "rgs"),
    }[payment]
    if mode not in allowed:  # P-1
        yield error(
            "mode-not-approved",
            "P-1",
            th="วิธีชำระหรือวางประกันนี้ไม่อยู่ในหนังสืออนุมัติหลักการ โปรดชำระเป็นเงินสดหรือขอแก้ไขหลักการ",
            en="The approval in principle does not allow this way of paying. Pay in cash, or have it changed.",
            where="mode",
        )


def reduced_duty(duty: Decimal, percent: Decimal, on: date, values: Values) -> Decimal:
    """The duty at half or at 5 % of the general rate, THB half-up (P-1, T-5). ValueError for another reduction."""
    known = [Decimal(part) for part in values.at("drawback.reduction.percent", on=on).value.split()]
    if percent not in known:  # P-1
        raise ValueError(f"no reduction to {percent} per cent is known")
    return quantise(Fraction(duty) * Fraction(percent) / 100)  # P-1


def documents(given: Collection[str], payment: Payment, reference: Reference) -> Iterator[Finding]:
    """The documents of the approval that are missing; audited accounts only where a guarantee is used (P-3)."""
    facts = set() if payment is Payment.CASH else {"guarantee"}
    yield from missing(reference.of(DocumentLists)["drawback-principle"], given, facts)  # P-3


def answer_due(complete: date, reference: Reference) -> date:
    """The last day for the answer and the importer's code: 3 working days of a complete file (P-2, T-4)."""
    days = reference.values.at("service.drawback.principle.working_days", on=complete).whole
    return reference.calendar.add_working_days(complete, days)  # P-2
