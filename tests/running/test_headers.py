"""What every answer tells the browser, whoever made it: a view, the API, a file on disk, an error."""

from typing import Any

import pytest
from django.test import Client
from django.urls import path
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.cases import drafts
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from portal.urls import handler400, handler404, handler500  # noqa: F401 - Django takes them from this module below
from portal.urls import urlpatterns as ours
from tests.conftest import PASSWORD
from tests.registrations.story import AT, submit

pytestmark = pytest.mark.django_db


def broken(_request: object) -> None:
    raise RuntimeError("a fault of ours")


urlpatterns = [*ours, path("broken/", broken), path("api/v1/broken/", broken)]

ADDRESSES = [
    ("GET", "/", 200),
    ("GET", "/accounts/login/", 200),
    ("GET", "/rex/", 404),
    ("GET", "/tools/origin/", 200),
    ("GET", "/static/portal.css", 200),
    ("GET", "/static/portal.js", 200),
    ("GET", "/static/fonts/Sarabun-Regular.woff2", 200),
    ("GET", "/static/unfold/js/alpine/alpine.js", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/healthz", 200),
    ("GET", "/metrics", 404),
    ("GET", "/officers/", 302),
    ("GET", "/no-such-page/", 404),
    ("GET", "/api/v1/no-such/", 404),
    ("POST", "/api/v1/evaluate/period/", 400),
    ("PUT", "/language/", 403),
    ("POST", "/language/", 403),
    ("GET", "/broken/", 500),
    ("GET", "/api/v1/broken/", 500),
]


def loose(headers: Any, officers: bool = False) -> list[str]:
    """What an answer lacks."""
    policy = {
        words[0]: words[1:] for words in map(str.split, headers.get("Content-Security-Policy", "").split(";")) if words
    }
    fetched = {name: values for name, values in policy.items() if name.endswith("-src")}
    allowed = {"'self'", "'none'", "data:", *(["'unsafe-eval'"] if officers else [])}
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
    found = [f"{name}: {headers.get(name)}" for name, said in wanted.items() if headers.get(name) != said]
    found += [f"{name} {value}" for name, values in fetched.items() for value in values
              if value not in allowed and not value.startswith("'nonce-")]  # fmt: skip
    found += [name for name in ("default-src", "frame-ancestors") if name not in policy]
    found += ["inline"] if "unsafe-inline" in str(policy) else []
    found += (
        ["features"]
        if not {"camera=()", "geolocation=()"} <= set(headers.get("Permissions-Policy", "").split(", "))
        else []
    )
    return found + [name for name in ("Server", "X-Powered-By") if name in headers]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("method", "address", "status"), ADDRESSES)
def test_every_answer_carries_them(method: str, address: str, status: int) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)

    answer = client.generic(method, address, "{", content_type="application/json")

    assert answer.status_code == status
    assert loose(answer.headers, officers=address.startswith("/officers/")) == []
    answer.close()


def test_a_foreign_host_gets_them_too(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]

    answer = Client().get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert loose(answer.headers) == []


def test_pages_of_people_and_officers_carry_them(malee: Person, ploy: Person, siam_ceramics: Exporter) -> None:
    case = submit(malee, siam_ceramics)
    for person, addresses in ((malee, ["/cases/", f"/cases/{case.reference}/"]), (ploy, ["/officers/"])):
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        for address in addresses:
            assert loose(client.get(address).headers, officers=person == ploy) == []


def test_with_tls_it_stays_tls(client: Client, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000

    answer = client.get("/accounts/login/", secure=True)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.django_db(transaction=True)
def test_a_part_that_is_brought_in_carries_no_style_over(
    page: Page, live_server: LiveServer, malee: Person, siam_ceramics: Exporter
) -> None:
    """What a script or a browser's extension gave a part is no reason to set a style, which the policy forbids."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    draft = drafts.start("rex", siam_ceramics, Actor.of(malee), AT)
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("#id_login", malee.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.locator(".portal-header")).to_contain_text(malee.name_in("th"))
    page.goto(f"{live_server.url}/rex/drafts/{draft.pk}/goods/rows/new/")
    page.evaluate("for (const one of document.querySelectorAll('[id]')) one.style.setProperty('--by-a-script', '1')")

    page.locator("#wizard-form input[type=text], #wizard-form textarea").first.fill("เซรามิก")
    expect(page.locator("#wizard-saved")).not_to_be_empty()
    page.wait_for_timeout(300)  # htmx settles what it brought in a moment after

    assert complaints == []
