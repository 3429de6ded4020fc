"""Anybody who holds a paper finds out whether it is ours and whether it counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.cases.models import Case
from portal.papers import codes, kinds, making, services
from portal.papers.models import Document
from portal.parties.actors import CLOCK

from .conftest import AT

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def document(case: Case) -> Document:
    document = services.request(case, "test-letter", at=AT)
    making.make_due()
    document.refresh_from_db()
    return document


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def address(document: Document) -> str:
    return reverse("papers:verify_document", args=[document.verification_code])


def the_file(document: Document, *, more: bytes = b"") -> SimpleUploadedFile:
    with document.file.open() as file:
        return SimpleUploadedFile("letter.pdf", file.read() + more, "application/pdf")


def test_a_paper_in_force_says_what_it_is_and_what_may_be_public(document: Document, english: Client) -> None:
    answer = english.get(address(document))

    page = answer.content.decode()
    assert "The document is in force." in page
    assert "LTR-2569-0001" in page and "สยามเซรามิกส์" in page and "Department of Foreign Trade" in page
    assert document.sha256 in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


def test_it_speaks_thai_first(document: Document, client: Client) -> None:
    page = client.get(address(document)).content.decode()

    assert "เอกสารนี้ยังมีผลใช้อยู่" in page
    assert document.facts["head"]["agency"]["th"] in page
    assert "2569" in page


def test_a_revoked_paper_says_since_when_and_not_why(document: Document, english: Client) -> None:
    services.revoke(document, CLOCK, at=AT, reason="what only the company knows")

    page = english.get(address(document)).content.decode()

    assert "was revoked on 20 November 2026" in page
    assert "only the company" not in page


def test_a_replaced_paper_says_so(document: Document, english: Client) -> None:
    services.replace(document, CLOCK, at=AT, reason="a new address")
    assert "is in force" in english.get(address(document)).content.decode()

    making.make_due()

    assert "was replaced by a newer version" in english.get(address(document)).content.decode()


def test_an_expired_paper_says_its_last_day(document: Document, english: Client) -> None:
    Document.objects.update(valid_until=AT.date() - timedelta(days=400))

    assert "its last day was 16 October 2025" in english.get(address(document)).content.decode()


def test_what_is_public_is_asked_at_every_look(
    document: Document, english: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = kinds.kind("test-letter")
    assert "สยามเซรามิกส์" in english.get(address(document)).content.decode()

    silent = kinds.DocumentKind(letter.slug, letter.title, letter.template, letter.facts, public=lambda _document: [])
    monkeypatch.setitem(kinds._kinds, letter.slug, silent)

    assert "สยามเซรามิกส์" not in english.get(address(document)).content.decode()


def test_a_code_nobody_issued_is_not_found_and_says_what_to_do(english: Client, db: None) -> None:
    answer = english.get(reverse("papers:verify_document", args=[codes.new_code()]))

    assert answer.status_code == 404
    assert "do not rely on the document" in answer.content.decode()


def test_a_paper_not_issued_yet_is_not_found(case: Case, english: Client) -> None:
    waiting = services.request(case, "test-letter", at=AT)

    assert english.get(address(waiting)).status_code == 404


@pytest.mark.parametrize("typed", [codes.grouped, str.lower, lambda code: f"  {code[:9]} {code[9:]} "])
def test_a_code_is_understood_however_it_is_typed(document: Document, client: Client, typed: Any) -> None:
    answer = client.get(reverse("papers:verify"), {"code": typed(document.verification_code)})

    assert answer.status_code == 302
    assert answer["Location"] == address(document)


def test_letters_that_look_alike_are_read_as_they_were_meant() -> None:
    assert codes.typed("OIL" + "A" * 25) == "011" + "A" * 25


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 28, "A" * 29, "ก" * 28, "A" * 5000, "\u202e" + "A" * 28])
def test_what_cannot_be_a_code_is_said_at_the_field(english: Client, db: None, typed: str) -> None:
    answer = english.get(reverse("papers:verify"), {"code": typed})

    assert answer.status_code == 200
    assert "govuk-error-message" in answer.content.decode()


def test_codes_are_random_and_long() -> None:
    some = {codes.new_code() for _ in range(1000)}

    assert len(some) == 1000
    assert all(len(code) == 28 and set(code) <= set(codes.ALPHABET) for code in some)
    assert len(codes.ALPHABET) ** codes.LENGTH >= 2**128


def test_the_file_itself_is_recognised_byte_for_byte(document: Document, english: Client) -> None:
    ours = english.post(address(document), {"file": the_file(document)}).content.decode()
    changed = english.post(address(document), {"file": the_file(document, more=b" ")}).content.decode()

    assert "byte for byte the one that we issued" in ours
    assert "not the one that we issued" in changed


def test_the_file_alone_leads_to_its_document(document: Document, english: Client) -> None:
    found = english.post(reverse("papers:verify"), {"file": the_file(document)}).content.decode()
    unknown = english.post(reverse("papers:verify"), {"file": the_file(document, more=b" ")}).content.decode()

    assert "byte for byte" in found and "LTR-2569-0001" in found
    assert "No document that we issued has exactly this content" in unknown


def test_an_empty_file_and_no_file_are_said_at_the_field(document: Document, english: Client) -> None:
    empty = english.post(address(document), {"file": SimpleUploadedFile("letter.pdf", b"")}).content.decode()
    none = english.post(address(document), {}).content.decode()

    assert "This file is empty" in empty
    assert "Choose the PDF file" in none


def test_a_paper_that_cannot_be_verified_has_no_page(
    document: Document, english: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = kinds.kind("test-letter")
    form = kinds.DocumentKind(letter.slug, letter.title, letter.template, letter.facts, verifiable=False)
    monkeypatch.setitem(kinds._kinds, letter.slug, form)

    assert english.get(address(document)).status_code == 404
