"""docs/security.md: every line of ASVS 5.0, levels 1 and 2, and every test that it names."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+)\.(\d+)\.(\d+) \| ([12]) \| (.+?) \| (met|partly|open|n/a) \| (.+) \|$", re.MULTILINE)
# How many the standard has: of level 1 by chapter, and of each level.
LEVEL_1 = (8, 4, 8, 2, 4, 13, 6, 4, 4, 5, 3, 3, 1, 2, 3, 0, 0)
LEVEL_2 = {1: 70, 2: 183}


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_has_its_line_once_and_in_order() -> None:
    rows = ROW.findall(PAGE)
    numbers = [tuple(map(int, row[:3])) for row in rows]

    assert numbers == sorted(set(numbers))
    assert Counter(int(row[3]) for row in rows) == LEVEL_2
    assert {number[0] for number in numbers} == set(range(1, 18))
    assert tuple(sum(row[3] == "1" and row[0] == str(chapter) for row in rows) for chapter in range(1, 18)) == LEVEL_1


def test_the_tests_that_it_names_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)

    assert len(named) > 120
    assert [
        f"{path}::{name}" for path, name in named if not (ROOT / path).exists() or name not in functions_of(path)
    ] == []


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    counted = Counter(row[5] for row in ROW.findall(PAGE))

    said = ", ".join(f"{counted[state]} {state}" for state in ("met", "partly", "open", "n/a"))
    assert f"{said}, of {sum(counted.values())}." in PAGE
