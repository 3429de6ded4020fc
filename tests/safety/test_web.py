"""What a hostile page, browser or reader could try from outside."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils.html import escape

from portal.cases import messages, questions
from portal.cases.models import Attachment
from portal.parties.actors import Actor
from tests.conftest import PASSWORD

from . import doors
from .conftest import AT, World, a_picture

XSS = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
OUTSIDE = ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example")


def test_no_post_is_taken_without_its_token(world: World) -> None:
    """But where nothing is signed in and nothing is kept: the evaluators. The API knows no session, so none is used
    behind somebody's back (401); its token endpoint asks for the client's secret."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(world.people["owner"], backend=settings.AUTHENTICATION_BACKENDS[0])  # type: ignore[arg-type]

    taken = {
        route: status
        for route in doors.routes()
        if (status := strict.post(doors.address(route, world.places)).status_code) not in (401, 403, 405, 415)
    }

    nothing_signed = ("api/v1/evaluate/", "api/v1/token/")
    assert {route: said for route, said in taken.items() if not route.startswith(nothing_signed)} == {}


@pytest.mark.parametrize("target", OUTSIDE)
def test_nobody_is_sent_outside(world: World, target: str) -> None:
    nobody, owner = world.client("nobody"), world.client("owner")
    signing_in = {"login": "malee@example.com", "password": PASSWORD, "next": target}

    sent = [
        nobody.post("/accounts/login/", signing_in),
        owner.post("/language/", {"language": "en", "next": target}, headers={"referer": target}),
        owner.post(f"/documents/{world.places['document']}/retry/", {"back": target}),
        owner.post("/accounts/logout/", {"next": target}),
        Client().get("/officers/login/", {"next": target}, follow=True),
    ]

    reached = [answer.headers.get("Location", "/") for answer in sent]
    assert [place for place in reached if not place.startswith("/") or place.startswith(("//", "/\\"))] == []
    assert f'href="{escape(target)}"' not in sent[-1].content.decode()


@pytest.mark.parametrize("name", ["nobody", "owner", "examiner", "admin"])
def test_every_page_is_closed_to_frames_and_to_guessing_of_types(world: World, name: str) -> None:
    client, loose = world.client(name), []

    for method, route in doors.table():
        answer = client.generic(method, doors.address(route, world.places)) if method == "GET" else None
        if answer is not None and answer.status_code == 200 and "logout" not in route:
            answer.getvalue()
            policy = answer.headers.get("Content-Security-Policy", "")
            if answer.headers.get("X-Frame-Options") != "DENY" or answer.headers["X-Content-Type-Options"] != "nosniff":
                loose.append(f"{route} in frames or guessed")
            if "unsafe-inline" in policy or "'none'" not in policy:
                loose.append(f"{route} {policy}")

    assert loose == []


@pytest.mark.parametrize("name", ["owner", "examiner", "admin"])
def test_no_private_page_is_kept_by_a_browser_or_a_cache(world: World, name: str) -> None:
    """After signing out the back button shows nothing (a shared computer in an office)."""
    client, kept = world.client(name), []

    for (method, route), row in doors.table().items():
        if method == "GET" and row[name] == "200" and row["nobody"] in ("sign-in", "off"):
            answer = client.get(doors.address(route, world.places))
            answer.getvalue()
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                kept.append(route)

    assert kept == []


def test_markup_in_every_text_stays_text(world: World, mailoutbox: list[Any]) -> None:
    owner, officer = Actor.of(world.people["owner"]), Actor.of(world.people["examiner"])
    for person in (world.people["owner"], world.people["examiner"]):
        assert person is not None
        type(person).objects.filter(pk=person.pk).update(name_th=XSS, name_en=XSS, phone=XSS[:40])
    type(world.company).objects.filter(pk=world.company.pk).update(name_th=XSS, name_en=XSS, street_th=XSS, city_th=XSS)
    type(world.asked).objects.filter(pk=world.asked.pk).update(exporter_name_th=XSS, exporter_name_en=XSS)
    messages.post(world.asked, owner, AT, XSS, [a_picture("<img src=x onerror=alert(1)>.png")])
    messages.post(world.asked, officer, AT, XSS)
    questions.answer(world.asked.questions.get(), owner, AT, XSS)

    raw = []
    for name in ("owner", "reader", "examiner", "admin"):
        client = world.client(name)
        for (method, route), row in doors.table().items():
            if method == "GET" and row[name] == "200" and "files/" not in route and "documents/<uuid" not in route:
                answer = client.get(doors.address(route, world.places))
                if answer.headers.get("Content-Disposition", "").startswith("attachment"):
                    continue  # a file, which no browser shows
                page = answer.content.decode(errors="replace")
                raw += [f"{route} ({name})"] if "<script>alert" in page or "<img src=x" in page else []

    assert raw == []


def test_a_files_name_goes_into_no_header_and_no_folder(world: World) -> None:
    owner = Actor.of(world.people["owner"])
    hostile = [
        "../../etc/x.png",
        "a\r\nSet-Cookie: x=1.png",
        'q";x=".png',
        "..\\..\\x.png",
        "ก\u202egnp.exe.png",
        "%2e%2e.png",
    ]
    messages.post(world.asked, owner, AT, "Files", [a_picture(name) for name in hostile])

    client = world.client("examiner")
    for attachment in Attachment.objects.filter(case=world.asked):
        answer = client.get(f"/files/{attachment.pk}/")
        answer.getvalue()
        assert "\r" not in attachment.name and "/" not in attachment.name and "\u202e" not in attachment.name
        assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert not set('";\r\n ') & set(answer["Content-Disposition"].removeprefix("attachment; "))
        assert attachment.file.name == f"attachments/{attachment.pk.hex[:2]}/{attachment.pk.hex}"


def test_signing_in_changes_the_session(world: World) -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": "/"})
    planted = client.cookies["sessionid"].value

    client.post("/accounts/login/", {"login": "malee@example.com", "password": PASSWORD})

    assert client.cookies["sessionid"].value != planted
    assert client.cookies["sessionid"]["httponly"] and client.cookies["sessionid"]["samesite"] == "Lax"
    stolen = Client()
    stolen.cookies["sessionid"] = planted
    assert stolen.get("/account/").status_code == 302


def test_a_foreign_host_name_is_refused_and_stands_in_no_letter(world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]

    answer = Client(raise_request_exception=False).post(
        "/accounts/password/reset/", {"email": "malee@example.com"}, headers={"host": "evil.example"}
    )

    assert answer.status_code == 400
    assert mail.outbox == []


@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/login/", "/accounts/signup/"])
def test_nothing_tells_who_has_an_account(world: World, path: str) -> None:
    def tried(email: str) -> tuple[int, str, int]:
        sent = {"email": email, "login": email, "password": "wrong", "password1": "a-long-Passw0rd-of-mine"}
        got = Client().post(path, {**sent, "password2": sent["password1"], "name_th": "ก", "name_en": "K"}, follow=True)
        page = got.content.decode().replace(email, "")
        return got.status_code, got.request["PATH_INFO"], len(re.sub(r'(nonce|value)="[^"]*"', "", page))

    assert tried("malee@example.com") == tried("nobody-here@example.com")
