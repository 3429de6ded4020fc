"""`make mutants`: changes the law in thousands of small ways and asks whether a test notices (mutmut).

Writes the scores into docs/quality.md between its two marks, and lists the survivors of the packages named, if any.
`python tools/mutants.py watchlist` runs and lists one package only; only a whole run is written down.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"
PAGE = ROOT / "docs" / "quality.md"
MUTMUT = Path(sys.executable).parent / "mutmut"
LAW = ("portal.law", "registrations.rules", "watchlist.rules", "drawback.rules", "formd.rules")
# A mutant that never ends or crashes is noticed just like one that fails a test.
NOTICED = {"killed", "timeout", "suspicious", "segfault"}
FEW = {**os.environ, "EXAMPLES": "25"}  # of each property: the same tests run for thousands of mutants
MOST_SAID = 5_000  # characters of what mutmut printed
MARKS = ("<!-- scores -->", "<!-- end of scores -->")


def main(chosen: list[str]) -> int:
    """Run, count, write; 1 when something was left unchecked."""
    wanted = [package for package in LAW if not chosen or package.split(".")[0] in chosen]
    patterns = [f"{package}*" for package in wanted]
    ran = subprocess.run(
        [str(MUTMUT), "run", *patterns], cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True, env=FEW
    )
    if ran.returncode:  # nothing was changed yet: the suite itself failed
        print(ran.stdout[-MOST_SAID:])
        return ran.returncode
    found = {package: _counted(package) for package in wanted}
    for package in wanted:
        print(_row(package, found[package]))
    if chosen:
        print("\n".join(sorted(name for package in wanted for name in _survivors(package))))
    else:
        _write(found)
    return int(any(counts["not checked"] for counts in found.values()))


def _statuses(package: str) -> dict[str, str]:
    folder = MUTANTS / package.replace(".", "/")
    metas = [json.loads(path.read_text("utf-8")) for path in sorted(folder.rglob("*.meta"))]
    return {name: status_by_exit_code[code] for meta in metas for name, code in meta["exit_code_by_key"].items()}


def _counted(package: str) -> Counter[str]:
    return Counter(_statuses(package).values())


def _survivors(package: str) -> list[str]:
    return [f"{status:12} {name}" for name, status in _statuses(package).items() if status not in NOTICED]


def _row(package: str, counts: Counter[str]) -> str:
    """Scores are of the mutants that were checked: a run that was broken off says how far it came."""
    checked = counts.total() - counts["not checked"]
    noticed = sum(counts[status] for status in NOTICED)
    score = f"{100 * noticed / checked:.1f} %" if checked else "–"
    return f"| `{package}` | {counts.total()} | {checked} | {noticed} | {checked - noticed} | {score} |"


def _write(found: dict[str, Counter[str]]) -> None:
    in_all: Counter[str] = sum(found.values(), Counter())
    rows = [_row(package, counts) for package, counts in found.items()]
    head = ["| Law | Mutants | Checked | Noticed | Survived | Score |", "|---|---|---|---|---|---|"]
    table = [*head, *rows, _row("all", in_all)]
    begin, end = MARKS
    page = PAGE.read_text("utf-8")
    written = re.sub(f"{begin}.*{end}", "\n".join([begin, *table, end]), page, flags=re.DOTALL)
    PAGE.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
