"""What an exporter does on the page of a case, in a browser, on a small screen and in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.cases import questions
from portal.cases.models import Case, Question
from portal.parties import letters
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW
from .test_pages import PNG

pytestmark = pytest.mark.django_db(transaction=True)
SEND = {"th": "ส่งคำตอบ", "en": "Send the answer"}
ANSWERED = {"th": "ส่งคำตอบแล้ว", "en": "Your answer has been sent"}


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters.current_app, "send_task", lambda name, **_: None)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_question_is_found_answered_with_a_file_and_gone(
    page: Page,
    live_server: LiveServer,
    signed_in: Callable[[Person], Client],
    examining: Case,
    ploy: Person,
    malee: Person,
    tmp_path: Path,
    language: str,
) -> None:
    question = questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")
    kiln = tmp_path / "kiln.png"
    kiln.write_bytes(PNG)
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.set_viewport_size({"width": 320, "height": 800})
    session = signed_in(malee).cookies["sessionid"].value
    page.context.add_cookies(
        [
            {"name": "sessionid", "value": session, "url": live_server.url},
            {"name": "django_language", "value": language, "url": live_server.url},
        ]
    )

    page.goto(f"{live_server.url}/cases/")
    page.get_by_role("link", name=examining.reference).first.click()
    page.locator("#id_answer-answer").fill("The tunnel kiln")
    page.locator("#id_answer-attached").set_input_files(kiln)
    page.get_by_role("button", name=SEND[language]).click()

    expect(page.get_by_text(ANSWERED[language]).first).to_be_visible()
    expect(page.get_by_role("link", name="kiln.png")).to_be_visible()
    expect(page.locator("#id_answer-answer")).to_have_count(0)
    assert Question.objects.get(pk=question.pk).answer == "The tunnel kiln"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert errors == []
