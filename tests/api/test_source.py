"""Reading code without running it: what a finding may say, on a small project of the test's own."""

from pathlib import Path

import pytest

from portal.api.source import UNKNOWN, findings, read
from portal.law.findings import Message, Severity

BEGIN = "from portal.law.findings import Finding, Message, Severity, error, info, warning\n"


def told(folder: Path, code: str, **others: str) -> list[findings.Declared]:
    """What the index makes of a module `rules.one`, with others beside it."""
    package = folder / "rules"
    package.mkdir()
    for name, text in {"__init__": "", "one": BEGIN + code, **others}.items():
        (package / f"{name}.py").write_text(text, "utf-8")
    return findings.declared(read(folder, ["rules"]))


def codes(found: list[findings.Declared]) -> list[str]:
    return [each.code for each in found]


def test_a_finding_that_is_written_out(tmp_path: Path) -> None:
    words = 'th=f"หนัก {n} กก.", en=f"It weighs {n} kg.", where=f"boxes.{n}"'
    code = f'def heavy(n):\n    yield warning("heavy", "T-5", {words})\n'

    assert told(tmp_path, code) == [
        findings.Declared(
            "heavy", Severity.WARNING, "T-5", Message("หนัก … กก.", "It weighs … kg."), "boxes.…", ("rules.one", "heavy")
        )
    ]


@pytest.mark.parametrize(
    "table",
    [
        'for field, en in (("gross_weight", "weight"), ("invoice", "invoice")):',
        'rows = (("gross_weight", "weight"), ("invoice", "invoice"))\n    for field, en in rows:',
        "for field, en in ROWS:",
        "for field, en in rows():",
    ],
)
def test_a_loop_over_a_table_is_told_row_by_row(tmp_path: Path, table: str) -> None:
    code = (
        'ROWS = (("gross_weight", "weight"), ("invoice", "invoice"))\n'
        'def rows():\n    yield "gross_weight", "weight"\n    yield "invoice", "invoice"\n'
        f"def complete():\n    {table}\n"
        """        yield error(f"{field.replace('_', '-')}-missing", "T-5", th="ก", en=f"No {en}.")\n"""
    )

    found = told(tmp_path, code)

    assert [(each.code, each.message.en) for each in found] == [
        ("gross-weight-missing", "No weight."),
        ("invoice-missing", "No invoice."),
    ]


def test_an_enumeration_is_a_table(tmp_path: Path) -> None:
    code = (
        'class Measure:\n    CANCELLED = "cancelled"\n    SUSPENDED = "suspended"\n'
        'def ended(measure):\n    for one in Measure:\n        yield error(f"result-{one}", "T-5", th="ก", en="E")\n'
    )

    assert codes(told(tmp_path, code)) == ["result-cancelled", "result-suspended"]


def test_words_that_are_handed_through_are_those_of_the_callers(tmp_path: Path) -> None:
    code = (
        'def refuse(code, clause=""):\n    return error(code, clause, th="ก", en="E")\n'
        'def late():\n    return refuse("late", "T-1")\n'
    )
    other = 'from . import one\ndef early():\n    return one.refuse("early", "T-2")\n'

    found = told(tmp_path, code, other=other)

    assert [(each.code, each.clause, each.made_in) for each in found] == [
        ("late", "T-1", ("rules.one", "late")),
        ("early", "T-2", ("rules.other", "early")),
    ]


def test_what_is_chosen_together_is_told_together(tmp_path: Path) -> None:
    code = (
        "def shown(old):\n    severity = Severity.ERROR if old else Severity.INFO\n"
        '    if old:\n        code, message = "old", Message("เก่า", "Old.")\n'
        '    else:\n        code, message = "new", Message("ใหม่", "New.")\n'
        '    return Finding(code, severity, "T-5", message, "form")\n'
    )

    found = {(each.code, each.message.en, str(each.severity)) for each in told(tmp_path, code)}

    assert found == {
        ("old", "Old.", "error"),
        ("old", "Old.", "info"),
        ("new", "New.", "error"),
        ("new", "New.", "info"),
    }


def test_a_code_that_only_a_run_could_tell_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "one.py").write_text(
        BEGIN + 'def any_code(said):\n    yield error(f"bad-{said.kind}", "T-5", th="ก", en="E")\n', "utf-8"
    )

    [untold] = findings.untold(read(tmp_path, ["rules"]))

    assert untold.code == f"bad-{UNKNOWN}"


def test_code_that_goes_round_in_a_circle_comes_to_an_end(tmp_path: Path) -> None:
    code = (
        'def said(n):\n    th = "ก"\n    th = f"{th}!"\n    a = b\n    b = f"{a}"\n    message = again(n)\n'
        '    yield Finding("round", Severity.INFO, "T-5", message)\n    yield error("x", "T-5", th=th, en=a)\n'
        "def again(n):\n    return again(n - 1)\n"
    )

    assert set(codes(told(tmp_path, code))) == {"round", "x"}
