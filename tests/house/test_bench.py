"""What `make bench` promises: answers checked before they are timed, turns, five rounds, and a page that tells it."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from tools.bench import __main__ as bench
from tools.bench import report
from tools.bench.measure import Contest, Outcome, run, same


def outcome(name: str, *ratios: float, aim: float = 0) -> Outcome:
    contest = Contest(name, "the bare thing", lambda: 1, lambda: 1, same, aim=aim)
    return Outcome(contest, base_ms=1.5, ours_ms=1_234.5, ratios=ratios)


def noted(said: list[str], name: str, answer: int) -> Callable[[], int]:
    def work() -> int:
        said.append(name)
        return answer

    return work


def test_answers_that_differ_are_never_timed() -> None:
    said: list[str] = []
    with pytest.raises(AssertionError):
        run(Contest("wrong", "base", noted(said, "base", 1), noted(said, "ours", 2), same))
    assert said == ["base", "ours"]


def test_both_take_turns_and_each_begins_as_often() -> None:
    said: list[str] = []
    contest = Contest("turns", "base", noted(said, "b", 1), noted(said, "o", 1), same, rounds=6, times=1)
    assert len(run(contest).ratios) == 6
    assert "".join(said[2:]) == "obbo" * 3


def test_fewer_than_five_rounds_are_refused() -> None:
    with pytest.raises(ValueError, match="4 rounds"):
        Contest("hasty", "base", lambda: 1, lambda: 1, same, rounds=4)


def test_the_page_is_written_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("Before\n<!-- bench:queue -->\nold\n<!-- /bench:queue -->\nAfter\n", encoding="utf-8")
    report.write(
        "queue", [outcome("page", 1.2, 1.3, 1.4, aim=1.5), outcome("deep", 2, 3, 4, aim=1.5)], "SQLite 3", page
    )
    said = page.read_text(encoding="utf-8")
    assert said.startswith("Before\n") and said.endswith("\nAfter\n") and "old" not in said
    assert "| page | the bare thing | 1.5 × | 1.30 (1.20–1.40) | 1.2 s against 1.50 ms |" in said
    assert "| deep | the bare thing | 1.5 × | 3.00 (2.00–4.00), **missed** |" in said


def test_a_group_without_a_place_on_the_page_is_told(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("Nothing", encoding="utf-8")
    with pytest.raises(LookupError, match="bench:queue"):
        report.write("queue", [outcome("page", 1)], "SQLite 3", page)


@pytest.mark.parametrize("group", bench.GROUPS)
def test_every_group_has_contests_and_its_place(group: str) -> None:
    assert callable(import_module(f"tools.bench.{group}").contests)
    said = report.PAGE.read_text(encoding="utf-8")
    assert [said.count(mark) for mark in report.marks(group)] == [1, 1]


def test_no_measurement_is_left_out_of_the_groups() -> None:
    rooms = (path for path in Path(bench.__file__).parent.glob("*.py") if "def contests(" in path.read_text("utf-8"))
    assert {path.stem for path in rooms} == set(bench.GROUPS)
