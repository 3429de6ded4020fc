"""The tools walked in a browser, in both languages, on a desk and on a phone: answers, rows, files, the keyboard."""

from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from drawback.services.templates import template_of
from portal.tools.registry import every_tool

pytestmark = pytest.mark.django_db(transaction=True)
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 320, "height": 800}}


@pytest.fixture(autouse=True)
def loaded(transactional_db: None) -> None:
    cache.clear()
    call_command("load_reference", verbosity=0)


def opened(browser: Browser, server: LiveServer, language: str, size: str) -> tuple[Page, list[str]]:
    """A stranger's browser, and what its console complains of."""
    context = browser.new_context(viewport=SIZES[size], base_url=server.url)  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": language, "url": server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def looks_right(page: Page) -> None:
    """Nothing stands outside the screen, and axe has nothing against the page."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    found = [violation["id"] for violation in Axe().run(page, options=WCAG)["violations"]]
    assert found == [], page.url


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", list(SIZES))
def test_every_tool_answers_its_example(browser: Browser, live_server: LiveServer, language: str, size: str) -> None:
    page, said = opened(browser, live_server, language, size)
    page.goto("/tools/")
    looks_right(page)

    for tool in every_tool():
        page.goto(f"/tools/{tool.slug}/")
        looks_right(page)
        if hasattr(tool.view, "view_class"):
            page.locator("main a[href^='?']").first.click()
            expect(page.locator("#verdict")).to_be_visible()
            looks_right(page)
            page.goto(f"/tools/{tool.slug}/?x=1")
            expect(page.locator(".govuk-error-summary")).to_be_focused()
            looks_right(page)

    assert said == []


def test_a_material_is_added_filled_in_and_judged_by_keyboard_alone(browser: Browser, live_server: LiveServer) -> None:
    page, _said = opened(browser, live_server, "en", "desk")
    page.goto("/tools/origin/")

    page.get_by_label("HS code of the good").fill("1101.00")
    page.get_by_label("FOB value (USD)").fill("1,000")
    page.get_by_role("button", name="Add a row").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Material 3")).to_be_visible()
    row = page.get_by_role("group", name="Material 1")
    row.get_by_label("HS code").fill("100110")
    row.get_by_label("Country of origin").select_option("CN")
    row.get_by_label("Value (USD)").fill("300.00")
    row.get_by_label("Value (USD)").press("Enter")

    expect(page.locator("#verdict")).to_have_text("These goods originate. Box 8 may carry: CC, 70%.")
    page.get_by_text("Clause FD-9").first.click()
    expect(page.get_by_text("Regional value content, direct and indirect").first).to_be_visible()


def test_enter_in_a_field_asks_and_does_not_remove_a_row(browser: Browser, live_server: LiveServer) -> None:
    page, _said = opened(browser, live_server, "en", "desk")
    page.goto("/tools/watchlist/?hs=0409.00&destination=US&on=02/08/2022&add=r")
    page.get_by_label("HS code", exact=True).press("Enter")

    expect(page.locator("#verdict")).to_be_visible()


@pytest.mark.parametrize("size", list(SIZES))
def test_three_spreadsheets_become_a_result_that_is_deleted(
    browser: Browser, live_server: LiveServer, size: str, tmp_path: Path
) -> None:
    page, said = opened(browser, live_server, "th", size)
    page.goto("/tools/drawback/")
    for name in ("lots", "formulas", "exports"):
        (tmp_path / f"{name}.xlsx").write_bytes(template_of(name))
        page.locator(f"[name={name}]").set_input_files(tmp_path / f"{name}.xlsx")

    page.locator("form[enctype] button").click()

    expect(page.locator("#verdict")).to_contain_text("2,100.00")
    looks_right(page)
    page.locator("details.portal-long summary").first.click()
    expect(page.get_by_role("cell", name="210", exact=True)).to_be_visible()
    looks_right(page)
    page.locator("form[action$='delete/'] button").click()
    expect(page.locator(".govuk-notification-banner")).to_be_visible()
    assert said == []


def test_an_answer_on_paper_carries_what_was_asked(browser: Browser, live_server: LiveServer) -> None:
    page, said = opened(browser, live_server, "en", "desk")
    page.goto("/tools/origin/")
    page.locator("main a[href^='?']").first.click()
    expect(page.get_by_text("What was asked")).to_be_hidden()

    page.emulate_media(media="print")

    expect(page.locator("#verdict")).to_be_visible()
    expect(page.get_by_text("What was asked")).to_be_visible()
    expect(page.locator("main form input[name=fob]")).to_be_visible()
    expect(page.get_by_role("button", name="Answer").last).to_be_hidden()
    assert said == []
