"""Every kind of value that evaluators read, inside records and rows."""

from datetime import date
from decimal import Decimal

import pytest

from portal.law.evaluators import InputError, Record
from portal.law.evaluators.reading import days_in


def refused_at(call: object) -> str:
    assert callable(call)
    with pytest.raises(InputError) as refused:
        call()
    return refused.value.where


@pytest.mark.parametrize("text", ["0", "0.00", "300.00", "999999999999999.9999999999"])
def test_an_amount_is_exact_text(text: str) -> None:
    assert Record.read({"fob": text}).decimal("fob") == Decimal(text)


@pytest.mark.parametrize(
    "value",
    [300, 300.0, "-1", "+1", "1e3", "NaN", "Infinity", "", " 1", "1,000", "๑", "1.", ".5", "1" * 16, None, True],
)
def test_an_amount_that_is_no_plain_number_is_refused(value: object) -> None:
    assert refused_at(lambda: Record.read({"fob": value}).decimal("fob")) == "fob"


def test_nought_is_refused_where_it_must_be_above() -> None:
    assert refused_at(lambda: Record.read({"fob": "0.00"}).decimal("fob", positive=True)) == "fob"


def test_money_has_two_decimals_and_is_above_nought_where_it_must_be() -> None:
    assert Record.read({"fob": "0.01"}).money("fob", positive=True) == Decimal("0.01")
    assert Record.read({"fob": "0.00"}).money("fob") == 0
    assert refused_at(lambda: Record.read({"fob": "0.00"}).money("fob", positive=True)) == "fob"
    assert refused_at(lambda: Record.read({"fob": "0.001"}).money("fob")) == "fob"


def test_an_hs_code_of_another_length_is_told_which_are_taken() -> None:
    with pytest.raises(InputError) as refused:
        Record.read({"hs": "8471"}).hs("hs", lengths=(6, 8))

    assert refused.value.message.en == "An HS code of 6, 8 digits is expected"
    assert "6, 8" in refused.value.message.th


@pytest.mark.parametrize("code", ["8471", "8471.70", "847170", "8471.70.20", "84717020"])
def test_an_hs_code_is_read_with_or_without_dots(code: str) -> None:
    assert Record.read({"hs": code}).hs("hs").heading == "8471"


@pytest.mark.parametrize(
    "code", ["84", "847", "84717", "8471702", "8471.70.20.00", "84717020000", "7700", "", "84a1", 8471]
)
def test_an_hs_code_of_another_length_is_refused(code: object) -> None:
    assert refused_at(lambda: Record.read({"hs": code}).hs("hs")) == "hs"


def test_a_country_is_two_capitals() -> None:
    assert Record.read({"country": "NO"}).country("country") == "NO"
    for wrong in ("no", "NOR", "N", "", "ไท"):
        assert refused_at(lambda wrong=wrong: Record.read({"country": wrong}).country("country")) == "country"


def test_a_country_outside_the_list_is_refused() -> None:
    assert refused_at(lambda: Record.read({"to": "FR"}).country("to", among={"CH", "NO"})) == "to"


def test_a_choice_is_one_of_those_offered() -> None:
    assert Record.read({"kind": "original"}).choice("kind", ("original", "true-copy")) == "original"
    assert refused_at(lambda: Record.read({"kind": "copy"}).choice("kind", ("original", "true-copy"))) == "kind"


def test_a_choice_that_is_not_offered_is_told_what_is() -> None:
    with pytest.raises(InputError) as refused:
        Record.read({"kind": "copy"}).choice("kind", ("original", "true-copy"))

    assert refused.value.message.en == "One of original, true-copy is expected"
    assert str(refused.value) == refused.value.message.en
    assert "original, true-copy" in refused.value.message.th


def test_a_list_may_hold_so_many_and_a_count_be_so_high() -> None:
    record = Record.read({"rows": [{}, {}], "count": 2})

    assert len(record.rows("rows", most=2)) == 2
    assert refused_at(lambda: record.rows("rows", most=1)) == "rows"
    assert record.whole("count", least=2, most=2) == 2
    assert refused_at(lambda: record.whole("count", most=1)) == "count"
    assert refused_at(lambda: record.whole("count", least=3, most=9)) == "count"


def test_every_date_of_an_input_has_its_path() -> None:
    given = {"on": "2024-02-29", "rows": [{"day": "2024-01-01"}, {"day": "no day"}], "odd": "2024-99-99", "n": 1}

    assert list(days_in(given, "")) == [("on", date(2024, 2, 29)), ("rows.0.day", date(2024, 1, 1))]
    assert [path for path, _day in days_in([given], "7")] == ["7.0.on", "7.0.rows.0.day"]
    assert list(days_in("2024-01-01", "here")) == [("here", date(2024, 1, 1))]


def test_a_value_in_a_row_is_named_by_its_whole_path() -> None:
    given = Record.read({"materials": [{"value": "1"}, {"value": "-1"}]})

    rows = given.rows("materials")

    assert rows[0].decimal("value") == 1
    assert refused_at(lambda: rows[1].decimal("value")) == "materials.1.value"


def test_a_field_of_an_inner_record_that_nobody_reads_is_refused() -> None:
    costs = Record.read({"costs": {"labour": "1", "labor": "2"}}).record("costs")
    costs.decimal("labour")

    assert refused_at(costs.done) == "costs.labor"


@pytest.mark.parametrize("value", [None, {}, "x", 3])
def test_a_list_is_a_list_of_objects(value: object) -> None:
    assert refused_at(lambda: Record.read({"rows": value}).rows("rows")) == "rows"
    assert refused_at(lambda: Record.read({"rows": [value] if value != {} else [[]]}).rows("rows")) == "rows.0"


def test_null_is_there_but_says_nothing() -> None:
    given = Record.read({"transfer": None})

    assert given.has("transfer") is False
    given.done()


def test_what_may_be_missing_is_read_when_it_is_there() -> None:
    record = Record.read({"there": "2024-02-29", "empty": None})

    assert record.maybe("there", record.date) == date(2024, 2, 29)
    assert record.maybe("empty", record.date) is None
    assert record.maybe("missing", record.date) is None
    record.done()


@pytest.mark.parametrize(("code", "known"), [("TH", True), ("NO", True), ("XX", False), ("th", False), ("THA", False)])
def test_a_country_is_one_of_iso_3166(code: str, known: bool) -> None:
    record = Record.read({"country": code})

    if known:
        assert record.country("country") == code
    else:
        with pytest.raises(InputError):
            record.country("country")
