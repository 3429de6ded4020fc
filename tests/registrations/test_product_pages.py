"""Who sees on the page of a case from which version of a product a good was taken, and that nobody sees costs there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.cases.models import Case
from portal.papers.models import Document
from portal.parties.models import Exporter, Person
from tests.parties.agents import an_agent
from tests.parties.catalogue import a_product

from .story import GOOD, submit

SignedIn = Callable[[Person], Client]
CUP = {"id": "cups", "heading": "6912", "description": "Ceramic cup", "product": "CUP-01"}
COSTS = {"labour": "71.37", "overhead": "72.37", "other_costs": "73.37", "profit": "74.37", "fob": "377.31"}


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter) -> Case:
    """One good was typed, one is a cup of the catalogue."""
    a_product(malee, siam_ceramics, **COSTS)
    return submit(malee, siam_ceramics, goods=[GOOD, CUP])


@pytest.fixture
def boonmee(settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person) -> Person:
    """A customs broker who prepares REX applications for Siam Ceramics."""
    settings.MEDIA_ROOT = tmp_path
    return an_agent(siam_ceramics)


def read(client: Client, address: str) -> str:
    client.cookies["django_language"] = "en"
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def no_costs(text: str) -> bool:
    return not any(cost in text for cost in COSTS.values())


def test_the_company_is_led_to_the_version(
    case: Case, siam_ceramics: Exporter, malee: Person, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(malee)
    version = case.rex_application.goods.get(position=2).product_version
    assert version is not None
    there = reverse("parties:version", args=[siam_ceramics.pk, version.product_id, 1])

    with django_assert_max_num_queries(17):
        shown = read(client, f"/cases/{case.reference}/")

    assert f'<a class="govuk-link" href="{there}">CUP-01, version 1</a>' in shown and no_costs(shown)
    assert COSTS["fob"] in read(client, there)


def test_an_agent_reads_it_and_is_led_nowhere(case: Case, boonmee: Person, signed_in: SignedIn) -> None:
    shown = read(signed_in(boonmee), f"/cases/{case.reference}/")

    assert "CUP-01, version 1" in shown and "/products/" not in shown and no_costs(shown)


def test_an_officer_reads_it_as_plain_text_and_no_costs(case: Case, ploy: Person, signed_in: SignedIn) -> None:
    shown = read(signed_in(ploy), f"/officers/cases/case/{case.reference}/")

    assert "CUP-01, version 1" in shown and "/products/" not in shown and no_costs(shown)


def test_another_company_finds_neither_case_nor_version(
    case: Case, siam_ceramics: Exporter, somsak: Person, signed_in: SignedIn
) -> None:
    version = case.rex_application.goods.get(position=2).product_version
    assert version is not None
    client = signed_in(somsak)

    assert client.get(f"/cases/{case.reference}/").status_code == 404
    there = reverse("parties:version", args=[siam_ceramics.pk, version.product_id, 1])
    assert client.get(there).status_code == 404


def test_the_papers_say_the_version_and_no_costs(case: Case) -> None:
    receipt = Document.objects.get(case=case, kind="receipt")

    assert "CUP-01" in str(receipt.facts) and no_costs(str(receipt.facts))
    assert "CUP-01" not in str(Document.objects.get(case=case, kind="rex-form").facts), "the annex has no such box"
