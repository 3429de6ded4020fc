"""Documents on the case page: who gets them, what is seen while they are made, and trying again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.cases.models import Case, Notice
from portal.papers import making, services
from portal.papers.models import Document
from portal.parties.actors import CLOCK
from portal.parties.models import Person

from .conftest import AT

pytestmark = pytest.mark.usefixtures("quick")
SignedIn = Callable[[Person], Client]


@pytest.fixture
def document(case: Case) -> Document:
    return services.request(case, "test-letter", at=AT)


def made(document: Document) -> Document:
    making.make_due()
    document.refresh_from_db()
    return document


def panel_of(case: Case) -> str:
    return reverse("papers:of_case", args=[case.reference])


def test_the_company_and_its_officers_get_the_file(
    document: Document, signed_in: SignedIn, malee: Person, ploy: Person
) -> None:
    made(document)

    for person in (malee, ploy):
        answer = signed_in(person).get(reverse("papers:download", args=[document.pk]))

        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'inline; filename="letter-LTR-2569-0001.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert answer.content.startswith(b"%PDF")  # type: ignore[attr-defined]


def test_another_company_and_another_agency_find_nothing(
    document: Document, signed_in: SignedIn, somsak: Person, anong: Person
) -> None:
    made(document)

    for person in (somsak, anong):
        browser = signed_in(person)
        assert browser.get(reverse("papers:download", args=[document.pk])).status_code == 404
        assert browser.get(panel_of(document.case)).status_code == 404
        assert browser.post(reverse("papers:retry", args=[document.pk])).status_code == 404


def test_whoever_has_not_signed_in_is_asked_to(document: Document, client: Client) -> None:
    address = reverse("papers:download", args=[made(document).pk])

    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={address}")


def test_a_paper_that_is_not_ready_has_no_file(document: Document, signed_in: SignedIn, malee: Person) -> None:
    assert signed_in(malee).get(reverse("papers:download", args=[document.pk])).status_code == 404


def test_the_panel_asks_again_while_a_paper_is_being_made_and_stops_when_it_is_ready(
    document: Document, signed_in: SignedIn, malee: Person
) -> None:
    browser = signed_in(malee)

    before = browser.get(panel_of(document.case)).content.decode()
    made(document)
    after = browser.get(panel_of(document.case)).content.decode()

    assert 'hx-trigger="every 3s"' in before
    assert "รอจัดทำ" in before
    assert "hx-trigger" not in after
    assert reverse("papers:download", args=[document.pk]) in after


def test_a_failed_paper_says_why_and_can_be_tried_again(
    document: Document, signed_in: SignedIn, malee: Person, ploy: Person, signing_key: Path, key_bytes: bytes
) -> None:
    signing_key.unlink()
    made(document)
    browser = signed_in(malee)

    page = browser.get(panel_of(document.case)).content.decode()
    officers_page = signed_in(ploy).get(panel_of(document.case)).content.decode()

    assert "ไม่สามารถใช้กุญแจลงลายมือชื่อของระบบได้" in page
    assert "portal.p12" not in page  # what the machine said is for officers
    assert "portal.p12" in officers_page

    signing_key.write_bytes(key_bytes)
    answer = browser.post(reverse("papers:retry", args=[document.pk]), {"back": "/cases/TST-2569-000001/"})

    assert answer["Location"] == "/cases/TST-2569-000001/"
    assert made(document).state == Document.State.ISSUED


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_trying_again_leads_nowhere_else(document: Document, signed_in: SignedIn, malee: Person, back: str) -> None:
    answer = signed_in(malee).post(reverse("papers:retry", args=[document.pk]), {"back": back})

    assert answer["Location"] == panel_of(document.case)


def test_the_panel_costs_the_same_for_one_paper_and_for_many(
    document: Document, signed_in: SignedIn, malee: Person
) -> None:
    browser = signed_in(malee)
    made(document)
    panel = panel_of(document.case)
    browser.get(panel)
    with CaptureQueriesContext(connection) as for_one:
        browser.get(panel)

    for _version in range(6):
        document = made(services.replace(document, CLOCK, at=AT, reason="a new address"))
    with CaptureQueriesContext(connection) as for_seven:
        page = browser.get(panel).content.decode()

    assert len(for_seven) == len(for_one) == 6
    assert page.count("govuk-summary-card__title-wrapper") == 7
    assert page.count("มีฉบับใหม่แทนแล้ว") == 6


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_damaged_file_is_given_to_nobody_and_the_administrators_hear_of_it_once(
    document: Document, signed_in: SignedIn, malee: Person, admin: Person, harm: str
) -> None:
    kept = Path(made(document).file.path)
    if harm == "changed":
        kept.write_bytes(kept.read_bytes().replace(b"%PDF-1", b"%PDF-2"))
    else:
        kept.unlink()

    answers = [signed_in(malee).get(reverse("papers:download", args=[document.pk])) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [500, 500]
    assert "ไฟล์เสียหาย" in answers[0].content.decode()
    notice = Notice.objects.get(kind="paper-damaged")
    assert notice.person == admin and document.sha256 in notice.text_en
