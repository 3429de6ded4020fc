"""The suite's own ground: the cast can be made, and a page can be opened."""

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from portal.parties.models import Person


def test_malee_owns_siam_ceramics(malee: Person) -> None:
    assert malee.email == "malee@example.com"


def test_a_browser_opens_the_portal(live_server: LiveServer, page: Page, malee: Person) -> None:
    response = page.goto(live_server.url + "/accounts/login/")

    assert response is not None
    assert response.ok
