"""The fields of forms: what people type, what is kept, what is refused."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from portal.parties.fields import (
    ClearMessages,
    EnglishField,
    JuristicIdField,
    PhoneField,
    PlainField,
    PostcodeField,
    ThaiDateField,
)


@pytest.mark.parametrize("typed", ["0105551234567", "0-1055-51234-56-7", " 0105551234567 ", "๐๑๐๕๕๕๑๒๓๔๕๖๗"])
def test_a_juristic_id_is_read_however_it_is_written(typed: str) -> None:
    assert JuristicIdField().clean(typed) == "0105551234567"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0105551234568", "check-digit"),
        ("010555123456", "length"),
        ("01055512345678", "length"),
        ("01055512345AB", "letters"),
        ("1101700230708", "component"),
        ("", "required"),
    ],
)
def test_a_wrong_juristic_id_is_refused_for_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        JuristicIdField().clean(typed)

    assert refused.value.error_list[0].code == code


@pytest.mark.parametrize(
    "typed", ["31/12/2569", "31-12-2569", "31.12.2026", "2026-12-31", "๓๑/๑๒/๒๕๖๙", "31 ธ.ค. 2569"]
)
def test_a_date_is_read_in_either_era(typed: str) -> None:
    assert ThaiDateField().clean(typed) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2569", "impossible"),
        ("29/02/2568", "impossible"),
        ("1/13/2026", "impossible"),
        ("31/12/69", "invalid"),
        ("tomorrow", "invalid"),
        ("12/2569", "invalid"),
        ("31/12/1800", "year"),
        ("31/12/9999", "year"),
    ],
)
def test_a_date_that_is_none_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ThaiDateField().clean(typed)

    assert refused.value.error_list[0].code == code


def test_a_stored_date_is_shown_in_the_era_of_the_page() -> None:
    with override("th"):
        assert ThaiDateField().prepare_value(date(2026, 1, 5)) == "05/01/2569"
    with override("en"):
        assert ThaiDateField().prepare_value(date(2026, 1, 5)) == "05/01/2026"


@pytest.mark.parametrize(
    "typed", ["02 123 4567", "+66 2 123 4567", "๐๘๑-๒๓๔-๕๖๗๘", "02-123-4567 ต่อ 12", "(02) 1234567 ext. 3"]
)
def test_phone_numbers_as_people_write_them_are_accepted(typed: str) -> None:
    PhoneField().clean(typed)


@pytest.mark.parametrize("typed", ["call me", "02 123 4567 home", "123", "0" * 39, "+66 2 123 4567 🍜"])
def test_a_phone_number_of_letters_or_of_no_length_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        PhoneField().clean(typed)


@pytest.mark.parametrize("typed", ["10110", "๑๐๑๑๐", " 10 110 "])
def test_a_postcode_has_five_digits(typed: str) -> None:
    assert PostcodeField().clean(typed) == "10110"


@pytest.mark.parametrize("typed", ["1011", "101100", "1O110", "00000", "ABCDE"])
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        PostcodeField().clean(typed)


def test_a_text_that_is_too_long_is_said_to_be_and_not_cut_off() -> None:
    class Named(ClearMessages, forms.Form):
        name = PlainField(label="Name", max_length=200)

    form = Named({"name": "ก" * 10_000})

    with override("en"):
        assert form.errors["name"] == ["This is too long: 10000 characters. Use at most 200."]
    assert "ก" * 10_000 in str(form["name"])
    assert "maxlength" not in str(form["name"])


def test_what_is_missing_is_named_since_the_summary_stands_away_from_the_field() -> None:
    class Named(ClearMessages, forms.Form):
        name = EnglishField(label="Name in English")
        mail = forms.EmailField(label="E-mail")
        kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])

    wrong = Named({"name": "A", "mail": "nobody", "kind": "z"})

    with override("en"):
        empty = Named({})
        assert empty.errors["name"] == ["Enter: Name in English"]
        assert empty.errors["kind"] == ["Choose: Kind"]
        assert wrong.errors["mail"] == ["Write an e-mail address like name@example.com."]
        assert wrong.errors["kind"] == ["Choose one of those offered."]
    with override("th"):
        assert Named({}).errors["name"] == ["โปรดกรอก: Name in English"]
