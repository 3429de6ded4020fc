"""What was measured, written into docs/performance.md: each group between its own two marks, the words around stay."""

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from .measure import Outcome

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
HEAD = "| What | Against | Aim | Seen (range) | Median |\n|---|---|---|---|---|"


def write(group: str, outcomes: Sequence[Outcome], database: str, page: Path = PAGE) -> None:
    """Puts the outcomes of `group` in place of what its part of `page` said before.

    Raises LookupError if the page has no place for the group: a measurement that nobody can read is none.
    """
    opening, closing = marks(group)
    part = re.compile(re.escape(opening) + ".*?" + re.escape(closing), re.DOTALL)
    said = page.read_text(encoding="utf-8")
    if not part.search(said):
        raise LookupError(f"{page.name} has no {opening} … {closing} for the group {group}")
    lines = "\n".join(_row(outcome) for outcome in outcomes)
    day, python = f"{timezone.localdate():%-d %B %Y}", f"Python {platform.python_version()}"
    where = f"Measured on {day}: {os.cpu_count()} cores, {python}, {database}."
    made = f"{opening}\n{where}\n\n{HEAD}\n{lines}\n{closing}"
    page.write_text(part.sub(lambda _found: made, said), encoding="utf-8")


def marks(group: str) -> tuple[str, str]:
    return f"<!-- bench:{group} -->", f"<!-- /bench:{group} -->"


def _row(outcome: Outcome) -> str:
    contest = outcome.contest
    aim = f"{contest.aim:g} ×" if contest.aim else ""
    low, high = min(outcome.ratios), max(outcome.ratios)
    seen = f"{outcome.middle:.2f} ({low:.2f}–{high:.2f})" + (", **missed**" if outcome.missed else "")
    spent = f"{_time(outcome.ours_ms)} against {_time(outcome.base_ms)}"
    return f"| {contest.name} | {contest.base_name} | {aim} | {seen} | {spent} |"


def _time(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.1f} s"
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"
