"""Somebody of two companies works for one of them, and still reaches the other."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.parties.models import Exporter, Person, Role, RoleKind
from tests.cases.conftest import new_case

SignedIn = Callable[[Person], Client]


@pytest.fixture
def of_both(malee: Person, siam_ceramics: Exporter, lanna_foods: Exporter) -> Person:
    Role.objects.create(person=malee, exporter=lanna_foods, kind=RoleKind.PREPARER)
    new_case(siam_ceramics, 1, "received", procedure="rex")
    new_case(lanna_foods, 2, "received", procedure="rex")
    return malee


def listed(browser: Client) -> set[str]:
    return {case.reference[-1] for case in browser.get("/cases/").context["page"].cases}


def test_lists_show_the_chosen_company_and_addresses_of_the_other_open(
    of_both: Person, lanna_foods: Exporter, signed_in: SignedIn
) -> None:
    hers = signed_in(of_both)
    hers.post("/language/", {"language": "en"})
    both = listed(hers)

    hers.post("/companies/switch/", {"company": lanna_foods.pk})

    assert both == {"1", "2"}
    assert listed(hers) == {"2"}
    assert "Only what concerns Lanna Foods Co., Ltd. is shown." in hers.get("/cases/").content.decode()
    assert hers.get("/cases/SMP-2569-000001/").status_code == 200

    hers.post("/companies/switch/", {"company": ""})
    assert listed(hers) == {"1", "2"}


def test_a_new_application_is_for_the_chosen_company(
    of_both: Person, lanna_foods: Exporter, signed_in: SignedIn
) -> None:
    hers = signed_in(of_both)
    hers.post("/companies/switch/", {"company": lanna_foods.pk})

    form = hers.get("/rex/start/").context["form"]

    assert form.fields["exporter"].initial == lanna_foods.pk
    assert len(form.fields["exporter"].choices) == 2


def test_when_the_role_ends_the_choice_ends_too(of_both: Person, lanna_foods: Exporter, signed_in: SignedIn) -> None:
    hers = signed_in(of_both)
    hers.post("/companies/switch/", {"company": lanna_foods.pk})

    Role.objects.filter(exporter=lanna_foods, person=of_both).delete()

    assert listed(hers) == {"1"}


@pytest.mark.parametrize("company", ["other", "9" * 30, "x", "-1"])
def test_another_company_cannot_be_chosen(
    malee: Person, lanna_foods: Exporter, signed_in: SignedIn, company: str
) -> None:
    said = str(lanna_foods.pk) if company == "other" else company

    assert signed_in(malee).post("/companies/switch/", {"company": said}).status_code == 404
