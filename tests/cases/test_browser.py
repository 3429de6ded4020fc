"""What an exporter does on the page of a case, in a browser, on a small screen and in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
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
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
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


@pytest.mark.parametrize(("language", "width"), [("th", 320), ("en", 1280)])
def test_wishes_are_chosen_and_a_calendar_is_opened_by_keyboard(
    page: Page,
    live_server: LiveServer,
    signed_in: Callable[[Person], Client],
    malee: Person,
    language: str,
    width: int,
) -> None:
    session = signed_in(malee).cookies["sessionid"].value
    page.set_viewport_size({"width": width, "height": 800})
    page.context.add_cookies(
        [
            {"name": "sessionid", "value": session, "url": live_server.url},
            {"name": "django_language", "value": language, "url": live_server.url},
        ]
    )

    page.goto(f"{live_server.url}/notices/")
    page.locator("a[href='/notices/wishes/']").press("Enter")
    page.locator("input[value=daily]").press("Space")
    page.locator("main form").first.locator("button").press("Enter")
    expect(page.locator("input[value=daily]")).to_be_checked()
    page.locator("form[action='/notices/calendar/open/'] button").press("Enter")

    address = page.locator("#calendar-address").inner_text()
    assert page.request.get(address).headers["content-type"] == "text/calendar; charset=utf-8"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [found["id"] for found in Axe().run(page, options=WCAG)["violations"]] == []
    page.goto(f"{live_server.url}/notices/wishes/")
    expect(page.locator("#calendar-address")).to_have_count(0)
    page.locator("form[action='/notices/calendar/close/'] button").press("Enter")
    assert page.request.get(address).status == 404
