"""HS codes as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.hs import HSCode, HSCodeError

CODES = st.builds(
    lambda chapter, heading, rest: f"{chapter:02d}{heading:02d}{rest}",
    st.integers(1, 97).filter(lambda chapter: chapter != 77),
    st.integers(1, 99),
    st.sampled_from(["", "70", "7020", "0000"]),
)


def test_a_code_knows_its_parts() -> None:
    code = HSCode.parse("8471.70.20")

    assert (code.chapter, code.heading, code.subheading, code.digits) == ("84", "8471", "847170", "84717020")
    assert str(code) == "8471.70.20"


@pytest.mark.parametrize(
    ("digits", "written"), [("84", "84"), ("8471", "8471"), ("847170", "8471.70"), ("84717020", "8471.70.20")]
)
def test_a_code_is_written_with_its_dots(digits: str, written: str) -> None:
    assert HSCode.parse(digits).dotted == written


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "8",
        "847",
        "84717",
        "8471702",
        "847170200",
        "8471702000",
        "84717020000",
        "84,71",
        "8471.",
        ".8471",
        "84..71",
        "84 71",
        "abcd",
        "๘๔๗๑",
        "-8471",
        "8471.70.2O",
    ],
)
def test_a_text_that_is_no_code_is_refused_in_both_languages(typed: str) -> None:
    with pytest.raises(HSCodeError) as refused:
        HSCode.parse(typed)

    assert refused.value.message.th
    assert refused.value.message.en


@pytest.mark.parametrize("chapter", ["00", "77", "98", "99"])
def test_a_chapter_that_does_not_exist_is_refused(chapter: str) -> None:
    with pytest.raises(HSCodeError):
        HSCode.parse(f"{chapter}01")


def test_the_first_and_the_last_chapter_exist() -> None:
    assert HSCode.parse("01").chapter == "01"
    assert HSCode.parse("9706").chapter == "97"


def test_a_heading_nought_does_not_exist() -> None:
    with pytest.raises(HSCodeError):
        HSCode.parse("8400")


def test_a_code_lies_in_its_prefixes() -> None:
    code = HSCode.parse("8471.70.20", "2022")

    assert [each.dotted for each in code.prefixes_longest_first()] == ["8471.70.20", "8471.70", "8471", "84"]
    assert all(code.starts_with(prefix) for prefix in code.prefixes_longest_first())
    assert {each.edition for each in code.prefixes_longest_first()} == {"2022"}
    assert not HSCode.parse("8471").starts_with(code)
    assert not code.starts_with(HSCode.parse("8471.71"))


def test_codes_of_different_editions_do_not_match() -> None:
    code = HSCode.parse("8541.40", "2017")

    assert code.starts_with(HSCode.parse("8541", "2017"))
    assert code.starts_with(HSCode.parse("8541"))
    assert not code.starts_with(HSCode.parse("8541", "2022"))


def test_a_chapter_has_no_heading() -> None:
    with pytest.raises(HSCodeError):
        _ = HSCode.parse("84").heading


@given(CODES)
def test_what_is_written_is_read_back(digits: str) -> None:
    assert HSCode.parse(HSCode.parse(digits).dotted).digits == digits
