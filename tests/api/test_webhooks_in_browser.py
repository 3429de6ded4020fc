"""An owner adds a webhook, tests it and sends it again: in a browser, on a narrow screen, without and with scripts."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.api import tasks
from portal.parties.models import Exporter, Person
from tests.conftest import PASSWORD
from tests.parties.test_browser import NARROW, WIDE, assert_usable, follow, sign_in, switch_to_english

from .receiver import Receiver, says

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_from_adding_to_sending_again(
    page: Page, live_server: LiveServer, malee: Person, siam_ceramics: Exporter, receiver: Receiver, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    receiver.answer = says(500, "a" * 900)
    sign_in(page, live_server, malee)
    switch_to_english(page)
    page.goto(f"{live_server.url}/companies/{siam_ceramics.pk}/")
    follow(page, page.get_by_role("link", name="Webhooks"))
    assert_usable(page)

    follow(page, page.get_by_role("button", name="Add a webhook").or_(page.get_by_role("link", name="Add a webhook")))
    assert_usable(page)
    page.get_by_label("Address of your program").fill("http://example.com/")
    follow(page, page.get_by_role("button", name="Add the webhook"))
    expect(page.get_by_role("alert")).to_contain_text("https://")
    assert_usable(page)
    page.get_by_label("Address of your program").fill(receiver.url + "/" + "long" * 40)
    follow(page, page.get_by_role("button", name="Add the webhook"))
    assert_usable(page)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Continue"))
    expect(page.locator("#secret")).to_contain_text("whsec_")
    assert_usable(page)

    follow(
        page, page.get_by_role("link", name="I have copied it").or_(page.get_by_role("button", name="I have copied it"))
    )
    follow(page, page.get_by_role("button", name="Send a test"))
    tasks.deliver_webhooks()
    follow(page, page.get_by_role("link", name="Look again"))
    expect(page.get_by_role("heading", name="Answer 500")).to_be_visible()
    assert_usable(page)

    receiver.answer = says(200)
    follow(page, page.get_by_role("button", name="Send again"))
    tasks.deliver_webhooks()
    page.reload()
    expect(page.get_by_role("heading", name="Answer 200")).to_be_visible()
    follow(page, page.get_by_role("link", name="Webhook", exact=True))
    expect(page.get_by_role("cell", name="Delivered")).to_be_visible()
    assert_usable(page)
