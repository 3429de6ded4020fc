"""The README's pictures, taken from the running portal; `make pictures` keeps them in docs/pictures."""

import os
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from portal.cases.models import Draft
from portal.parties.models import Person

SIZE = {"width": 1280, "height": 900}


@pytest.fixture
def demo(transactional_db: None, settings: LazySettings) -> None:
    settings.DEMO = True
    call_command("load_reference", verbosity=0)
    call_command("load_demo", verbosity=0)


def signed_in(browser: Browser, live_server: LiveServer, name: str) -> Page:
    """A window in Thai, in which a person of the demonstration has signed in."""
    client = Client()
    person = Person.objects.get(email=f"{name}@demo.example")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    context = browser.new_context(base_url=live_server.url, viewport=SIZE, locale="th-TH", timezone_id="Asia/Bangkok")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return context.new_page()


def take(page: Page, name: str, tmp_path: Path) -> bytes:
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return page.screenshot(path=folder / f"{name}.png", animations="disabled")


def test_the_exporters_task_list(demo: None, browser: Browser, live_server: LiveServer, tmp_path: Path) -> None:
    page = signed_in(browser, live_server, "malee")
    draft = Draft.objects.get(case=None, submitted_at=None)

    page.goto(f"/rex/drafts/{draft.pk}/")
    picture = take(page, "task-list", tmp_path)

    assert page.locator("html").get_attribute("lang") == "th"
    assert page.locator(".govuk-task-list__item").count() >= 8
    assert len(picture) > 20_000


def test_the_officers_queue(demo: None, browser: Browser, live_server: LiveServer, tmp_path: Path) -> None:
    page = signed_in(browser, live_server, "ploy")

    page.goto("/officers/cases/case/?shelf=all")
    picture = take(page, "queue", tmp_path)

    assert page.locator("html").get_attribute("lang") == "th"
    assert page.locator("text=REX-").count() >= 5
    assert len(picture) > 20_000
