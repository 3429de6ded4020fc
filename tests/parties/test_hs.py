"""Looking up HS codes: by digits of any length, by English words, on a page and beside a field."""

import pytest
from django.test import Client

from portal.parties import hs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["6912", "69.12", "6912.00", "69120010", "๖๙๑๒"])
def test_a_code_is_found_by_its_first_digits(typed: str) -> None:
    assert [each.dotted for each in hs.search(typed)][-1] == "6912.00"


def test_a_chapter_shows_what_lies_in_it() -> None:
    found = hs.search("69")

    assert found[0].digits == "69" and len(found) > 10 and all(each.digits.startswith("69") for each in found)


def test_words_have_to_be_there_all_of_them() -> None:
    found = hs.search("honey natural")

    assert "040900" in [each.digits for each in found]
    assert all("honey" in each.words and "natural" in each.words for each in found)


@pytest.mark.parametrize("typed", ["", "  ", "ho", "999999", "no such thing at all", "น้ำผึ้ง", "9" * 5_000])
def test_nothing_is_found_quietly(typed: str) -> None:
    assert hs.search(typed) == []


def test_the_page_is_for_anybody(client: Client) -> None:
    client.cookies["django_language"] = "en"

    page = client.get("/hs/search/?q=honey").content.decode()
    none = client.get("/hs/search/?q=xyzzy").content.decode()

    assert "0409.00" in page and "HS 2022" in page and "No heading fits" in none


def test_a_field_gets_the_bare_list(client: Client) -> None:
    answer = client.get("/hs/search/", {"materials-0-hs_code": "0409"}, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert '<option value="0409.00">' in page and "<html" not in page and "HX-Request" in answer.headers["Vary"]


def test_a_description_is_that_of_the_subheading() -> None:
    assert "honey" in hs.describe("04090020").casefold()
    assert hs.describe("96999999") == ""
