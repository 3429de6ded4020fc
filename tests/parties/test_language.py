"""Which language a page is in, and that it is remembered."""

import pytest
from django.test import Client

from portal.parties.models import Person
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def language_of(client: Client, path: str = "/accounts/password/reset/") -> str:
    return client.get(path).headers["Content-Language"]


def test_pages_are_thai_whatever_the_browser_prefers(client: Client) -> None:
    page = client.get("/", headers={"Accept-Language": "en"})

    assert page.headers["Content-Language"] == "th"
    assert "ขึ้นทะเบียนและรับรองถิ่นกำเนิดสินค้า" in page.content.decode()
    assert '<html lang="th"' in page.content.decode()


def test_a_stranger_switches_and_comes_back_to_the_same_page(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/accounts/login/?next=/cases/"})

    assert answer.headers["Location"] == "/accounts/login/?next=/cases/"
    assert "Sign in" in client.get("/accounts/login/").content.decode()


def test_the_switch_leads_to_no_other_site(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_the_switch_is_kept_on_the_person(client: Client, malee: Person) -> None:
    client.post("/accounts/login/", {"login": malee.email, "password": PASSWORD})

    client.post("/language/", {"language": "en", "next": "/account/"})

    malee.refresh_from_db()
    assert malee.language == "en" and language_of(client, "/account/") == "en"


def test_another_device_opens_in_the_persons_own_language(client: Client, malee: Person) -> None:
    malee.language = "en"
    malee.save()

    before = language_of(client)
    client.post("/accounts/login/", {"login": malee.email, "password": PASSWORD})

    assert (before, language_of(client, "/account/")) == ("th", "en")


def test_a_switch_just_before_signing_in_is_the_persons_choice(client: Client, malee: Person) -> None:
    client.post("/language/", {"language": "en", "next": "/"})

    client.post("/accounts/login/", {"login": malee.email, "password": PASSWORD})

    malee.refresh_from_db()
    assert malee.language == "en" and language_of(client, "/account/") == "en"


def test_whoever_signs_in_next_on_the_device_keeps_their_own(client: Client, malee: Person, somsak: Person) -> None:
    client.post("/accounts/login/", {"login": malee.email, "password": PASSWORD})
    client.post("/language/", {"language": "en", "next": "/"})
    client.post("/accounts/logout/")

    client.post("/accounts/login/", {"login": somsak.email, "password": PASSWORD})

    somsak.refresh_from_db()
    assert somsak.language == "th" and language_of(client, "/account/") == "th"


def test_a_language_that_is_not_offered_changes_nothing(client: Client) -> None:
    client.post("/language/", {"language": "de", "next": "/"})

    assert language_of(client) == "th"
