"""The list of somebody with several companies, some of them in one procedure alone: read along an index, company by
company, and cut like the list of one."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.cases import worklist
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .cases import a_case, many
from .test_plans import FORBIDDEN, asked, scans_the_table


def company(number: int) -> Exporter:
    name = f"Company {number}"
    return Exporter.objects.create(juristic_id=f"{number:013d}", name_th=name, name_en=name)


@pytest.fixture
def companies(db: None) -> list[Exporter]:
    return [company(number) for number in range(1, 6)]


@pytest.fixture
def of_several(companies: list[Exporter], malee: Person) -> Actor:
    """Two companies of one's own, a third and the second under powers for “sample”, a fourth for “other”."""
    first, second, third, fourth, _strange = (one.pk for one in companies)
    kinds = frozenset({"preparer"})
    powers = {"sample": {second: kinds, third: kinds}, "other": {fourth: kinds}}
    return Actor(person=malee, roles={first: kinds, second: kinds}, powers=powers)


@pytest.fixture
def filed(companies: list[Exporter]) -> None:
    """In turn, so that the companies' cases lie among each other, and none of the fourth's is of its procedure."""
    for number in range(60):
        a_case(companies[number * 7 % 5], number, state="received" if number % 3 else "granted")


def turned(actor: Actor, size: int, **narrow: Any) -> list[list[int]]:
    pages, older = [], None
    while True:
        page = worklist.page(actor, size=size, older_than=older, **narrow)
        pages.append([case.pk for case in page.cases])
        older = page.older_than
        if older is None:
            return pages


@pytest.mark.parametrize("size", [1, 7, 36, 100])
@pytest.mark.parametrize("narrow", [{}, {"state": "sample.granted"}, {"procedure": "sample"}, {"procedure": "other"}])
def test_the_pages_are_those_of_the_one_door(filed: None, of_several: Actor, size: int, narrow: dict[str, str]) -> None:
    wanted = Case.objects.visible_to(of_several).order_by("-pk")
    wanted = wanted.filter(state="granted") if "state" in narrow else wanted
    wanted = wanted.filter(procedure=narrow["procedure"]) if "procedure" in narrow else wanted

    pages = turned(of_several, size, **narrow)

    assert [pk for page in pages for pk in page] == list(wanted.values_list("pk", flat=True))
    assert all(len(page) == size for page in pages[:-1])
    assert "procedure" not in narrow or bool(pages[0]) == (narrow["procedure"] == "sample")


def test_a_page_is_turned_back_to_the_one_before(filed: None, of_several: Actor) -> None:
    first = worklist.page(of_several, size=5)
    second = worklist.page(of_several, size=5, older_than=first.older_than)

    back = worklist.page(of_several, size=5, newer_than=second.newer_than)

    assert back.cases == first.cases and back.newer_than is None


def test_each_company_is_read_along_its_index(filed: None, of_several: Actor) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            for one in FORBIDDEN:
                cursor.execute(f"SET LOCAL {one} = off")

    page, plans = asked(lambda: worklist.page(of_several, size=5))

    assert len(page.cases) == 5 and len(plans) == 1
    assert not scans_the_table(plans[0]), plans[0]
    assert plans[0].count("case_exporter") == 4, plans[0]


def test_the_companies_of_an_agent_with_hundreds_come_in_a_few_questions(malee: Person) -> None:
    made = [company(number) for number in range(250)]
    for number, one in enumerate(made):
        many(one, 1, first=number)
    agent = replace(Actor(), person=malee, powers={"sample": {one.pk: frozenset({"preparer"}) for one in made}})

    with CaptureQueriesContext(connection) as captured:
        page = worklist.page(agent, size=20)

    assert [case.exporter_id for case in page.cases] == [one.pk for one in made[:-21:-1]]
    assert len(captured) == 3


def test_nobodys_list_is_empty(filed: None) -> None:
    assert worklist.page(Actor()).cases == []
