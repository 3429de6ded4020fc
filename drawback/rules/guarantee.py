"""The revolving guarantee: what postings leave of the bank's limit (R-1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portal.law.findings import Finding, error
from portal.law.money import quantise


class PostingKind(StrEnum):
    RESERVE = "reserve"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class GuaranteePosting:
    """An import reserves its duty before VAT is paid, a claim restores it after departure (THB)."""

    kind: PostingKind
    amount: Decimal


@dataclass(frozen=True, slots=True)
class GuaranteeAccount:
    """The balance after each posting, the places of those refused whole, and why."""

    balances: tuple[Decimal, ...]
    refused: tuple[int, ...]
    findings: tuple[Finding, ...]


def post(limit: Decimal, postings: Iterable[GuaranteePosting]) -> GuaranteeAccount:
    """Posts in order; the balance never leaves what lies between zero and the limit (R-1)."""
    balance = Fraction(limit)
    balances: list[Decimal] = []
    findings: list[Finding] = []
    refused: list[int] = []
    for number, posting in enumerate(postings):
        amount = Fraction(posting.amount)
        after = balance + amount if posting.kind is PostingKind.RESTORE else balance - amount
        if 0 <= after <= limit:
            balance = after
        else:
            refused.append(number)
            findings.append(_over_limit(posting, quantise(balance), limit, f"postings.{number}"))
        balances.append(quantise(balance))
    return GuaranteeAccount(tuple(balances), tuple(refused), tuple(findings))


def _over_limit(posting: GuaranteePosting, balance: Decimal, limit: Decimal, where: str) -> Finding:
    if posting.kind is PostingKind.RESERVE:
        th = f"วงเงินค้ำประกันคงเหลือ {balance:,.2f} บาท ไม่พอสำหรับ {posting.amount:,.2f} บาท โปรดขอเพิ่มวงเงินหรือชำระเป็นเงินสด"
        en = (
            f"THB {posting.amount:,.2f} is more than the balance of THB {balance:,.2f}. "
            "Ask the bank for a higher limit, or pay in cash."
        )
    else:
        th = f"คืนวงเงิน {posting.amount:,.2f} บาท จะเกินวงเงินค้ำประกัน {limit:,.2f} บาท โปรดตรวจสอบจำนวนที่คืน"
        en = f"Restoring THB {posting.amount:,.2f} would exceed the limit of THB {limit:,.2f}. Check the amount."
    return error("over-limit", "R-1", th=th, en=en, where=where)
