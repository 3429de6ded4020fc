"""Passkeys in a real browser with a key of its own: made, used as second step and alone, renamed, removed."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.parties.models import Person
from tests.conftest import PASSWORD

from .test_browser import assert_usable, follow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def needed(settings: Any) -> None:
    cache.clear()
    settings.OFFICERS_NEED_SECOND_FACTOR = True


@pytest.fixture
def key(page: Page) -> Any:
    """A telephone that always recognises its owner."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def recognises(yes: bool) -> None:
        told = {"authenticatorId": made["authenticatorId"], "isUserVerified": yes}
        tools.send("WebAuthn.setUserVerified", told)

    return recognises


def password(page: Page, live_server: LiveServer, person: Person) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="English").click()
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def adds_a_passkey(page: Page, live_server: LiveServer, name: str, *, alone: bool) -> None:
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
    page.fill("#id_name", name)
    page.get_by_label("Sign in with this passkey alone").set_checked(alone)
    assert_usable(page)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def signs_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    if page.get_by_role("button", name="Sign out").count() > 1:
        page.locator("main").get_by_role("button", name="Sign out").click()


def test_an_officers_passkey_is_the_second_step(page: Page, live_server: LiveServer, ploy: Person, key: Any) -> None:
    password(page, live_server, ploy)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    assert_usable(page)
    adds_a_passkey(page, live_server, "My telephone", alone=False)
    page.context.clear_cookies()

    password(page, live_server, ploy)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in: the second step")
    assert_usable(page)
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(f"{live_server.url}/officers/")


def test_a_passkey_alone_signs_in(page: Page, live_server: LiveServer, malee: Person, key: Any) -> None:
    password(page, live_server, malee)
    adds_a_passkey(page, live_server, "กุญแจ", alone=True)
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("signs in alone")
    assert_usable(page)
    page.context.clear_cookies()

    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator(".portal-header")).to_contain_text(malee.name_in("en"))
    assert Authenticator.objects.get(user=malee, type="webauthn").last_used_at is not None


def test_a_key_that_does_not_know_its_owner_opens_nothing(
    page: Page, live_server: LiveServer, malee: Person, key: Any
) -> None:
    password(page, live_server, malee)
    adds_a_passkey(page, live_server, "Key", alone=True)
    page.context.clear_cookies()
    key(False)

    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator("#passkey-trouble")).to_contain_text("did not use a passkey")
    expect(page.locator(".portal-header")).not_to_contain_text(malee.name_in("en"))


def test_an_officer_keeps_the_last_one(page: Page, live_server: LiveServer, ploy: Person, key: Any) -> None:
    password(page, live_server, ploy)
    adds_a_passkey(page, live_server, "Only one", alone=False)
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/")
    follow(page, page.get_by_role("link", name="Rename"))
    page.fill("#id_name", "The one")
    assert_usable(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("The one")

    follow(page, page.get_by_role("link", name="Remove"))
    assert_usable(page)
    page.get_by_role("button", name="Remove the passkey").click()

    expect(page.locator("main")).to_contain_text("cannot be switched off")
    assert Authenticator.objects.filter(user=ploy, type="webauthn").count() == 1


RUBBISH = [
    "", "{}", "null", "[]", '"x"', '{"id": 1}', "x" * 5000, '{"response": {"userHandle": "AAAA"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
]  # fmt: skip


@pytest.mark.parametrize("said", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_no_passkey(client: Any, said: str) -> None:
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": said})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/"
