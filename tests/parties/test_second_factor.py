"""Officers work with a second factor only; everybody may have one; it cannot be guessed, replayed or read."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.test import Client

from portal.parties import letters, secondfactor
from portal.parties.models import Letter, Person
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"
SWITCH_OFF = "/accounts/2fa/totp/deactivate/"
ASKS = "/accounts/2fa/authenticate/"
CODES = "/accounts/2fa/recovery-codes/"


@pytest.fixture(autouse=True)
def needed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    monkeypatch.setattr(letters.current_app, "send_task", lambda *_said, **_how: None)


def signs_in(person: Person) -> tuple[Client, Any]:
    """A browser after the password, and what answered it."""
    Person.objects.filter(pk=person.pk).update(language="en")
    browser = Client()
    browser.cookies["django_language"] = "en"
    return browser, browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})


def code_of(secret: str, steps: int = 0) -> str:
    """What the app would show now, or so many half minutes later."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def shows_it_is_them(browser: Client) -> None:
    """The password once more: what changes an account asks for it."""
    assert browser.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def sets_up(browser: Client) -> str:
    shows_it_is_them(browser)
    secret = browser.get(SET_UP).context["form"].secret
    assert browser.post(SET_UP, {"code": code_of(secret)}).headers["Location"] == CODES
    return str(secret)


@pytest.mark.parametrize("path", ["/officers/", "/officers/cases/case/", "/cases/", "/notices/", "/account/", "/"])
def test_an_officer_without_one_is_led_to_set_it_up_before_anything_else(ploy: Person, path: str) -> None:
    browser, _answer = signs_in(ploy)

    for answer in (browser.get(path), browser.post(path)):
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/accounts/2fa/"
    shows_it_is_them(browser)
    assert "takes a minute" in browser.get(SET_UP).content.decode()


def test_an_officer_sets_it_up_and_signs_in_with_it(ploy: Person) -> None:
    browser, _answer = signs_in(ploy)
    assert browser.get(SET_UP).headers["Location"].startswith("/accounts/reauthenticate/")
    shows_it_is_them(browser)
    page = browser.get(SET_UP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page

    secret = sets_up(browser)

    assert browser.get("/officers/").status_code == 200
    assert len(re.findall(r"<li>\d{8}</li>", browser.get(CODES).content.decode())) == 10
    again, answer = signs_in(ploy)
    assert answer.headers["Location"].startswith(ASKS)
    assert again.get("/officers/").status_code == 302
    wrong = again.post(ASKS, {"code": "000000" if code_of(secret) != "000000" else "111111"})
    assert "This code is not the right one" in wrong.content.decode()
    right = again.post(ASKS, {"code": code_of(secret, 1)})
    assert right.status_code == 302
    assert again.get("/officers/").status_code == 200


def test_a_code_works_once(ploy: Person) -> None:
    secret = sets_up(signs_in(ploy)[0])
    first, second = signs_in(ploy)[0], signs_in(ploy)[0]
    code = code_of(secret, 1)

    assert first.post(ASKS, {"code": code}).status_code == 302
    assert second.post(ASKS, {"code": code}).status_code == 200
    assert second.get("/officers/").status_code == 302


def test_a_recovery_code_opens_once(ploy: Person) -> None:
    browser = signs_in(ploy)[0]
    sets_up(browser)
    code = re.findall(r"<li>(\d{8})</li>", browser.get(CODES).content.decode())[0]

    assert signs_in(ploy)[0].post(ASKS, {"code": code}).status_code == 302
    assert signs_in(ploy)[0].post(ASKS, {"code": code}).status_code == 200


def test_guessing_is_stopped(ploy: Person, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}  # those of production
    sets_up(signs_in(ploy)[0])
    browser = signs_in(ploy)[0]

    answers = [browser.post(ASKS, {"code": f"{number:06d}"}).content.decode() for number in range(12)]

    assert "Too many failed attempts" in answers[-1]


def test_an_officer_cannot_switch_it_off_and_an_exporter_can(ploy: Person, malee: Person) -> None:
    for person, stays in ((ploy, True), (malee, False)):
        browser = signs_in(person)[0]
        sets_up(browser)
        answer = browser.post(SWITCH_OFF)
        assert Authenticator.objects.filter(user=person, type="totp").exists() is stays
        assert ("cannot be switched off" in answer.content.decode()) is stays


def test_nobody_else_is_asked_for_one(malee: Person, client: Client) -> None:
    browser = signs_in(malee)[0]

    assert browser.get("/account/").status_code == 200
    assert client.get("/").status_code == 200


def test_the_setting_relaxes_it(ploy: Person, settings: Any) -> None:
    settings.OFFICERS_NEED_SECOND_FACTOR = False

    assert signs_in(ploy)[0].get("/officers/").status_code == 200


def test_a_stolen_database_holds_no_secret(ploy: Person, settings: Any) -> None:
    secret = sets_up(signs_in(ploy)[0])

    kept = Authenticator.objects.get(user=ploy, type="totp").data["secret"]

    assert secret not in str(kept)
    assert secondfactor.SecondFactorAdapter().decrypt(kept) == secret
    settings.SECRET_KEY = "another"
    with pytest.raises(InvalidToken):
        secondfactor.SecondFactorAdapter().decrypt(kept)


@pytest.mark.django_db(transaction=True)
def test_the_person_hears_by_letter_in_both_languages(ploy: Person) -> None:
    sets_up(signs_in(ploy)[0])

    letter = Letter.objects.get(to=ploy.email, subject__contains="second factor")

    assert "มีการตั้งค่าการยืนยันสองชั้น" in letter.subject
    assert "A second factor was set up for your account." in letter.body
    assert "If this was not you" in letter.body


def test_an_exporters_pages_ask_one_thing_more_at_most(
    malee: Person, settings: Any, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(1):
        assert not secondfactor.is_missing(malee)
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    with django_assert_max_num_queries(0):
        assert not secondfactor.is_missing(malee)
