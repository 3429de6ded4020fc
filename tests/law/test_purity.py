"""The law reads no clock: the date always comes in, so that a case can be judged again as it was."""

import ast
from pathlib import Path

import pytest

from .conftest import ROOT

CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "time", "monotonic"}
PROCEDURES = ("registrations", "watchlist", "drawback", "formd")
LAW = sorted(
    path for law in ("portal/law", *(f"{name}/rules" for name in PROCEDURES)) for path in (ROOT / law).rglob("*.py")
)


def calls_of_a_clock(source: str) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {call.attr for call in calls if isinstance(call, ast.Attribute)} & CLOCKS


@pytest.mark.parametrize("path", LAW, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_rule_reads_no_clock(path: Path) -> None:
    assert calls_of_a_clock(path.read_text("utf-8")) == set()


def test_a_clock_would_be_seen() -> None:
    assert calls_of_a_clock("from datetime import date\nx = date.today()") == {"today"}
