"""The criterion of an item as box 8 carries it, read back in the notation of the rule set (FD-7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.law.findings import Finding, error

from .origin import partial_bound
from .rule_sets import RuleSet

_CTC = ("CC", "CTH", "CTSH")


class CriterionKind(StrEnum):
    WHOLLY_OBTAINED = "wholly-obtained"
    CTC = "ctc"
    PROCESS = "process"
    PERCENT = "percent"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a criterion says; `percent` only for a percentage or a partial cumulation."""

    kind: CriterionKind
    percent: Decimal | None = None


def read_criterion(text: str, rule_set: RuleSet) -> Criterion | None:
    """The criterion in the set's notation; None for what the form does not know (FD-7)."""
    notation = rule_set.notation
    if text == notation.wholly_obtained:
        return Criterion(CriterionKind.WHOLLY_OBTAINED)
    if text in {notation.ctc.format(term=term) for term in _CTC}:
        return Criterion(CriterionKind.CTC)
    if text == notation.process:
        return Criterion(CriterionKind.PROCESS)
    bound = partial_bound(rule_set)
    if (percent := _percent(text, notation.percent)) and bound <= percent <= 100:  # FD-7
        return Criterion(CriterionKind.PERCENT, percent)
    if (percent := _percent(text, notation.partial)) and rule_set.partial_from_percent <= percent < bound:  # FD-7
        return Criterion(CriterionKind.PARTIAL, percent)
    return None


def of_criterion(text: str, rule_set: RuleSet, where: str) -> Iterator[Finding]:
    """Refuses what box 8 of this form cannot say (FD-7)."""
    if read_criterion(text, rule_set) is None:
        notation = rule_set.notation
        ctc = ", ".join(dict.fromkeys(notation.ctc.format(term=term) for term in _CTC))
        partial = notation.partial.format(whole="25")
        known = (
            f"{notation.wholly_obtained}, {ctc}, {notation.process}, {notation.percent.format(whole='40')}, {partial}"
        )
        yield error(
            "criterion-unknown",
            "FD-7",
            th=f"เกณฑ์ “{text}” ใช้ในช่องที่ 8 ของแบบฟอร์มนี้ไม่ได้ ที่ใช้ได้ เช่น {known}",
            en=f"“{text}” is no criterion of box 8 of this form. It takes, for example, {known}.",
            where=where,
        )


def _percent(text: str, pattern: str) -> Decimal | None:
    """The number in a percentage written by `pattern` ("PC {whole}%"), with up to 2 decimals; blanks do not matter."""
    shape = re.escape(pattern.replace(" ", "")).replace(r"\{whole\}", r"([0-9]{1,3}(?:\.[0-9]{1,2})?)")
    found = re.fullmatch(shape, text.replace(" ", ""))
    return Decimal(found[1]) if found else None
