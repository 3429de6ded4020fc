"""Rubbish at every place of every evaluator's example: an answer, or a refusal that names the place; never a crash."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from portal.law.evaluators import InputError, evaluate
from portal.law.evaluators.registry import Evaluator, every_evaluator
from tests import lists

NUMBERS = (
    "1e999999",
    "１００",
    "๑๐๐",
    "-0",
    "+5",
    "-5",
    "1_000",
    "1,000",
    "NaN",
    "Infinity",
    " 5",
    "0x10",
    "1e2",
    ".5",
    "5.",
)
LONG = ("", " ", "\x00", "0" * 5000, "9" * 5000, "0.00000000000000000000000000001")
DAYS = ("2024-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "2024-1-1", "2024-W01-1", "20240101")
VALUES: tuple[Any, ...] = (True, False, None, -1, 5, 5.5, 10**40, [], {}, [[]], [None], {"": ""})
RUBBISH = (*NUMBERS, *LONG, *DAYS, *VALUES)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a JSON value."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, name)
        yield from paths(part, (*path, name))


@pytest.mark.parametrize("asked", every_evaluator(), ids=lambda asked: asked.name)
def test_rubbish_is_answered_or_refused_at_its_place(asked: Evaluator) -> None:
    example = json.loads(json.dumps(asked.example))
    refusals: list[InputError] = []
    for path in paths(example):
        for rubbish in RUBBISH:
            given = copy.deepcopy(example)
            place = given
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = rubbish
            try:
                json.dumps(evaluate(asked.name, given, lists.reference()))
            except InputError as refused:
                refusals.append(refused)

    assert [str(refused) for refused in refusals if not refused.where] == []
    assert len({refused.where for refused in refusals}) > len(example) / 2
    assert all(refused.message.th != refused.message.en for refused in refusals)
