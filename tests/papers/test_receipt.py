"""The receipt says everything that was filed, and when, in both languages."""

import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from portal.cases import drafts, submissions
from portal.cases.models import Draft, Submission
from portal.law.thai import normalise
from portal.papers import making, services
from portal.papers.models import Document
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.registrations import story
from tests.wizard import procedure
from tests.wizard.conftest import HOLDER, NOW


@pytest.fixture
def draft(malee: Person, siam_ceramics: Exporter) -> Draft:
    procedure.register()
    draft = drafts.start("trial", siam_ceramics, Actor.of(malee), NOW)
    drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER)
    drafts.save(draft, "promise", Actor.of(malee), NOW, {"promised": "on"})
    return draft


def filed(draft: Draft, person: Person, rows: int) -> Submission:
    lines = [{"heading": f"{1000 + n}", "words": f"เครื่องปั้นดินเผา แบบที่ {n}"} for n in range(rows)]
    drafts.save(draft, "lines", Actor.of(person), NOW, {}, lines)
    return submissions.submit(draft, Actor.of(person), NOW).submissions.get()


def receipt(submission: Submission) -> Document:
    document = services.request(submission.case, "receipt", submission=submission, at=submission.at)
    assert making.make_due() == 1
    document.refresh_from_db()
    return document


def text_of(document: Document) -> list[str]:
    with document.file.open() as file:
        return [normalise(page.extract_text()) for page in PdfReader(io.BytesIO(file.read())).pages]


def test_a_receipt_has_the_time_the_answers_and_the_hash_of_everything(draft: Draft, malee: Person) -> None:
    submission = filed(draft, malee, 2)

    document = receipt(submission)

    said = " ".join(text_of(document))
    joined = re.sub(r"\s", "", said)
    assert document.number == "RCP-2569-000001"
    assert submission.case.reference in said
    assert "20 พฤศจิกายน 2569" in said and "20 November 2026" in said
    assert "2026-11-20T10:00:00+07:00" in said
    assert "Malee Srisuk" in said and "มาลี ศรีสุข" in said
    assert submission.sha256 in joined
    assert "Siam Ceramics" in said and "Switzerland" in said and "1001" in said
    assert "No files were handed in." in said


def test_five_hundred_rows_run_over_pages_under_a_repeated_head(draft: Draft, malee: Person) -> None:
    pages = text_of(receipt(filed(draft, malee, 500)))

    assert len(pages) > 8
    table = [page for page in pages if re.search(r"\b1[0-4]\d\d\b", page)]
    assert all("Heading" in page for page in table)
    assert "1499" in " ".join(pages)
    assert f"{len(pages)} / {len(pages)}" in pages[-1]


def test_the_receipt_stays_what_it_was_when_the_company_changes_its_name(
    draft: Draft, malee: Person, siam_ceramics: Exporter
) -> None:
    submission = filed(draft, malee, 1)
    document = services.request(submission.case, "receipt", submission=submission, at=submission.at)

    Exporter.objects.update(name_th="บริษัท ชื่อใหม่ จำกัด")
    making.make_due()

    document.refresh_from_db()
    said = " ".join(text_of(document))
    assert "บริษัท สยามเซรามิกส์ จำกัด" in said
    assert "ชื่อใหม่" not in said


def test_a_receipt_wants_a_submission(draft: Draft, malee: Person) -> None:
    submission = filed(draft, malee, 1)

    with pytest.raises(ValueError, match="submission"):
        services.request(submission.case, "receipt", at=NOW)


def test_whoever_files_sees_the_receipt_being_made_and_gets_it_on_the_same_page(
    malee: Person, siam_ceramics: Exporter, signed_in: Callable[[Person], Client]
) -> None:
    draft = story.fill(drafts.start("rex", siam_ceramics, Actor.of(malee), story.AT), malee)
    submissions.submit(draft, Actor.of(malee), story.AT)
    address = reverse("wizard:receipt", args=["rex", draft.pk])
    browser = signed_in(malee)

    before = browser.get(address).content.decode()
    making.make_due()
    after = browser.get(address).content.decode()

    receipt = Document.objects.get(kind="receipt")
    download = reverse("papers:download", args=[receipt.pk])
    assert "ใบรับคำขอ" in before and 'hx-trigger="every 3s"' in before and download not in before
    assert download in after and (receipt.number or "none") in after
