"""The evaluators `period` (T-1, T-2, T-3) and `working-days` (T-4), and what does not fit them."""

import json
from typing import Any

import pytest

from portal.law.evaluators import InputError, UnknownEvaluator, evaluate, evaluate_all, evaluator, every_evaluator, find
from portal.law.reference import Reference

from .conftest import vectors

FITTING = {
    "period": {"from": "2024-04-30", "years": 1, "months": 6, "filing": True},
    "working-days": {"complete": "2024-04-09", "days": 3},
}


@pytest.mark.parametrize("case", vectors("period"))
def test_a_period_ends_strictly_and_by_law(case: dict[str, Any], reference: Reference) -> None:
    said = case["given"]
    given = {
        "from": said["from"],
        "years": int(said["years"]),
        "months": int(said["months"]),
        "filing": said["filing"] == "true",
    }

    assert evaluate("period", given, reference) == {**case["then"], "findings": []}


@pytest.mark.parametrize("case", vectors("working_days"))
def test_working_days_are_the_civil_services(case: dict[str, Any], reference: Reference) -> None:
    given = {"complete": case["given"]["complete"], "days": int(case["given"]["days"])}

    assert evaluate("working-days", given, reference) == {**case["then"], "findings": []}


@pytest.mark.parametrize("case", vectors("unfit"))
def test_what_does_not_fit_is_refused_at_its_field(case: dict[str, Any], reference: Reference) -> None:
    given = {**FITTING[case["ask"]], case["in"]: json.loads(case["json"])}

    with pytest.raises(InputError) as refused:
        evaluate(case["ask"], given, reference)

    assert refused.value.where == case["in"]
    assert refused.value.message.th != refused.value.message.en


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, given in FITTING.items() for field in given])
def test_a_field_that_is_missing_is_named(name: str, field: str, reference: Reference) -> None:
    given = {key: value for key, value in FITTING[name].items() if key != field}

    with pytest.raises(InputError) as refused:
        evaluate(name, given, reference)

    assert refused.value.where == field


def test_a_period_without_length_is_refused(reference: Reference) -> None:
    with pytest.raises(InputError):
        evaluate("period", {**FITTING["period"], "years": 0, "months": 0}, reference)


def test_a_validity_of_the_far_future_needs_no_calendar_of_holidays(reference: Reference) -> None:
    far = {"from": "2500-04-30", "years": 0, "months": 6, "filing": False}

    assert evaluate("period", far, reference)["legal"] == "2500-10-31"

    with pytest.raises(InputError):
        evaluate("period", {**far, "filing": True}, reference)


@pytest.mark.parametrize(
    ("imported_on", "paid_on", "odd"),
    [("2024-01-15", "2300-01-15", "paid_on"), ("1900-01-15", "2024-01-15", "imported_on")],
)
def test_the_day_that_lies_beyond_what_is_known_is_the_one_that_is_named(
    imported_on: str, paid_on: str, odd: str, reference: Reference
) -> None:
    given = {"imported_on": imported_on, "duty": "1.00", "paid_on": paid_on}

    for asked, where in ((given, odd), ([given], f"0.{odd}")):
        with pytest.raises(InputError) as refused:
            evaluate_all("drawback-unused", asked, reference)
        assert refused.value.where == where


def test_an_array_names_the_element_that_does_not_fit(reference: Reference) -> None:
    given = [FITTING["working-days"], {**FITTING["working-days"], "days": "3"}]

    with pytest.raises(InputError) as refused:
        evaluate_all("working-days", given, reference)

    assert refused.value.where == "1.days"


def test_an_array_is_answered_in_its_order_and_may_hold_so_many(reference: Reference) -> None:
    given = [{**FITTING["working-days"], "days": days} for days in (3, 1, 2)]
    singly = [evaluate("working-days", each, reference) for each in given]

    assert evaluate_all("working-days", given, reference, most=3) == singly
    with pytest.raises(InputError) as refused:
        evaluate_all("working-days", given, reference, most=2)
    assert refused.value.where == ""
    assert "2" in refused.value.message.th
    assert "2" in refused.value.message.en


def test_one_object_is_answered_by_one_object(reference: Reference) -> None:
    given = FITTING["working-days"]

    assert evaluate_all("working-days", given, reference, most=0) == evaluate("working-days", given, reference)
    assert evaluate_all("working-days", [], reference, most=0) == []


def test_an_evaluator_nobody_registered_is_unknown(reference: Reference) -> None:
    with pytest.raises(UnknownEvaluator, match="horoscope"):
        find("horoscope")
    with pytest.raises(UnknownEvaluator):
        evaluate_all("horoscope", [], reference)


def test_a_name_is_taken_once() -> None:
    taken = find("period")

    with pytest.raises(ValueError, match="already"):
        evaluator(
            "period",
            title=taken.title,
            clauses=taken.clauses,
            takes=taken.takes,
            gives=taken.gives,
            example=taken.example,
            example_answer=taken.example_answer,
        )(taken.judge)


def test_every_example_is_answered_as_it_says(reference: Reference) -> None:
    for each in every_evaluator():
        assert evaluate(each.name, dict(each.example), reference) == each.example_answer
