"""The officers' site as a browser sees it: no policy is violated, nothing runs over the edge, keys work."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from portal.cases import kept
from portal.cases.kept import By
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.conftest import PASSWORD

from .cases import a_case, many
from .test_comparison import file_again

QUEUE = "/officers/cases/case/"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console complains of while the test runs."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda failure: said.append(str(failure)))
    return said


def sign_in(page: Page, live_server: Any, person: Person, language: str) -> None:
    address = live_server.url
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": address}])


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_fit_and_violate_no_policy(
    transactional_db: None,
    live_server: Any,
    page: Page,
    complaints: list[str],
    siam_ceramics: Exporter,
    ploy: Person,
    language: str,
    width: int,
) -> None:
    case = a_case(siam_ceramics, 900, "examining", handler=ploy, exporter_name_th="บริษัท" + "ยาวมาก" * 30)
    many(siam_ceramics, 60)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server, ploy, language)
    complaints.clear()

    check = f"{QUEUE}bulk/?do=assign&case={case.pk}"
    for path in ("/officers/", QUEUE, f"{QUEUE}?shelf=closed", f"{QUEUE}{case.reference}/", check):
        page.goto(f"{live_server.url}{path}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} runs over the edge"

    assert complaints == []


def test_an_officer_goes_through_the_queue_by_keyboard_and_takes_a_case(
    transactional_db: None, live_server: Any, page: Page, siam_ceramics: Exporter, ploy: Person
) -> None:
    many(siam_ceramics, 3)
    sign_in(page, live_server, ploy, "th")
    page.goto(f"{live_server.url}{QUEUE}?shelf=free")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    second = page.locator("[data-row]").nth(1)
    reference = second.locator("a").inner_text()
    assert second.locator("input").is_checked()
    page.click("button[value=take]")

    page.wait_for_load_state()
    assert Case.objects.get(reference=reference).handler == ploy
    assert Case.objects.filter(handler=ploy).count() == 1


def test_all_of_a_page_are_ticked_checked_and_taken_by_keyboard(
    transactional_db: None, live_server: Any, page: Page, siam_ceramics: Exporter, ploy: Person
) -> None:
    many(siam_ceramics, 3)
    sign_in(page, live_server, ploy, "en")
    page.goto(f"{live_server.url}{QUEUE}?shelf=free")

    page.focus("[data-tick-all]")
    page.keyboard.press("Enter")
    assert page.locator("[data-row] input:checked").count() == 3
    page.select_option("#bulk-do", "take")
    page.focus("button[value=check]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulk/?do=take*")
    page.focus("form.desk-act button")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/bulk/" in url and "do=" not in url)

    assert Case.objects.filter(handler=ploy).count() == 3


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_administrators_pages_and_comparisons_fit(
    transactional_db: None,
    live_server: Any,
    page: Page,
    complaints: list[str],
    submitted: Case,
    malee: Person,
    ploy: Person,
    admin: Person,
    language: str,
    width: int,
) -> None:
    goods = [{"heading": "6912", "description": "Stoneware" * 12}]
    file_again(submitted, malee, ploy, goods, email="a.very.long.address@a-very-long-company.example")
    by = By(Actor.of(admin), timezone.now(), "คำสั่งกรมการค้าต่างประเทศ" * 8, corrects=True)
    key = "service.rex.examination.working_days"
    kept.add_value(by, key=key, value="3", valid_from=date(2026, 1, 1), source="คำสั่ง" * 30)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server, admin, language)
    complaints.clear()

    lists = [f"lists/{kind}/{part}" for kind in ("calendar", "patterns", "service-times") for part in ("", "add/")]
    others = ["lists/service-times/history/", "lists/service-times/import/"]
    reset, compare = f"parties/officer/{ploy.officer.pk}/second-factor/", f"cases/case/{submitted.reference}/compare/"
    for path in (*lists, *others, reset, compare):
        page.goto(f"{live_server.url}/officers/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} runs over the edge"

    page.goto(f"{live_server.url}/officers/lists/service-times/import/")
    page.set_input_files(
        "#id_file",
        {
            "name": "x.csv",
            "mimeType": "text/csv",
            "buffer": f"key,value,valid_from,source\n{key},x,1/1/2599,y".encode(),
        },
    )
    with page.expect_navigation():
        page.click("form[enctype] button")
    assert page.locator(".desk-list__wrong").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The browser itself tells of the page that was refused.
    assert [said for said in complaints if "422" not in said] == []
