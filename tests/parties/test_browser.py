"""The pages as people meet them: in a browser, with the keyboard, on a narrow screen, with a screen reader's rules."""

import re

import pytest
from axe_core_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.parties import letters
from portal.parties.models import Exporter, Person
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
NARROW, WIDE = 320, 1280


def sign_in(page: Page, live_server: LiveServer, person: Person) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.locator(".portal-header")).to_contain_text(person.name_in(person.language))


def assert_usable(page: Page) -> None:
    """Nothing sticks out sideways, nothing was refused by the policy, and axe finds no fault."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    faults = Axe().run(page, options=RULES)["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []


def follow(page: Page, link: Locator) -> None:
    """Clicks, and waits for the page that it leads to: whatever comes next is asked of that one."""
    with page.expect_navigation():
        link.click()


def switch_to_english(page: Page) -> None:
    follow(page, page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(("width", "language"), [(WIDE, "th"), (NARROW, "th"), (NARROW, "en")])
def test_strangers_pages_are_usable(page: Page, live_server: LiveServer, width: int, language: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url)
    if language == "en":
        switch_to_english(page)

    for path in ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nothing/"):
        page.goto(live_server.url + path)
        assert_usable(page)

    assert complaints == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_owners_pages_are_usable_in_both_languages(
    page: Page, live_server: LiveServer, malee: Person, siam_ceramics: Exporter, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, malee)

    own = f"/companies/{siam_ceramics.pk}/"
    for path in ("/companies/", own, f"{own}change/", "/companies/new/", "/account/", "/accounts/email/"):
        page.goto(live_server.url + path)
        assert_usable(page)
    switch_to_english(page)
    assert_usable(page)


@pytest.mark.parametrize("language", ["th", "en"])
def test_from_sign_up_to_a_company_on_a_narrow_screen(page: Page, live_server: LiveServer, language: str) -> None:
    page.set_viewport_size({"width": NARROW, "height": 640})
    page.goto(live_server.url)
    if language == "en":
        switch_to_english(page)

    page.locator("main a[href='/accounts/signup/']").click()
    page.fill("#id_name_th", "กัญญา ดีงาม")
    page.fill("#id_name_en", "Kanya Deengam")
    page.fill("#id_email", "kanya@example.com")
    page.fill("#id_password1", "tuktuk-by-the-river-7")
    page.fill("#id_password2", "tuktuk-by-the-river-7")
    page.press("#id_password2", "Enter")
    page.wait_for_url("**/confirm-email/")
    letters.mail_unsent(timezone.now())
    link = re.search(r"/accounts/confirm-email/\S+", str(mail.outbox[-1].body))
    assert link
    page.goto(live_server.url + link[0])
    page.locator("main button").click()
    page.wait_for_url("**/accounts/login/")
    page.fill("#id_login", "kanya@example.com")
    page.fill("#id_password", "tuktuk-by-the-river-7")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/companies/")
    page.locator("main a[href='/companies/new/']").click()
    given = {
        "juristic_id": "0105551234568",
        "name_th": "บริษัท สยามเซรามิกส์ จำกัด",
        "name_en": "Siam Ceramics Co., Ltd.",
        "street_th": "99 ถนนพระรามที่ 4",
        "city_th": "เขตคลองเตย กรุงเทพมหานคร",
        "street_en": "99 Rama IV Road",
        "city_en": "Khlong Toei, Bangkok",
        "postcode": "10110",
        "phone": "02 123 4567",
        "email": "office@siam-ceramics.example",
    }
    for name, typed in given.items():
        page.fill(f"#id_{name}", typed)
    page.check("#id_kind_0")
    page.press("#id_email", "Enter")

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.locator(".govuk-error-summary a").click()
    expect(page.locator("#id_juristic_id")).to_be_focused()
    assert_usable(page)
    page.fill("#id_juristic_id", "0-1055-51234-56-7")
    page.press("#id_juristic_id", "Enter")

    name = given["name_th"] if language == "th" else given["name_en"]
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert Exporter.objects.get().juristic_id == "0105551234567"


def test_the_keyboard_reaches_the_main_part_first(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)

    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main-content")).to_be_focused()


def test_a_password_can_be_looked_at(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("#id_password", "secret")

    page.get_by_role("button", name="แสดงรหัสผ่าน").click()

    expect(page.locator("#id_password")).to_have_attribute("type", "text")


def test_the_portal_is_set_in_its_own_face(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)

    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('18px Sarabun', 'สินค้า'))")
    assert page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').length") >= 2
