"""What the log tells of signing in, and how long a sign-in lasts."""

import logging
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.parties.models import Person
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, person: Person, password: str = PASSWORD) -> None:
    client.post("/accounts/login/", {"login": person.email, "password": password})


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int | None]]:
    return [
        (record.__dict__["event_kind"], record.__dict__.get("person"))
        for record in caplog.records
        if record.name == "portal.security"
    ]


def test_every_sign_in_and_every_try_has_a_line_without_address_or_password(
    client: Client, malee: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "portal.security"):
        sign_in(client, malee, "a wrong guess")
        sign_in(client, malee)
        client.post("/accounts/logout/")

    assert lines(caplog)[0] == ("sign-in refused", None)
    assert {("step of a sign-in completed", malee.pk), ("signed in", malee.pk), ("signed out", malee.pk)} <= set(
        lines(caplog)
    )
    said = " ".join(
        record.getMessage() + str(record.__dict__) for record in caplog.records if record.name == "portal.security"
    )
    assert malee.email not in said.replace(f"<Person: {malee}>", "")
    assert "a wrong guess" not in said and PASSWORD not in said


def test_a_changed_password_has_a_line(client: Client, malee: Person, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(client, malee)
    with caplog.at_level(logging.INFO, "portal.security"):
        client.post(
            "/accounts/password/change/",
            {"oldpassword": PASSWORD, "password1": "durian-and-salt-77", "password2": "durian-and-salt-77"},
        )

    assert ("password changed", malee.pk) in lines(caplog)


def given_seconds_ago(client: Client, seconds: float) -> None:
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        one | {"at": time.time() - seconds} for one in session[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    session.save()


def ends_in(client: Client) -> float:
    """Seconds from now on, as the database has it."""
    return (Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()).total_seconds()


def test_work_keeps_a_session_alive_and_it_is_not_written_for_every_page(client: Client, malee: Person) -> None:
    sign_in(client, malee)
    client.get("/account/")
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=5))

    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/account/")
    assert not [one for one in captured if "UPDATE" in one["sql"]] and "sessionid" not in answer.cookies
    assert ends_in(client) < 5 * 3600

    session = client.session
    session["seen"] -= 301
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=5))
    assert client.get("/account/").cookies["sessionid"]["max-age"] == 8 * 3600
    assert ends_in(client) > 8 * 3600 - 60


def test_silence_ends_a_session(client: Client, malee: Person) -> None:
    sign_in(client, malee)
    client.get("/account/")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(("seconds", "status"), [(3500, 200), (3700, 302)], ids=["before", "after"])
def test_a_sign_in_ends_after_its_longest_time_however_busy(
    client: Client, malee: Person, settings: Any, seconds: float, status: int
) -> None:
    settings.SESSION_LONGEST = 3600
    sign_in(client, malee)
    given_seconds_ago(client, seconds)

    for _ in range(2):
        assert client.get("/account/").status_code == status


def test_who_gives_the_password_again_begins_anew(client: Client, malee: Person, settings: Any) -> None:
    settings.SESSION_LONGEST = 3600
    sign_in(client, malee)
    given_seconds_ago(client, 3000)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    session = client.session[AUTHENTICATION_METHODS_SESSION_KEY]

    assert max(one["at"] for one in session) > time.time() - 60
    assert client.get("/account/").status_code == 200


def test_who_is_switched_off_is_out_at_once(client: Client, malee: Person) -> None:
    sign_in(client, malee)
    assert client.get("/account/").status_code == 200

    Person.objects.filter(pk=malee.pk).update(is_active=False)

    assert client.get("/account/").status_code == 302


def test_behind_tls_cookies_belong_to_this_name_alone() -> None:
    code = """if True:
        import os
        os.environ["BASE_URL"] = "https://portal.example"
        from portal.settings import *
        for name in (SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME):
            print(name)
        print(SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE and LANGUAGE_COOKIE_SECURE and CSRF_COOKIE_HTTPONLY)"""

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert said == ["__Host-session", "__Host-csrf", "__Host-language", "True"]
