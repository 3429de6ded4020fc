"""What the company does while its application is with the officers, and what it gets in the end."""

import io

from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader, PdfWriter

from portal.law.thai import normalise
from portal.papers import making
from portal.parties import letters

from ..visitor import Visitor


def worker_runs() -> None:
    """The worker's jobs: papers are made, letters go out."""
    making.make_due()
    letters.mail_unsent(timezone.now())


def a_pdf() -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(made)
    return made.getvalue()


def open_case(malee: Visitor, reference: str) -> None:
    malee.go("/cases/")
    malee.follow(reference)


def download(visitor: Visitor, english_title: str) -> bytes:
    """The paper of that title, by its link on the page."""
    link = visitor.page.locator("main a[href^='/documents/']").filter(has_text=visitor.say(english_title)).first
    link.wait_for()
    answer = visitor.context.request.get(visitor.address + str(link.get_attribute("href")))
    assert answer.ok, answer.status
    return answer.body()


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, as a reader copies it."""
    return [" ".join(normalise(page.extract_text()).split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def write_to_the_officers(malee: Visitor, text: str) -> None:
    """A message closes no question."""
    malee.unfold("Write to the officers")
    malee.write({"message-text": text})
    malee.press("Send the message")
    expect(malee.page.locator("#question")).to_be_visible()


def answer(malee: Visitor, text: str) -> None:
    malee.write({"answer-answer": text})
    file = {"name": "ใบรับรองเตาเผา.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    malee.page.locator("#id_answer-attached").set_input_files(file)  # type: ignore[arg-type]
    malee.press("Send the answer")
    expect(malee.page.locator("#question")).to_have_count(0)


def correct(malee: Visitor, description: str) -> None:
    """The reason leads to the step that it speaks of, and stands there; the row is corrected."""
    malee.leave(malee.page.locator("#reasons ~ ul button").first.click)
    assert "/goods/" in malee.page.url
    expect(malee.page.locator(".portal-reason").first).to_be_visible()
    malee.leave(malee.page.locator("#rows tbody tr").nth(0).get_by_role("link").click)
    malee.write({"description": description})
    malee.press("Save and return to the table")
    malee.press("Save and return to the list")
    malee.follow("Check your answers")
    malee.follow("Go on to the security code")
