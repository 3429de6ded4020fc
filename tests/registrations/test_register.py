"""The public register: what anybody sees, and what only with consent (REX-6)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from portal.cases.models import Case
from portal.cases.refusals import MoveRefused
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations import services
from registrations.models import Registration

from .story import AT, registered

NUMBER = "THREX2024000001"
PRIVATE = ["Siam Ceramics", "99 Rama IV Road", "Niran Thongdee", "niran@example.com", "Porcelain tableware"]


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person) -> Case:
    """Siam Ceramics, registered, with consent to publication."""
    return registered(malee, siam_ceramics, ploy, krit)


def page(client: Client, number: str, language: str = "en") -> str:
    client.cookies["django_language"] = language
    answer = client.get("/register/rex/", {"number": number})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_register_asks_for_a_number(db: None, client: Client) -> None:
    client.cookies["django_language"] = "en"

    said = client.get("/register/rex/").content.decode()

    assert "REX number" in said and "govuk-error-message" not in said


@pytest.mark.parametrize("typed", [NUMBER, "threx2024000001", "THREX 2024 000001", "threx-2024-000001"])
def test_with_consent_anybody_sees_who_it_is(case: Case, client: Client, typed: str) -> None:
    said = page(client, typed)

    assert all(one in said for one in [NUMBER, "3 June 2024", "Switzerland", "Norway", "Not revoked", *PRIVATE])


def test_the_thai_page_has_thai_dates(case: Case, client: Client) -> None:
    said = page(client, NUMBER, "th")

    assert "3 มิถุนายน 2567" in said and "สมาพันธรัฐสวิส" in said


def test_without_consent_anybody_sees_number_dates_and_countries_only(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person, client: Client
) -> None:
    registered(malee, siam_ceramics, ploy, krit, consent="no")

    said = page(client, NUMBER)

    assert all(one in said for one in [NUMBER, "3 June 2024", "Switzerland", "Norway"])
    assert not [one for one in [*PRIVATE, "0105551234567"] if one in said]


def test_the_tax_id_is_never_shown(case: Case, client: Client) -> None:
    assert "0105551234567" not in page(client, NUMBER)


def test_a_revocation_shows_its_day(case: Case, client: Client) -> None:
    Registration.objects.update(revoked_on=date(2025, 1, 31))

    said = page(client, NUMBER)

    assert "31 January 2025" in said and "Revoked" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("THREX2024999999", "is not in the register"),
        ("hello", "This is not a REX number"),
        ("THREX" + "1" * 31, "This is not a REX number"),
        ("LAREX123", "given by another country (LA)"),
        ("", "REX number"),
        ("' OR 1=1 --", "This is not a REX number"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_what_is_not_found_is_said_clearly(case: Case, client: Client, typed: str, said: str) -> None:
    shown = page(client, typed)

    assert said in shown
    assert "Siam Ceramics" not in shown and "Not revoked" not in shown


def test_the_register_reads_a_fixed_number_of_queries(
    case: Case, client: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        page(client, NUMBER)


def test_the_company_takes_its_consent_back_and_the_register_forgets_it(
    case: Case, malee: Person, signed_in: Callable[[Person], Client], client: Client
) -> None:
    browser = signed_in(malee)
    assert browser.get(f"/rex/registrations/{NUMBER}/consent/").status_code == 200

    answer = browser.post(f"/rex/registrations/{NUMBER}/consent/")

    held = Registration.objects.get()
    assert answer.status_code == 302
    assert not held.consent and held.consent_withdrawn_at and held.revoked_on is None
    assert not [one for one in PRIVATE if one in page(client, NUMBER)]
    assert case.events.filter(verb="withdraw_consent").count() == 1


def test_taking_it_back_twice_is_taking_it_back_once(case: Case, malee: Person) -> None:
    held = Registration.objects.get()

    for _ in range(2):
        services.withdraw_consent(held, Actor.of(malee), AT)

    assert case.events.filter(verb="withdraw_consent").count() == 1


def test_who_may_not_sign_may_not_take_the_consent_back(case: Case, niran: Person) -> None:
    with pytest.raises(MoveRefused):
        services.withdraw_consent(Registration.objects.get(), Actor.of(niran), AT)

    assert Registration.objects.get().consent


def test_another_companys_registration_is_not_found(
    case: Case, somsak: Person, ploy: Person, signed_in: Callable[[Person], Client], client: Client
) -> None:
    address = f"/rex/registrations/{NUMBER}/consent/"

    assert signed_in(somsak).get(address).status_code == 404
    assert signed_in(somsak).post(address).status_code == 404
    assert signed_in(ploy).get(address).status_code == 404
    assert client.get(address).status_code == 302  # to the sign-in page
    assert Registration.objects.get().consent


def test_the_companys_case_page_shows_the_number_and_what_comes_next(
    case: Case, malee: Person, signed_in: Callable[[Person], Client]
) -> None:
    browser = signed_in(malee)
    browser.cookies["django_language"] = "en"

    said = browser.get(f"/cases/{case.reference}/").content.decode()

    assert NUMBER in said and "Keep each statement" in said and "Withdraw the consent" in said
