"""Typing in a browser: nothing is lost on the way, and the pages are usable on a phone and with a screen reader."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.cases import drafts, rows, securitycode
from portal.cases.models import Case, Draft
from portal.parties.actors import Actor
from portal.parties.models import Person
from tests.conftest import PASSWORD

from .conftest import HOLDER, LINE, NOW

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SAVED = re.compile(r"บันทึกแล้ว \d\d:\d\d น\.")


def sign_in(page: Page, live_server: LiveServer, person: Person) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.locator(".portal-header")).to_contain_text(person.name_in("th"))


def at(live_server: LiveServer, draft: Draft, rest: str = "") -> str:
    return f"{live_server.url}/trial/drafts/{draft.pk}/{rest}"


def kept(draft: Draft, step: str = "holder") -> dict[str, Any]:
    return draft.steps.get(step=step).data["values"]


def wait_for(what: Callable[[], bool]) -> None:
    """What a page sends while it goes arrives when it arrives."""
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_is_typed_is_saved_by_itself_and_judged_when_left(
    page: Page, live_server: LiveServer, draft: Draft, malee: Person
) -> None:
    sign_in(page, live_server, malee)
    page.goto(at(live_server, draft, "holder/"))

    page.fill("#id_founded", "31/02/25")
    expect(page.locator("#wizard-saved")).to_have_text(SAVED)
    expect(page.locator("#id_founded-error")).to_have_count(0)
    page.press("#id_founded", "Tab")
    page.locator("#id_name").press_sequentially("!")
    expect(page.locator("#id_founded-error")).to_have_count(1)
    expect(page.locator("#id_founded-group")).to_have_class(re.compile("govuk-form-group--error"))
    expect(page.locator("#id_founded")).to_have_attribute("aria-describedby", re.compile("id_founded-error"))

    page.goto(at(live_server, draft, "holder/"))
    expect(page.locator("#id_founded")).to_have_value("31/02/25")


def test_the_last_letter_before_leaving_is_saved(
    page: Page, live_server: LiveServer, draft: Draft, malee: Person
) -> None:
    sign_in(page, live_server, malee)
    page.goto(at(live_server, draft, "holder/"))

    page.fill("#id_name", "Typed and gone")
    page.goto(at(live_server, draft))
    wait_for(draft.steps.filter(step="holder", data__values__name="Typed and gone").exists)
    page.goto(at(live_server, draft, "holder/"))

    expect(page.locator("#id_name")).to_have_value("Typed and gone")


def test_signing_in_again_in_another_tab_brings_everything_together(
    page: Page, live_server: LiveServer, draft: Draft, malee: Person
) -> None:
    sign_in(page, live_server, malee)
    page.goto(at(live_server, draft, "holder/"))
    page.context.clear_cookies(name="sessionid")

    page.fill("#id_name", "Typed after the end")
    link = page.locator("[data-signed-out]")
    expect(link).to_be_visible()
    with page.context.expect_page() as opened:
        link.click()
    other = opened.value
    other.fill("#id_login", malee.email)
    other.fill("#id_password", PASSWORD)
    other.press("#id_password", "Enter")
    expect(other.locator("#id_name")).to_have_value("Typed after the end")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.press("#id_name", "End")
    page.locator("#id_name").press_sequentially(", and on")
    expect(page.locator("#wizard-saved")).to_have_text(SAVED)
    assert kept(draft)["name"] == "Typed after the end, and on"


def test_without_scripts_everything_works_with_the_buttons(
    browser: Any, live_server: LiveServer, draft: Draft, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(securitycode, "drawn", lambda signs: signs[0] * 5)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, malee)

    page.goto(at(live_server, draft, "holder/"))
    page.check("input[name=kind][value=producer]") if page.locator("input[name=kind]").count() else page.select_option(
        "#id_kind", "producer"
    )
    page.locator("button[form=wizard-form]").first.click()
    page.locator("button[value=add-row]").click()
    page.fill("#id_heading", "6912")
    page.fill("#id_words", "Tableware")
    page.locator("#wizard-form button").first.click()
    page.locator("button[form=wizard-form]").last.click()
    page.goto(at(live_server, draft, "promise/"))
    page.check("#id_promised")
    page.locator("button[form=wizard-form]").first.click()
    page.locator(f"a[href='/trial/drafts/{draft.pk}/submit/']").click()
    page.fill("#id_code", "AAAAA")
    page.locator("button[form=code-form]").click()

    expect(page.locator(".govuk-panel")).to_contain_text("TRY-")
    assert Case.objects.count() == 1
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_are_usable(page: Page, live_server: LiveServer, draft: Draft, malee: Person, width: int) -> None:
    actor = Actor.of(malee)
    drafts.save(draft, "holder", actor, NOW, HOLDER | {"name": "ก" * 300}, tried=True)
    rows.add(draft, "lines", actor, NOW, LINE)
    rows.add(draft, "lines", actor, NOW, {"heading": "x" * 60, "words": ""})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, malee)

    for rest in ("", "holder/", "lines/", "lines/rows/new/", "promise/", "check/?checklist=1"):
        page.goto(at(live_server, draft, rest))
        assert_usable(page, rest)
    page.goto(f"{live_server.url}/trial/start/")
    assert_usable(page, "start")
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_filing_are_usable(
    page: Page, live_server: LiveServer, full: Draft, malee: Person, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, malee)

    page.goto(at(live_server, full, "submit/"))
    page.fill("#id_code", "wrong")
    page.locator("button[form=code-form]").click()
    expect(page.locator("#id_code-error")).to_be_visible()
    assert_usable(page, "submit")


def assert_usable(page: Page, what: str) -> None:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, what
    faults = Axe().run(page, options=RULES)["violations"]
    assert [(what, fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []
