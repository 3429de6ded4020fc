"""The pages about programs and tokens, for owners and for everybody's own, and what is public."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.api import clients, errors, tokens
from portal.api.models import ApiClient, PersonalToken
from portal.parties.models import Exporter, Person
from tests.conftest import PASSWORD

from .conftest import Program
from .test_authentication import a_client, asks_for_token

Browser = Callable[[Person], Client]
GIVEN = {"name": "Our ERP", "scopes": ["cases:read", "cases:write"]}


def shows_it_is_them(browser: Client) -> None:
    assert browser.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def shown_secret(page: str) -> str:
    found = re.search(r'id="secret">([^<]+)<', page)
    assert found, page
    return found[1]


@pytest.fixture
def owner(signed_in: Browser, malee: Person) -> Client:
    """Malee's browser, in which she has just shown that it is her."""
    browser = signed_in(malee)
    shows_it_is_them(browser)
    return browser


def test_a_secret_is_shown_once_and_opens_the_api(owner: Client, siam_ceramics: Exporter) -> None:
    address = f"/companies/{siam_ceramics.pk}/api/"

    made = owner.post(address, GIVEN)

    secret = shown_secret(made.content.decode())
    client = ApiClient.objects.get()
    assert "no-store" in made["Cache-Control"]
    assert asks_for_token(client.client_id, secret).json()["scope"] == "cases:read cases:write"
    page = owner.get(address).content.decode()
    assert "Our ERP" in page and secret not in page and client.client_id in page


def test_a_new_secret_is_shown_once_too(owner: Client, malee: Person, siam_ceramics: Exporter) -> None:
    client, old = a_client(malee, siam_ceramics)
    address = f"/companies/{siam_ceramics.pk}/api/{client.pk}/rotate/"
    assert "“ERP”" in owner.get(address).content.decode()

    new = shown_secret(owner.post(address).content.decode())

    assert asks_for_token(client.client_id, old).status_code == 401
    assert asks_for_token(client.client_id, new).status_code == 200


def test_a_program_is_revoked_after_one_question(owner: Client, malee: Person, siam_ceramics: Exporter) -> None:
    client, _secret = a_client(malee, siam_ceramics)
    address = f"/companies/{siam_ceramics.pk}/api/{client.pk}/revoke/"
    assert owner.get(address).status_code == 200

    assert owner.post(address).headers["Location"] == f"/companies/{siam_ceramics.pk}/api/"

    client.refresh_from_db()
    assert client.revoked_at and not clients.is_live(client)


@pytest.mark.parametrize("page", ["company", "tokens"])
def test_whoever_sat_down_at_an_open_browser_gets_no_secret(
    signed_in: Browser, malee: Person, siam_ceramics: Exporter, page: str
) -> None:
    address = f"/companies/{siam_ceramics.pk}/api/" if page == "company" else "/account/tokens/"

    answer = signed_in(malee).post(address, {**GIVEN, "days": "30"})

    assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiClient.objects.exists() and not PersonalToken.objects.exists()


def test_only_owners_see_the_programs_of_a_company(
    signed_in: Browser, niran: Person, somsak: Person, ploy: Person, malee: Person, siam_ceramics: Exporter
) -> None:
    client, _secret = a_client(malee, siam_ceramics)

    for path in ("", f"{client.pk}/rotate/", f"{client.pk}/revoke/"):
        address = f"/companies/{siam_ceramics.pk}/api/{path}"
        statuses = [signed_in(person).get(address).status_code for person in (niran, somsak, ploy)]
        assert statuses == [403, 404, 404]
    assert Client().get(f"/companies/{siam_ceramics.pk}/api/").status_code == 302


def test_a_client_of_another_company_is_not_there(
    owner: Client, somsak: Person, lanna_foods: Exporter, siam_ceramics: Exporter
) -> None:
    theirs, _secret = a_client(somsak, lanna_foods)

    for act in ("rotate", "revoke"):
        assert owner.post(f"/companies/{siam_ceramics.pk}/api/{theirs.pk}/{act}/").status_code == 404


def test_a_program_without_scopes_or_name_is_sent_back(owner: Client, siam_ceramics: Exporter) -> None:
    answer = owner.post(f"/companies/{siam_ceramics.pk}/api/", {"name": "", "scopes": ["fly"]})

    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"name", "scopes"}


def test_a_token_of_ones_own_is_shown_once_and_works(owner: Client) -> None:
    made = owner.post("/account/tokens/", {**GIVEN, "days": "30"})

    text = shown_secret(made.content.decode())
    assert text.startswith(tokens.PREFIX) and Program(text).get("cases/").status_code == 200
    page = owner.get("/account/tokens/").content.decode()
    assert text not in page and text[-4:] in page


def test_a_token_is_revoked_by_its_own_person_alone(owner: Client, signed_in: Browser, somsak: Person) -> None:
    text = shown_secret(owner.post("/account/tokens/", {**GIVEN, "days": "30"}).content.decode())
    address = f"/account/tokens/{PersonalToken.objects.get().pk}/revoke/"

    assert signed_in(somsak).post(address).status_code == 404
    assert Program(text).get("cases/").status_code == 200
    assert owner.post(address).status_code == 302
    assert Program(text).get("cases/").status_code == 401


def test_officers_have_no_page_of_tokens(signed_in: Browser, ploy: Person) -> None:
    assert signed_in(ploy).get("/account/tokens/").status_code == 403
    assert "/account/tokens/" not in signed_in(ploy).get("/account/").content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_of_the_api_tells_every_endpoint_scope_and_error(client: Client, language: str, db: None) -> None:
    client.cookies["django_language"] = language

    page = client.get("/api/").content.decode()

    assert f'lang="{language}"' in page
    for part in ("/api/v1/rex/drafts/{id}/submit/", "list-cases", "products:write", "idempotency-key-missing"):
        assert part in page
    assert "evaluate-period" in page and "http://testserver/api/v1/token/" in page


@pytest.mark.parametrize("code", errors.DICTIONARY)
def test_every_code_has_its_page(client: Client, db: None, code: str) -> None:
    entry = errors.DICTIONARY[code]

    for language in ("th", "en"):
        client.cookies["django_language"] = language
        page: Any = client.get(f"/api/errors/{code}/")
        assert page.status_code == 200
        assert getattr(entry.remedy, language)[:20].split(":")[0].split("“")[0] in page.content.decode()


def test_a_code_that_is_none_has_no_page(client: Client, db: None) -> None:
    assert client.get("/api/errors/no-such/").status_code == 404
    assert "not-found" in client.get("/api/errors/").content.decode()
