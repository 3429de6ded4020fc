"""The reader of vectors: what it builds from text, and that a wrong vector fails."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.law.findings import Finding, error, info
from portal.law.hs import HSCode
from portal.law.reference import Reference
from tests import rulebook

PERIOD = {"evaluator": "period"}


@dataclass(frozen=True)
class Box:
    weight: Decimal
    sealed_on: date | None
    marks: tuple[str, ...] = ()


def heavy(boxes: Sequence[Box], limit: Decimal, reference: Reference) -> Iterator[Finding]:
    for number, box in enumerate(boxes):
        if box.weight > limit:
            yield error("too-heavy", "T-5", th="หนัก", en="Heavy", where=f"boxes.{number}")
    yield info("weighed", "T-5", th="ชั่งแล้ว", en="Weighed", where="boxes")


def test_a_right_vector_passes_and_a_wrong_one_fails(reference: Reference) -> None:
    row = {"given": {"from": "2024-01-15", "months": "12"}, "then": {"legal": "2025-01-15"}}

    rulebook.check(PERIOD, row, reference)

    with pytest.raises(AssertionError):
        rulebook.check(PERIOD, row | {"then": {"legal": "2025-01-16"}}, reference)


def test_a_refusal_is_expected_at_its_path_only(reference: Reference) -> None:
    row = {"given": {"months": "many"}, "refused": "months"}

    rulebook.check(PERIOD, row, reference)

    with pytest.raises(AssertionError):
        rulebook.check(PERIOD, row | {"refused": "years"}, reference)
    with pytest.raises(pytest.fail.Exception):
        rulebook.check(PERIOD, {"given": {"months": "3"}, "refused": "months"}, reference)


def test_a_field_can_be_taken_away(reference: Reference) -> None:
    rulebook.check(PERIOD, {"given": {"filing": "(gone)"}, "refused": "filing"}, reference)


def test_a_rule_is_asked_by_its_arguments_and_its_errors_are_told(reference: Reference) -> None:
    asked = {"rule": f"{__name__}:heavy", "base": {"limit": "10"}}
    boxes = [{"weight": "10", "sealed_on": "null"}, {"weight": "10.01", "sealed_on": "2024-02-29"}]

    rulebook.check(asked, {"given": {"boxes": boxes}, "then": {"findings": ["too-heavy"]}}, reference)

    with pytest.raises(AssertionError):
        rulebook.check(asked, {"given": {"boxes": boxes[:1]}, "then": {"findings": ["too-heavy"]}}, reference)


@pytest.mark.parametrize(
    ("text", "kind", "built"),
    [
        ("2024-02-29", date, date(2024, 2, 29)),
        ("NO", str, "NO"),
        ("0102.21", HSCode, HSCode("010221")),
        ("null", date | None, None),
        ("true", bool, True),
        (["1", "2.50"], tuple[Decimal, ...], (Decimal(1), Decimal("2.50"))),
        ({"a": "1"}, Mapping[str, int], {"a": 1}),
        ({"weight": "1", "sealed_on": "2024-01-01"}, Box, Box(Decimal(1), date(2024, 1, 1))),
    ],
)
def test_what_is_written_becomes_what_the_rule_takes(text: Any, kind: Any, built: Any) -> None:
    assert rulebook.build(text, kind) == built
