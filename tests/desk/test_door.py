"""Who comes in: officers, by their row and not by Django's flags; and what is not there for anybody."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.cases.models import Case
from portal.desk.site import site
from portal.parties.models import Exporter, Person

from .cases import a_case

SignedIn = Callable[[Person], Client]
ADDRESSES = ["/officers/", "/officers/cases/case/", "/officers/cases/case/SMP-2569-000001/"]
LISTS = ["parties/exporter", "parties/person", "parties/officer"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_led_to_the_portals_own_sign_in(db: None, address: str) -> None:
    answer = Client().get(address, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
    assert address in answer.redirect_chain[-1][0]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("flag", ["", "is_staff", "is_superuser"])
def test_an_exporter_finds_nothing_here_whatever_flags_they_carry(
    siam_ceramics: Exporter, malee: Person, signed_in: SignedIn, address: str, flag: str
) -> None:
    a_case(siam_ceramics, 1)
    if flag:
        Person.objects.filter(pk=malee.pk).update(**{flag: True})

    answer = signed_in(malee).get(address, follow=True)

    assert answer.status_code == 404


def test_an_officer_comes_in_without_any_flag(ploy: Person, signed_in: SignedIn) -> None:
    assert not ploy.is_staff
    assert signed_in(ploy).get("/officers/").status_code == 200


def test_an_officer_switched_off_is_out_at_once(ploy: Person, signed_in: SignedIn) -> None:
    client = signed_in(ploy)
    Person.objects.filter(pk=ploy.pk).update(is_active=False)

    assert client.get("/officers/").status_code == 302


def test_customs_does_not_find_a_case_of_dft(
    siam_ceramics: Exporter, anong: Person, ploy: Person, signed_in: SignedIn
) -> None:
    case = a_case(siam_ceramics, 1)
    page = f"/officers/cases/case/{case.reference}/"

    assert signed_in(ploy).get(page).status_code == 200
    assert signed_in(anong).get(page).status_code == 404
    for act in ("take", "message", "move/examine"):
        assert signed_in(anong).post(f"{page}{act}/", {"message-text": "x", "version": "1"}).status_code == 404


def test_nothing_that_could_write_past_the_moves_is_on_the_site() -> None:
    names = {model._meta.label for model in site._registry}

    assert names == {
        "cases.Case",
        "parties.Exporter",
        "parties.Officer",
        "parties.Letter",
        "parties.Person",
    }


@pytest.mark.parametrize("path", ["add/", "1/change/", "1/delete/", "1/history/"])
def test_no_stock_page_of_a_case_exists(siam_ceramics: Exporter, admin: Person, signed_in: SignedIn, path: str) -> None:
    a_case(siam_ceramics, 1)

    assert signed_in(admin).get(f"/officers/cases/case/{path}").status_code in (404, 405)


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_for_administrators(ploy: Person, admin: Person, signed_in: SignedIn, name: str) -> None:
    assert signed_in(ploy).get(f"/officers/{name}/").status_code == 403
    assert signed_in(admin).get(f"/officers/{name}/").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_companies_and_people_are_looked_at_only(
    malee: Person, siam_ceramics: Exporter, admin: Person, signed_in: SignedIn, name: str
) -> None:
    client = signed_in(admin)

    assert client.get(f"/officers/{name}/add/").status_code == 403
    assert client.get(f"/officers/{name}/?q=siam").status_code == 200
    rows = {"parties/exporter": siam_ceramics, "parties/person": malee, "parties/officer": admin.officer}
    first = rows[name].pk
    assert client.get(f"/officers/{name}/{first}/change/").status_code == 200
    assert client.post(f"/officers/{name}/{first}/change/", {"name_th": "x"}).status_code == 403
    assert client.get(f"/officers/{name}/{first}/delete/").status_code == 403


def test_signing_out_leads_away_and_search_of_the_frame_is_not_offered(ploy: Person, signed_in: SignedIn) -> None:
    client = signed_in(ploy)

    assert client.get("/officers/search/?s=siam").status_code == 404
    assert client.get("/officers/password_change/").url == "/accounts/password/change/"
    assert client.post("/officers/logout/").status_code == 302
    assert client.get("/officers/").status_code == 302
    assert Case.objects.count() == 0
