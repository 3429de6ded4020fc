"""The registry of clauses, and the index that shows each one's rule and test."""

from datetime import date
from pathlib import Path

import pytest

from portal.law import clause_index
from portal.law.clauses import Clause, ClauseError, Clauses, load

from .conftest import ROOT

SECTIONS = {
    "time-and-money": [f"T-{n}" for n in range(1, 7)],
    "rex": [f"REX-{n}" for n in range(12)],
    "certified-exporter": [f"CE-{n}" for n in range(1, 8)],
    "paperless": [f"PL-{n}" for n in range(1, 8)],
    "watch-list": ["WL-1", "WL-2", "WL-2.2", *(f"WL-{n}" for n in range(3, 12))],
    "drawback": [
        *(f"DB-{n}" for n in range(1, 7)),
        *("P-1", "P-2", "P-3", "I-1", "F-1", "F-2", "F-3", "E-1", "E-2", "E-3"),
        *(f"C-{n}" for n in range(1, 7)),
        *("G-1", "R-1"),
    ],
    "form-d": [f"FD-{n}" for n in range(1, 23)],
}
BY_VECTORS = (
    "watch-list",
    "drawback",
    "form-d",
)  # each of these sections is written as functions, with vectors for every clause


@pytest.fixture(scope="module")
def registry() -> Clauses:
    return load(ROOT / "fixtures/law")


@pytest.fixture(scope="module")
def index(registry: Clauses) -> dict[str, clause_index.Citations]:
    return dict(clause_index.build(ROOT, registry))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_clause_of_the_rule_book_is_registered(registry: Clauses, section: str) -> None:
    assert [clause.id for clause in registry if clause.section == section] == SECTIONS[section]


def test_nothing_else_is_registered(registry: Clauses) -> None:
    assert sum(map(len, SECTIONS.values())) == len(list(registry))


def test_every_clause_is_named_in_both_languages_and_has_its_source(registry: Clauses) -> None:
    for clause in registry:
        assert any("ก" <= sign <= "๙" for sign in clause.title_in("th")), clause.id
        assert clause.title_in("en").isascii(), clause.id
        assert clause.source, clause.id


def test_every_clause_that_is_applied_has_a_rule_and_a_test(
    registry: Clauses, index: dict[str, clause_index.Citations]
) -> None:
    applied = [clause.id for clause in registry.applied()]

    assert [clause_id for clause_id in applied if not index[clause_id].rules] == []
    assert [clause_id for clause_id in applied if not (index[clause_id].tests or index[clause_id].vectors)] == []


@pytest.mark.parametrize("section", BY_VECTORS)
def test_every_clause_of_these_sections_has_a_rule_and_vectors(
    registry: Clauses, index: dict[str, clause_index.Citations], section: str
) -> None:
    assert [clause_id for clause_id in SECTIONS[section] if not registry[clause_id].applied] == []
    assert [clause_id for clause_id in SECTIONS[section] if not index[clause_id].rules] == []
    assert [clause_id for clause_id in SECTIONS[section] if not index[clause_id].vectors] == []


def test_no_code_cites_a_clause_that_there_is_not(registry: Clauses) -> None:
    assert clause_index.unknown_citations(ROOT, registry) == {}


def test_the_page_says_what_the_code_says(registry: Clauses, index: dict[str, clause_index.Citations]) -> None:
    committed = clause_index.read_markdown((ROOT / "docs/clauses.md").read_text("utf-8"))
    fresh = clause_index.read_markdown(clause_index.as_markdown(registry, index))

    assert committed == fresh, "docs/clauses.md is behind the code: run `make docs`"


def a_project(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_py", ".py").replace("_html", ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_citation_is_found_where_it_stands(tmp_path: Path, registry: Clauses) -> None:
    root = a_project(
        tmp_path,
        portal__rules_py='x = 1  # REX-4, T-5: why\nerror("slug", "REX-10")\n',
        tests__test_rules_py='"""Goods (REX-4)."""\n',
        templates__goods_html="{# REX-4 #}",
    )

    index = clause_index.build(root, registry)

    assert index["REX-4"] == clause_index.Citations(
        rules={"portal/rules.py"}, tests={"tests/test_rules.py"}, screens={"templates/goods.html"}
    )
    assert index["T-5"].rules == index["REX-10"].rules == {"portal/rules.py"}
    assert index["REX-1"] == clause_index.Citations()


def test_the_page_has_a_table_for_each_section_and_is_read_back_as_it_was_written() -> None:
    clauses = Clauses(
        [
            Clause("T-1", "time", "ก", "a", "s", date(2017, 1, 1), None, applied=True),
            Clause("T-2", "time", "ข", "b", "s", date(2017, 1, 1), None, applied=False),
            Clause("CE-1", "certified", "ค", "c", "s", date(2017, 1, 1), None, applied=False),
        ]
    )
    index = {
        "T-1": clause_index.Citations(
            rules={"portal/b.py", "portal/a.py"}, vectors={"v.yaml"}, tests={"t.py"}, screens={"s.html"}
        ),
        "T-2": clause_index.Citations(rules={"portal/early.py"}),
        "CE-1": clause_index.Citations(),
    }

    page = clause_index.as_markdown(clauses, index)

    assert page.splitlines()[0] == "# Clauses"
    assert [line for line in page.splitlines() if line.startswith("## ")] == ["## time", "## certified"]
    head, rule = "| Clause | What it says | Rules | Vectors | Tests | Screens |", "|---|---|---|---|---|---|"
    assert page.count(f"\n\n{head}\n{rule}\n| **") == 2
    assert "| **T-1** | ก<br>a | `portal/a.py`<br>`portal/b.py` | `v.yaml` | `t.py` | `s.html` |" in page
    assert "| **CE-1** | ค<br>c | its procedure is not built |  |  |  |\n" in page
    assert clause_index.read_markdown(page) == {
        "T-1": ({"portal/a.py", "portal/b.py"}, {"v.yaml"}, {"t.py"}, {"s.html"}),
        "T-2": ({"portal/early.py"}, set(), set(), set()),
        "CE-1": (set(), set(), set(), set()),
    }


def test_a_clause_that_only_a_sentence_mentions_is_not_applied(tmp_path: Path, registry: Clauses) -> None:
    root = a_project(tmp_path, portal__rules_py='"""What REX-4 asks for."""\nmode = "XREX-4"\n')

    assert clause_index.build(root, registry)["REX-4"].rules == set()


def test_a_citation_of_no_clause_is_reported(tmp_path: Path, registry: Clauses) -> None:
    root = a_project(tmp_path, portal__rules_py="x = 1  # REX-44\n")

    assert clause_index.unknown_citations(root, registry) == {"REX-44": {"portal/rules.py"}}


@pytest.mark.parametrize("broken", ["here: maybe", "from: someday", "id: T-1"])
def test_a_registry_with_a_gap_or_a_double_is_refused(tmp_path: Path, broken: str) -> None:
    key, _, text = broken.partition(": ")
    second = {"id": "T-2", "here": "no", "title_th": "ก", "gloss_en": "a", key: text}
    (tmp_path / "clauses.yaml").write_text(
        "- section: s\n  source: x\n  from: 2017-01-01\n  clauses:\n"
        "    - {id: T-1, here: yes, title_th: ก, gloss_en: a}\n"
        f"    - {{{', '.join(f'{name}: {value}' for name, value in second.items())}}}\n",
        encoding="utf-8",
    )

    with pytest.raises(ClauseError):
        load(tmp_path)
