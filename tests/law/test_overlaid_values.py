"""Officers' values beside the law's: on each day exactly one holds (T-6)."""

from datetime import date

import pytest

from portal.law.values import DatedValue, Values, ValuesError


def dated(value: str, start: int, end: int | None = None) -> DatedValue:
    until = date(2026, 1, end) if end else None
    return DatedValue("k", value, "days", date(2026, 1, start), until, "T-6", "x", date(2026, 1, 1))


LAW = [dated("a", 1, 10), dated("b", 11)]


@pytest.mark.parametrize(
    ("own", "days"),
    [
        ([], "aaaaabbbbb"),
        ([dated("x", 1)], "xxxxxxxxxx"),
        ([dated("x", 3, 5)], "axxaabbbbb"),  # in the middle of one
        ([dated("x", 9, 13)], "aaaaxxxbbb"),  # over the seam
        ([dated("x", 1, 9), dated("y", 10, 12)], "xxxxxybbbb"),
        ([dated("x", 3, 3), dated("y", 17)], "axaaabbbyy"),
    ],
)
def test_each_day_has_the_value_that_officers_set_or_the_laws(own: list[DatedValue], days: str) -> None:
    values = Values(LAW).overlaid(own)

    assert "".join(values.at("k", on=date(2026, 1, day)).value for day in range(1, 21, 2)) == days


def test_days_before_any_value_stay_without_one() -> None:
    values = Values([dated("b", 11)]).overlaid([dated("x", 13, 14)])

    with pytest.raises(ValuesError):
        values.at("k", on=date(2026, 1, 10))
    assert [value.value for value in values.history("k")] == ["b", "x", "b"]
