"""Goods from the company's products, on a narrow screen: ticked by keyboard, told of a newer version, filed, read."""

from collections.abc import Callable

import pytest
from axe_core_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.cases import drafts, submissions
from portal.parties.actors import Actor
from portal.parties.catalogue import writing
from portal.parties.models import Exporter, Person
from tests.parties.catalogue import a_product, content

from .story import AT, fill
from .test_in_browser import NARROW, fits

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LONG = "CUPANDSAUCER-" * 4


def clean(page: Page) -> bool:
    """No accessibility rule is broken, and nothing stands outside the screen."""
    found = Axe().run(page, options=RULES)["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    return fits(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_products_are_ticked_and_a_newer_version_is_taken(
    new_context: Callable[..., object],
    live_server: LiveServer,
    signed_in: Callable[[Person], Client],
    siam_ceramics: Exporter,
    malee: Person,
    scripts: bool,
) -> None:
    cup = a_product(malee, siam_ceramics)
    a_product(malee, siam_ceramics, LONG, name_en="Cup and saucer", name_th="ถ้วยและจานรอง" * 8)
    draft = fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)
    context = new_context(viewport=NARROW, java_script_enabled=scripts)
    cookies = {"sessionid": signed_in(malee).cookies["sessionid"].value, "django_language": "en"}
    context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items()])  # type: ignore[attr-defined]
    page: Page = context.new_page()  # type: ignore[attr-defined]

    page.goto(f"{live_server.url}/rex/drafts/{draft.pk}/goods/")
    page.get_by_role("button", name="Add from your products").press("Enter")
    expect(page.get_by_role("heading", name="Add from your products")).to_be_visible()
    assert not scripts or clean(page)
    page.get_by_label("CUP-01", exact=False).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#rows")).to_contain_text("Version 1 of CUP-01.")

    writing.save_product(cup, Actor.of(malee), content(name_en="Porcelain cup"), AT, seen=1)
    page.reload()
    expect(page.locator("#rows")).to_contain_text("Version 1 of CUP-01; version 2 is newer.")
    assert not scripts or clean(page)
    newer = page.get_by_role("button", name="Take what version 2 says")
    box = newer.bounding_box()
    assert box and box["x"] + box["width"] <= NARROW["width"], "in sight without scrolling sideways"
    newer.press("Enter")
    expect(page.locator("#rows")).to_contain_text("Porcelain cup")
    expect(page.locator("#rows")).to_contain_text("Version 2 of CUP-01.")

    case = submissions.submit(draft, Actor.of(malee), AT)
    page.goto(f"{live_server.url}/cases/{case.reference}/")
    page.get_by_text("Description of goods", exact=True).click()
    page.get_by_role("link", name="CUP-01, version 2").click()
    expect(page.get_by_role("heading", name="Porcelain cup")).to_be_visible()
