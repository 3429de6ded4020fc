"""REX walked in a browser: eight steps on a small screen, the office, the company's page, and the public register."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.cases import securitycode
from portal.cases.models import Case
from portal.parties import letters
from portal.parties.models import Exporter, Person
from registrations.models import Registration

from .story import CONTACT, GOOD, SIGNATURE, TICKS, move

pytestmark = pytest.mark.django_db(transaction=True)
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters.current_app, "send_task", lambda *_args, **_options: None)


@pytest.fixture
def known_code(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(securitycode, "drawn", lambda signs: signs[0] * 5)
    return "AAAAA"


def fits(page: Page) -> bool:
    """Nothing stands outside the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def go_on(page: Page) -> None:
    """Saves the step, and waits for the page after it."""
    before = page.url
    page.locator("main form button.govuk-button:not(.govuk-button--secondary)").last.click()
    page.wait_for_url(lambda url: url != before)


def type_in(page: Page, said: dict[str, str]) -> None:
    for name, value in said.items():
        if value:
            page.locator(f"[name={name}]").first.fill(value)


def fill_in(page: Page, draft: str) -> None:
    """The six steps that are filled in; the first is as the portal knows the company."""
    for step in ("exporter", "contacts", "activities", "goods", "undertakings", "consent"):
        page.goto(f"{draft}{step}/")
        if step in ("contacts", "goods"):
            page.goto(f"{draft}{step}/rows/new/")
            type_in(page, CONTACT if step == "contacts" else GOOD)
        elif step == "activities":
            page.locator("[name=activities][value=production]").check()
        elif step == "undertakings":
            for tick in TICKS:
                page.locator(f"[name={tick}]").check()
            type_in(page, SIGNATURE)
        elif step == "consent":
            page.locator("[name=consent][value=yes]").check()
            type_in(page, SIGNATURE)
        else:
            page.locator("[name=contact_phone]").fill("02 123 4567")
        assert fits(page), step
        go_on(page)


@pytest.mark.parametrize(("language", "screen"), [("th", NARROW), ("en", WIDE)])
def test_from_an_empty_form_to_the_public_register(
    page: Page,
    live_server: LiveServer,
    signed_in: Callable[[Person], Client],
    siam_ceramics: Exporter,
    malee: Person,
    ploy: Person,
    krit: Person,
    known_code: str,
    language: str,
    screen: dict[str, int],
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda raised: errors.append(str(raised)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    page.set_viewport_size(screen)  # type: ignore[arg-type]
    cookies = {"sessionid": signed_in(malee).cookies["sessionid"].value, "django_language": language}
    page.context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items()])

    page.goto(f"{live_server.url}/rex/start/")
    go_on(page)
    draft = page.url.split("/drafts/")[0] + "/drafts/" + page.url.split("/drafts/")[1].split("/")[0] + "/"
    fill_in(page, draft)
    page.goto(f"{draft}check/")
    assert fits(page)
    page.goto(f"{draft}submit/")
    page.locator("[name=code]").fill(known_code)
    page.locator("button[form=code-form]").click()

    with translation.override(language):
        expect(page.get_by_role("heading", name=gettext("The application is filed"))).to_be_visible()
    case = Case.objects.get()
    expect(page.get_by_text(case.reference).first).to_be_visible()
    assert fits(page)

    received = {"paper_seen": True, "poa_seen": True, "received_on": timezone.localdate(case.submitted_at)}
    move(case, "receive", ploy, received, at=case.submitted_at)
    for verb, officer in (("examine", ploy), ("recommend", ploy), ("register", krit)):
        move(case, verb, officer, at=case.submitted_at)
    held = Registration.objects.get()

    page.goto(f"{live_server.url}/cases/{case.reference}/")
    expect(page.get_by_text(held.number).first).to_be_visible()
    assert fits(page)

    page.context.clear_cookies(name="sessionid")
    page.goto(f"{live_server.url}/register/rex/")
    page.locator("[name=number]").fill(held.number.lower())
    page.locator("main form button").click()
    expect(page.get_by_text("Siam Ceramics Co., Ltd.")).to_be_visible()
    assert fits(page)
    assert errors == []
