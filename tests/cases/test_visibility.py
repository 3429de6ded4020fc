from collections.abc import Callable

import pytest
from django.test import Client

from portal.cases import messages
from portal.cases.models import Case
from portal.parties.actors import CLOCK, NOBODY, Actor
from portal.parties.models import Exporter, Person

from .conftest import NOW, Refused, new_case


@pytest.fixture
def cases(siam_ceramics: Exporter, lanna_foods: Exporter) -> dict[str, Case]:
    return {
        "ceramics": new_case(siam_ceramics, 1, "received"),
        "foods": new_case(lanna_foods, 2, "received"),
        "customs": new_case(siam_ceramics, 3, "received", agency="customs"),
    }


def seen(actor: Actor) -> set[str]:
    return {case.reference[-1] for case in Case.objects.visible_to(actor)}


def test_companies_see_their_own_and_officers_their_agencys(
    cases: dict[str, Case], malee: Person, niran: Person, somsak: Person, ploy: Person, anong: Person
) -> None:
    assert seen(Actor.of(malee)) == seen(Actor.of(niran)) == {"1", "3"}
    assert seen(Actor.of(somsak)) == {"2"}
    assert seen(Actor.of(ploy)) == {"1", "2"}
    assert seen(Actor.of(anong)) == {"3"}


def test_nobody_sees_nothing_and_the_clock_sees_all(cases: dict[str, Case]) -> None:
    assert seen(NOBODY) == set()
    assert seen(CLOCK) == {"1", "2", "3"}


def test_an_officer_who_also_has_a_company_acts_as_an_officer_only(
    cases: dict[str, Case], anong: Person, siam_ceramics: Exporter
) -> None:
    anong.roles.create(exporter=siam_ceramics, kind="owner")

    assert seen(Actor.of(anong)) == {"3"}


@pytest.mark.parametrize(
    "address",
    ["/cases/", "/cases/SMP-2569-000001/", "/cases/SMP-2569-000001/withdraw/", "/notices/"],
)
def test_who_is_not_signed_in_is_asked_to(cases: dict[str, Case], address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_messages_are_written_by_the_two_sides_only(
    cases: dict[str, Case], malee: Person, somsak: Person, ploy: Person, anong: Person, refused: Refused
) -> None:
    case = cases["ceramics"]

    for person in (malee, ploy):
        assert messages.post(case, Actor.of(person), NOW, "Hello").from_officers == (person == ploy)
    for person in (somsak, anong):
        assert refused(messages.post, case, Actor.of(person), NOW, "Hello") == ["not-yours"]


def test_a_reader_reads_and_does_nothing(
    cases: dict[str, Case],
    somsak: Person,
    siam_ceramics: Exporter,
    signed_in: Callable[[Person], Client],
    refused: Refused,
) -> None:
    somsak.roles.create(exporter=siam_ceramics, kind="reader")
    case = cases["ceramics"]

    page = signed_in(somsak).get(f"/cases/{case.reference}/")

    assert page.status_code == 200
    assert not page.context["may_write"]
    assert not page.context["may_withdraw"]
    assert refused(messages.post, case, Actor.of(somsak), NOW, "Hello") == ["not-yours"]
