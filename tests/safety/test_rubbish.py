"""Rubbish sent to every address that answers: nothing breaks, and nothing changes."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction

from portal.cases.models import Attachment, Case, Draft, DraftStep, Event, Message, Question, Withdrawal
from portal.parties.models import Exporter

from . import doors
from .conftest import World

RUBBISH = {
    "nul": "a\0b",
    "huge-number": "9" * 5000,
    "beyond-bigint": "9" * 30,
    "negative": "-1",
    "superscript": "²",
    "markup": "<script>alert(1)</script>%s{0}",
    "half-a-letter": "\ud800",
    "newlines": "a\r\nBcc: x@example.com",
}
NAMES = [
    *("after", "before", "older_than", "newer_than", "q", "text", "shelf", "procedure", "state", "show", "page"),
    *(
        "removed",
        "parked",
        "back",
        "next",
        "number",
        "code",
        "received_from",
        "received_until",
        "received",
        "checklist",
    ),
    *("version", "remove", "restore", "step", "field", "case", "language", "exporter", "copy_of", "note"),
    *("email", "login", "password", "password1", "password2", "name_th", "name_en", "phone", "juristic_id"),
    *("numbers-TOTAL_FORMS", "numbers-INITIAL_FORMS", "numbers-0-id", "numbers-0-kind", "numbers-0-number", "kind"),
    *("answer-answer", "message-text", "reason", "recommend-opinion", "recommend-note", "e", "o", "p", "day", "source"),
    *(
        "return-reasons-TOTAL_FORMS",
        "return-reasons-INITIAL_FORMS",
        "return-reasons-0-th",
        "_to_field",
        "reason_th",
        "lang",
        "format",
    ),
]
BY = ("nobody", "owner", "examiner", "admin")
KEPT = (Case, Draft, DraftStep, Event, Message, Question, Withdrawal, Attachment, Exporter)
Send = Callable[[Any, str], Any]


def everything() -> list[Any]:
    """Every row of what rubbish must not change."""
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


def answering(name: str, method: str) -> list[str]:
    """The addresses where this person's requests get as far as being read."""
    turned_away = ("sign-in", "403", "404", "405")
    return [route for (by, route), row in doors.table().items() if by == method and row[name] not in turned_away]


def faults(world: World, name: str, addresses: dict[str, str], send: Send) -> Iterator[str]:
    """What broke when `send` sent something to each address."""
    client = world.client(name)
    cookies = dict(client.cookies)
    for route, address in addresses.items():
        with transaction.atomic():
            response = send(client, address)
            response.getvalue()  # and closes the file
            transaction.set_rollback(True)
        client.cookies.update(cookies)
        if response.status_code >= 500:
            yield f"{response.status_code} {route}: {getattr(response, 'exc_info', ['', ''])[1]!r}"


def posting(body: str) -> Send:
    return lambda client, address: client.generic("POST", address, body, "application/x-www-form-urlencoded")


def asking(query: str) -> Send:
    return lambda client, address: client.get(f"{address}?{query}")


def everywhere(rubbish: str) -> str:
    return urlencode(dict.fromkeys(NAMES, rubbish.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("name", BY)
def test_rubbish_in_every_field_breaks_nothing(world: World, name: str) -> None:
    addresses = {route: doors.address(route, world.places) for route in answering(name, "POST")}

    broken = [fault for one in RUBBISH.values() for fault in faults(world, name, addresses, posting(everywhere(one)))]

    assert broken == []


@pytest.mark.parametrize("name", BY)
def test_rubbish_in_every_query_breaks_nothing(world: World, name: str) -> None:
    addresses = {route: doors.address(route, world.places) for route in answering(name, "GET")}

    broken = [fault for one in RUBBISH.values() for fault in faults(world, name, addresses, asking(everywhere(one)))]

    assert broken == []


@pytest.mark.parametrize("name", BY)
def test_rubbish_in_the_address_itself_breaks_nothing(world: World, name: str) -> None:
    broken: list[str] = []

    for rubbish in ("a\0b", "9" * 30, "-1", "²", "..%2f..", "'\";<x>", "\U0001f600"):
        wrong = dict.fromkeys(world.places, quote(rubbish)) | {"procedure": "rex"}
        addresses = {route: doors.address(route, wrong) for route in doors.routes() if "<" in route}
        broken += faults(world, name, addresses, asking(""))
        broken += faults(world, name, addresses, posting(""))

    assert broken == []


def test_looking_changes_nothing(world: World) -> None:
    before = everything()

    for name in BY:
        client = world.client(name)
        for route in answering(name, "GET"):
            client.get(doors.address(route, world.places)).getvalue()

    assert everything() == before


BEYOND = "9" * 5000  # more digits than Python makes a number of


def test_a_number_of_rows_beyond_measure_is_no_fault(world: World) -> None:
    owner, approver = world.client("owner"), world.client("approver")

    more = owner.post("/companies/new/", {"add": "1", "numbers-TOTAL_FORMS": BEYOND, "numbers-INITIAL_FORMS": "0"})
    case = f"/officers/cases/case/{world.recommended.reference}/move"
    reasons = approver.post(f"{case}/refuse/", {"add_row": "1", "refuse-reasons-TOTAL_FORMS": BEYOND})
    version = approver.post(f"{case}/register/", {"version": BEYOND})

    assert (more.status_code, reasons.status_code, version.status_code) == (200, 200, 409)
