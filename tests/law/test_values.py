"""Values by date (T-6)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from portal.law.clauses import load
from portal.law.values import DatedValue, Values, ValuesError

from .conftest import ROOT

TODAY = date(2026, 11, 22)


def a_value(value: str, valid_from: date, valid_until: date | None = None) -> DatedValue:
    return DatedValue("rex.goods.max_headings", value, "", valid_from, valid_until, "REX-4", "annex", TODAY)


def test_a_value_holds_from_its_first_day_to_its_last() -> None:
    values = Values([a_value("20", date(2017, 1, 1), date(2024, 12, 31)), a_value("30", date(2025, 1, 1))])

    on = {
        day: values.at("rex.goods.max_headings", on=date.fromisoformat(day)).whole
        for day in ("2024-12-31", "2025-01-01")
    }

    assert on == {"2024-12-31": 20, "2025-01-01": 30}
    assert [each.value for each in values.history("rex.goods.max_headings")] == ["20", "30"]


def test_before_its_first_day_there_is_no_value(values: Values) -> None:
    assert values.at("rex.threshold.CH", on=date(2017, 1, 1)).value == "10300"

    with pytest.raises(ValuesError):
        values.at("rex.threshold.CH", on=date(2016, 12, 31))


def test_a_key_nobody_set_is_refused(values: Values) -> None:
    with pytest.raises(ValuesError):
        values.at("rex.threshold.FR", on=TODAY)


@pytest.mark.parametrize("until", [None, date(2025, 1, 1)])
def test_two_values_on_one_day_are_refused(until: date | None) -> None:
    with pytest.raises(ValuesError):
        Values([a_value("20", date(2017, 1, 1), until), a_value("30", date(2025, 1, 1))])


def test_a_value_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValuesError):
        Values([a_value("20", date(2017, 1, 1), date(2016, 12, 31))])


@pytest.mark.parametrize("left_out", ["value", "from", "source", "checked_on"])
def test_a_value_without_its_source_or_its_dates_is_refused(tmp_path: Path, left_out: str) -> None:
    lines = {"value": '"20"', "from": "2017-01-01", "source": "annex", "checked_on": "2026-11-22"}
    said = ", ".join(f"{key}: {text}" for key, text in lines.items() if key != left_out)
    (tmp_path / "values.yaml").write_text(f"- key: k\n  clause: REX-4\n  values:\n    - {{{said}}}\n")

    with pytest.raises(ValuesError):
        Values.load(tmp_path)


def test_countries_and_codes_stay_text(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text(
        "- key: k\n  clause: REX-4\n  values:\n"
        "    - {value: NO, from: 2017-01-01, until: 2017-12-31, source: s, checked_on: 2026-11-22}\n"
        "    - {value: 0102.20, from: 2018-01-01, source: s, checked_on: 2026-11-22}\n"
    )

    values = Values.load(tmp_path)

    first, second = values.history("k")
    assert (first.value, second.value) == ("NO", "0102.20")
    assert first == DatedValue("k", "NO", "", date(2017, 1, 1), date(2017, 12, 31), "REX-4", "s", date(2026, 11, 22))


def test_a_value_has_its_unit(tmp_path: Path) -> None:
    (tmp_path / "values_rex.yaml").write_text(
        "- key: k\n  clause: REX-4\n  unit: CHF\n  values:\n"
        "    - {value: 1, from: 2017-01-01, source: s, checked_on: 2026-11-22}\n"
    )

    assert Values.load(tmp_path).at("k", on=TODAY).unit == "CHF"
    assert list(Values.load(tmp_path)) == ["k"]
    assert Values.load(tmp_path).history("another") == ()


def test_every_value_names_a_clause_of_the_rule_book(values: Values) -> None:
    registry = load(ROOT / "fixtures/law")

    unknown = {each.clause for key in values for each in values.history(key)} - {clause.id for clause in registry}

    assert unknown == set()


@pytest.mark.parametrize(
    ("key", "amount"), [("rex.threshold.CH", "10300"), ("rex.threshold.NO", "6000"), ("rex.goods.max_headings", "20")]
)
def test_the_rule_books_amounts(values: Values, key: str, amount: str) -> None:
    assert values.at(key, on=TODAY).decimal == Decimal(amount)
