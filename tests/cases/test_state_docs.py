import pytest
from django.conf import settings

from portal.cases import registry, state_docs
from portal.cases.registry import Procedure

from . import procedure as sample

DOCS = settings.BASE_DIR / "docs" / "states"
STALE = "docs/states is behind the code: run `make docs`"


def shipped() -> list[Procedure]:
    """The portal's own procedures: not those that only tests know."""
    return [one for one in registry.procedures() if not one.file.__module__.startswith("tests.")]


def test_the_diagrams_and_tables_checked_in_say_what_the_code_does() -> None:
    for procedure in shipped():
        assert (DOCS / f"{procedure.slug}.md").read_text("utf-8") == state_docs.diagram(procedure), STALE
        assert (DOCS / f"{procedure.slug}.txt").read_text("utf-8") == state_docs.table(procedure), STALE


def test_no_diagram_is_left_of_a_procedure_that_is_gone() -> None:
    assert {path.stem for path in DOCS.iterdir()} == {procedure.slug for procedure in shipped()}, STALE


def test_a_table_has_a_line_for_each_state_verb_and_role() -> None:
    lines = state_docs.table(sample.SAMPLE).splitlines()

    assert lines[0].split() == ["state", "verb", "to", "who"]
    assert "examining    recommend  recommended  officer:examiner" in lines
    expected = sum(len(move.from_states) * len(move.who) for move in sample.MOVES)
    assert len(lines) == expected + 1


@pytest.mark.parametrize("said", ["[*] --> draft", "examining --> recommended: recommend", "granted --> [*]"])
def test_a_diagram_shows_every_arrow(said: str) -> None:
    assert said in state_docs.diagram(sample.SAMPLE)
