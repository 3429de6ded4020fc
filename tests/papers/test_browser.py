"""The verification pages and the documents of a case as a person meets them, on a telephone too."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.cases.models import Case
from portal.papers import making, services
from portal.papers.models import Document

from .conftest import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick")]
NARROW = {"width": 320, "height": 640}
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def document(case: Case) -> Document:
    document = services.request(case, "test-letter", at=AT)
    making.make_due()
    document.refresh_from_db()
    return document


def speak(page: Page, address: str, language: str) -> None:
    page.context.add_cookies([{"name": "django_language", "value": language, "url": address}])


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_code_typed_on_a_telephone_leads_to_the_document(
    document: Document, live_server: Any, page: Page, language: str
) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    speak(page, live_server.url, language)

    page.goto(live_server.url + reverse("papers:verify"))
    assert page.evaluate(WIDTH) <= 320
    page.get_by_role("textbox").fill("ABC")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_role("textbox").fill(document.verification_code.lower())
    page.get_by_role("textbox").press("Enter")

    expect(page.locator(".govuk-tag--green")).to_be_visible()
    assert page.evaluate(WIDTH) <= 320


def test_a_changed_file_is_told_from_ours(document: Document, live_server: Any, page: Page) -> None:
    with document.file.open() as file:
        ours = file.read()
    address = live_server.url + reverse("papers:verify_document", args=[document.verification_code])
    speak(page, live_server.url, "en")

    for content, said in (
        (ours, "byte for byte the one that we issued"),
        (ours + b" ", "is not the one that we issued"),
    ):
        page.goto(address)
        page.set_input_files("input[type=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content})
        page.get_by_role("button", name="Compare the file").click()

        expect(page.get_by_text(said)).to_be_visible()
