"""What may stand in names and addresses."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from portal.parties.text import tidy, validate_english, validate_plain_text, validate_thai


@pytest.mark.parametrize(
    "name",
    [
        "บริษัท สยามเซรามิกส์ จำกัด",
        "ห้างหุ้นส่วนจำกัด น้ำแข็งใส (ประเทศไทย)",
        "Müller & Söhne GmbH",
        "A/B “Quality” Co., Ltd. – No. 5",
        "Siam™ ® 25°",
    ],
)
def test_names_as_companies_bear_them_are_accepted(name: str) -> None:
    validate_plain_text(tidy(name))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Siam 🍜 Foods", "picture"),
        ("Siam ☎ Foods", "picture"),
        ("Siam 👍🏽 Foods", "picture"),
        ("Siam \u202eoof", "control"),
        ("Siam \u2067Foods", "control"),
        ("Siam\u200dFoods", "control"),
        ("Siam \ue000 Foods", "control"),
        ("Siam \x07 Foods", "control"),
        ("شركة سيام", "right-to-left"),
        ("חברת סיאם", "right-to-left"),
    ],
)
def test_hidden_signs_pictures_and_right_to_left_scripts_are_refused(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_plain_text(tidy(text))

    assert refused.value.code == code


def test_the_refusal_names_the_sign_in_both_languages() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_plain_text("Siam 🍜 Foods")

    with override("en"):
        assert refused.value.messages == [
            "Pictures such as “🍜” cannot be used here. Use letters, digits and punctuation."
        ]
    with override("th"):
        assert "🍜" in refused.value.messages[0] and "ตัวอักษร" in refused.value.messages[0]


def test_unseen_spaces_that_thai_text_brings_along_are_taken_out() -> None:
    assert tidy("บริษัท\u200bสยาม  เซรามิกส์\ufeff ") == "บริษัทสยาม เซรามิกส์"


def test_sara_am_typed_as_two_signs_is_stored_as_one() -> None:
    assert tidy("น\u0e4d\u0e49\u0e32แข็ง") == "น้ำแข็ง"


def test_lines_of_an_address_stay_lines() -> None:
    assert tidy("99  หมู่ 4\r\nถนนสุขุมวิท") == "99 หมู่ 4\nถนนสุขุมวิท"


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("text", ["Siam Ceramics Co., Ltd.", "99/1 Moo 4", "Zürich"])
def test_english_fields_take_latin_letters_and_digits(text: str) -> None:
    validate_english(text)


@pytest.mark.parametrize("text", ["สยาม", "Siam สยาม", "Сиам", "99 ถนน", "ๆ", "...", "--"])
def test_english_fields_refuse_other_letters_and_none(text: str) -> None:
    with pytest.raises(ValidationError):
        validate_english(text)


def test_thai_fields_want_a_thai_letter() -> None:
    validate_thai("99/1 ม.4")

    with pytest.raises(ValidationError):
        validate_thai("Siam Ceramics")
