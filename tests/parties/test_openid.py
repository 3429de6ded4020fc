"""OpenID Connect for officers, against a provider of our own that speaks the real protocol over HTTP."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.cache import cache
from django.test import Client

from portal.parties.models import Person

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/oidc/department/login/"
CALLBACK = "/accounts/oidc/department/login/callback/"


class Department:
    """A provider: what it says of who signs in is `says`."""

    def __init__(self) -> None:
        self.says: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.challenge = ""
        department = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                where = department.address
                if self.path.startswith("/.well-known/"):
                    self.say({
                        "issuer": where, "authorization_endpoint": f"{where}/authorize",
                        "token_endpoint": f"{where}/token", "userinfo_endpoint": f"{where}/me",
                        "jwks_uri": f"{where}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    })  # fmt: skip
                else:
                    self.say(department.says)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                department.asked = {name: said[0] for name, said in parse_qs(body).items()}
                now = int(time.time())
                claims = {**department.says, "iss": department.address, "aud": "portal", "iat": now, "exp": now + 60}
                token = jwt.encode(claims, "x" * 32, algorithm="HS256")
                self.say({"access_token": "secret", "token_type": "Bearer", "id_token": token})

            def say(self, said: Any) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_said: Any) -> None:
                """Nothing: the suite's output is for failures."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def department(settings: Any) -> Iterator[Department]:
    cache.clear()
    made = Department()
    settings.OIDC_URL, settings.OIDC_NAME = made.address, "DFT"
    app = {
        "provider_id": "department", "name": "DFT", "client_id": "portal", "secret": "hush",
        "settings": {"server_url": f"{made.address}/.well-known/openid-configuration"},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield made
    made.server.shutdown()


def comes_back(browser: Client, department: Department, **says: Any) -> Any:
    """Goes to the department, is recognised there, and comes back."""
    department.says = {"sub": "42", "email_verified": True, **says}
    sent = urlsplit(browser.post(LOGIN).headers["Location"])
    asked = {name: said[0] for name, said in parse_qs(sent.query).items()}
    assert asked["code_challenge_method"] == "S256"
    department.challenge = asked["code_challenge"]
    return browser.get(CALLBACK, {"code": "abc", "state": asked["state"]})


def test_an_officer_of_that_address_signs_in(department: Department, ploy: Person) -> None:
    browser = Client()

    answer = comes_back(browser, department, email="Ploy@Example.com")

    assert answer.status_code == 302
    assert browser.get("/officers/").status_code == 200
    verifier = hashlib.sha256(department.asked["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(verifier).rstrip(b"=").decode() == department.challenge
    assert department.asked["client_secret"] == "hush"


def test_afterwards_the_department_may_call_them_by_another_address(department: Department, ploy: Person) -> None:
    comes_back(Client(), department, email=ploy.email)
    browser = Client()

    comes_back(browser, department, email="married@example.com")

    assert browser.get("/officers/").status_code == 200


@pytest.mark.parametrize(
    "says",
    [
        {"email": "ploy@example.com", "email_verified": False},
        {"email": "nobody@example.com"},
        {"email": "malee@example.com"},
        {"email": ""},
        {},
    ],
    ids=["not confirmed", "unknown", "an exporter", "empty", "none"],
)
def test_nobody_else_does(department: Department, ploy: Person, malee: Person, says: dict[str, Any]) -> None:
    browser = Client()

    answer = comes_back(browser, department, **says)

    assert answer.status_code == 403
    assert "_auth_user_id" not in browser.session
    assert Person.objects.count() == 2


def test_an_officer_who_was_switched_off_stays_out(department: Department, ploy: Person) -> None:
    Person.objects.filter(pk=ploy.pk).update(is_active=False)

    assert comes_back(Client(), department, email=ploy.email).status_code == 403


def test_the_second_factor_is_asked_for_all_the_same(department: Department, ploy: Person, settings: Any) -> None:
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    browser = Client()

    comes_back(browser, department, email=ploy.email)

    assert browser.get("/officers/").headers["Location"] == "/accounts/2fa/"


def test_an_answer_that_nobody_asked_for_opens_nothing(department: Department, ploy: Person) -> None:
    department.says = {"sub": "42", "email": ploy.email, "email_verified": True}
    browser = Client()

    answer = browser.get(CALLBACK, {"code": "abc", "state": "made-up"})

    assert "_auth_user_id" not in browser.session
    assert answer.status_code in (200, 302, 401)


def test_it_is_offered_where_it_is_configured_only(department: Department, settings: Any) -> None:
    offered = Client().get("/accounts/login/").content.decode()
    settings.OIDC_URL = ""
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert LOGIN in offered
    assert LOGIN not in Client().get("/accounts/login/").content.decode()
    assert Client().get(LOGIN).status_code == 404
