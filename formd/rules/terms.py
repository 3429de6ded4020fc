"""The terms that rules of origin are made of: RVC40, CC, CTH, CTSH, WO, a process (FD-8)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

_LEVELS = {"CC": 2, "CTH": 4, "CTSH": 6}  # FD-8: chapter, heading, subheading
_RVC = re.compile(r"RVC([0-9]{1,2}(?:\.[0-9]+)?)")
_CTC = re.compile(r"(CC|CTH|CTSH)(?: except from ([0-9.]+(?:, [0-9.]+)*))?")
_PROCESS = re.compile(r"[a-z][a-z0-9-]*")


class TermError(ValueError):
    """A text that is no term of a rule of origin."""


class TermKind(StrEnum):
    WHOLLY_OBTAINED = "wholly-obtained"
    RVC = "rvc"
    CTC = "ctc"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class Term:
    """One alternative of a rule. `bound`: the least RVC in per cent; `level`: the digits in which a material must
    differ from the good; `except_from`: prefixes from which no material may come, shift or no shift."""

    text: str
    kind: TermKind
    bound: Decimal | None = None
    level: int = 0
    except_from: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As box 8 writes a change of classification: without its exceptions (FD-7)."""
        return self.text.partition(" ")[0]


def parse_terms(text: str) -> tuple[Term, ...]:
    """The alternatives of a rule, parted by " or "; TermError when one is no term."""
    return tuple([parse_term(part) for part in text.split(" or ")])


@lru_cache(maxsize=1024)
def parse_term(text: str) -> Term:
    """Reads "RVC40", "CTH", "CTSH except from 10.06", "WO" or a process such as "refining"; TermError otherwise."""
    if text == "WO":
        return Term(text, TermKind.WHOLLY_OBTAINED)
    if found := _RVC.fullmatch(text):
        return Term(text, TermKind.RVC, bound=Decimal(found[1]))
    if found := _CTC.fullmatch(text):
        excepted = tuple(code.replace(".", "") for code in (found[2] or "").split(", ") if code)
        return Term(text, TermKind.CTC, level=_LEVELS[found[1]], except_from=excepted)
    if _PROCESS.fullmatch(text):
        return Term(text, TermKind.PROCESS)
    raise TermError(f"{text} is no term of a rule of origin")
