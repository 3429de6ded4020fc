"""The evaluators on the command line."""

import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db

HALF_A_YEAR = {"from": "2024-04-30", "years": 0, "months": 6, "filing": True}


class Terminal:
    """Standard input, output and error of one call."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def evaluate(self, name: str, typed: bytes) -> tuple[int, str, str]:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        self.monkeypatch.setattr(sys, "stdout", out)
        self.monkeypatch.setattr(sys, "stderr", err)
        try:
            call_command("evaluate", name)
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, *(stream.buffer.getvalue().decode() for stream in (out, err))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(monkeypatch)


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_an_object_gives_an_answer(terminal: Terminal) -> None:
    code, out, err = terminal.evaluate("period", as_bytes(HALF_A_YEAR))

    assert (code, err) == (0, "")
    assert json.loads(out) == {"strict": "2024-10-30", "legal": "2024-10-31", "findings": []}


def test_an_array_gives_answers_in_its_order(terminal: Terminal) -> None:
    many = [{**HALF_A_YEAR, "months": months} for months in (1, 12, 6)]

    code, out, _ = terminal.evaluate("period", as_bytes(many))

    assert code == 0
    assert [answer["strict"] for answer in json.loads(out)] == ["2024-05-30", "2025-04-30", "2024-10-30"]


def test_an_empty_array_gives_an_empty_array(terminal: Terminal) -> None:
    assert terminal.evaluate("period", b"[]") == (0, "[]\n", "")


def test_the_element_that_does_not_fit_is_named_by_its_number(terminal: Terminal) -> None:
    many = [HALF_A_YEAR] * 3 + [{**HALF_A_YEAR, "months": "6"}]

    code, out, err = terminal.evaluate("period", as_bytes(many))

    assert (code, out) == (2, "")
    assert json.loads(err)["where"] == "3.months"


def test_a_refusal_is_one_line_of_readable_thai(terminal: Terminal) -> None:
    code, _, err = terminal.evaluate("period", as_bytes({**HALF_A_YEAR, "filing": 1}))

    assert code == 2
    assert err.count("\n") == 1
    assert "ต้องเป็น true หรือ false" in err
    assert json.loads(err)["error"] == "true or false is expected"


@pytest.mark.parametrize(
    "typed",
    [b"", b"  \n", b"{", b"NaN", b'{"from": 1, "from": 2}', b'"\\ud800"', b"\xff\xfe", b"[" * 100_000, b"1" * 5_000],
    ids=["empty", "blank", "broken", "not a number", "named twice", "half a sign", "not utf-8", "too deep", "too long"],
)
def test_what_is_not_plain_json_is_refused(terminal: Terminal, typed: bytes) -> None:
    code, out, err = terminal.evaluate("period", typed)

    assert (code, out) == (2, "")
    assert set(json.loads(err)) >= {"error", "where"}


@pytest.mark.parametrize("typed", [b"3", b"null", b'"text"', b"[3]", b"[[]]"])
def test_what_is_no_object_is_refused(terminal: Terminal, typed: bytes) -> None:
    code, _, err = terminal.evaluate("working-days", typed)

    assert code == 2
    assert json.loads(err)["where"] == ("0" if typed.startswith(b"[") else "")


def test_an_unknown_evaluator_is_refused(terminal: Terminal) -> None:
    code, out, err = terminal.evaluate("horoscope", b"{}")

    assert (code, out) == (2, "")
    assert "horoscope" in json.loads(err)["error"]


def test_the_calendar_is_the_one_that_was_loaded(terminal: Terminal) -> None:
    question = as_bytes({"complete": "2020-12-04", "days": 1})
    before = json.loads(terminal.evaluate("working-days", question)[1])["due"]

    call_command("load_reference", stdout=io.StringIO())
    after = json.loads(terminal.evaluate("working-days", question)[1])["due"]

    assert (before, after) == ("2020-12-08", "2020-12-07")
