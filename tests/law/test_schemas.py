"""The pieces of JSON Schema that describe what evaluators take and give: what they say is what they refuse."""

from typing import Any

import jsonschema
import pytest

from portal.law.evaluators import schemas


def fits(schema: Any, value: Any) -> bool:
    jsonschema.Draft202012Validator.check_schema(schema)
    return bool(jsonschema.Draft202012Validator(schema).is_valid(value))


TAKING = schemas.taking(
    from_=schemas.TEXT, mode=schemas.one_of("cash", "rgs"), optional={"until": schemas.nullable(schemas.TEXT)}
)


@pytest.mark.parametrize(
    ("value", "fit"),
    [
        ({"from": "a", "mode": "cash"}, True),
        ({"from": "a", "mode": "rgs", "until": None}, True),
        ({"from": "a", "mode": "rgs", "until": "b"}, True),
        ({"from": "a", "mode": "cash", "until": 1}, False),
        ({"from": "a", "mode": "cheque"}, False),
        ({"from": "a", "mode": None}, False),
        ({"from": 1, "mode": "cash"}, False),
        ({"mode": "cash"}, False),
        ({"from": "a"}, False),
        ({"from_": "a", "mode": "cash"}, False),
        ({"from": "a", "mode": "cash", "more": "c"}, False),
        ([], False),
    ],
)
def test_what_is_taken_has_exactly_these_fields(value: Any, fit: bool) -> None:
    assert fits(TAKING, value) is fit


def test_an_object_may_have_no_optional_fields() -> None:
    assert schemas.taking(a=schemas.FLAG)["properties"] == {"a": schemas.FLAG}


@pytest.mark.parametrize(("value", "fit"), [("cash", True), (None, True), ("rgs", False), (1, False)])
def test_a_choice_may_be_null_where_it_says_so(value: Any, fit: bool) -> None:
    assert fits(schemas.nullable(schemas.one_of("cash")), value) is fit


@pytest.mark.parametrize(("value", "fit"), [([], True), ([True, False], True), (["true"], False), (True, False)])
def test_a_list_is_of_such(value: Any, fit: bool) -> None:
    assert fits(schemas.rows(schemas.FLAG), value) is fit


FOUND = {"code": "a", "severity": "error", "clause": "T-1", "message": {"th": "ก", "en": "a"}, "where": ""}


@pytest.mark.parametrize(
    ("value", "fit"),
    [
        ({"due": "2024-01-01", "findings": []}, True),
        ({"due": "2024-01-01", "findings": [FOUND], "more": 1}, True),
        ({"due": "2024-01-01", "findings": [{**FOUND, "severity": "fatal"}]}, False),
        ({"due": "2024-01-01", "findings": [{**FOUND, "message": {"th": "ก"}}]}, False),
        ({"due": "2024-01-01"}, False),
        ({"findings": []}, False),
        ([], False),
    ],
)
def test_an_answer_has_its_fields_and_findings_and_may_say_more(value: Any, fit: bool) -> None:
    assert fits(schemas.giving(due=schemas.DATE), value) is fit
