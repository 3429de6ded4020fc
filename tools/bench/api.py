"""The API's list: against a bare view with the same middleware and authentication, against the bare rows, many
against few, deep against first."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.conf import settings
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import tokens
from portal.api.resources import tell
from portal.api.resources.room import Room
from portal.cases import worklist
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Agency, Exporter, Person

from .lists import add_cases
from .measure import Contest, same

FEW, MANY, PAGE = 10_000, 1_000_000, 25
COLUMNS = ("reference", "procedure", "exporter_id", "state", "waiting_for", "received_on", "due_on", "closed_at")


class Bare(Room):
    """Nothing but who is asking."""

    schema = None

    def get(self, request: Request) -> Response:
        return Response({"data": []})


urlpatterns = [path("api/v1/bare/", Bare.as_view()), path("", include("portal.urls"))]


def contests() -> Iterator[Contest]:
    settings.ROOT_URLCONF = __name__
    few, many = _program("malee", FEW, Agency.DFT), _program("somsak", MANY, Agency.CUSTOMS)
    exporter = min(Actor.of(Person.objects.get(email="somsak@demo.example")).exporter_ids)
    deep = _deep(exporter)
    yield Contest("API list against a bare view", "bare view", many("bare/"), many("cases/"), answered)
    yield Contest(f"API list, {FEW:,}: against a bare view", "bare view", few("bare/"), few("cases/"), answered)
    yield Contest(f"API list: {MANY:,} against {FEW:,}", "list of the few", few("cases/"), many("cases/"), alike)
    yield Contest("API list: deep page against first", "first page", many("cases/"), many(deep), alike)
    actor = Actor.of(Person.objects.get(email="somsak@demo.example"))
    yield Contest("what the list does, against its rows", "rows by hand", lambda: _rows(exporter), _list(actor), told)


def _program(name: str, count: int, agency: Agency) -> Callable[[str], Callable[[], Any]]:
    """What calls the API for `name`, whose company is given so many cases."""
    actor = Actor.of(Person.objects.get(email=f"{name}@demo.example"))
    add_cases(count, agency, Exporter.objects.get(pk=min(actor.exporter_ids)), "API")
    _token, text = tokens.make(actor, timezone.now(), "bench", ["cases:read"], 30)
    client = Client()
    headers = {"authorization": f"Bearer {text}", "accept-language": "en"}
    return lambda address: lambda: client.get(f"/api/v1/{address}", headers=headers)


def _deep(exporter: int) -> str:
    """The page after nine tenths of the list, as the API's own `next` would name it."""
    key = Case.objects.filter(exporter=exporter).order_by("-pk").values_list("pk", flat=True)[MANY * 9 // 10]
    return "cases/?cursor=" + base64.urlsafe_b64encode(f"k:{key}".encode()).decode().rstrip("=")


def _rows(exporter: int) -> bytes:
    """The same rows, fetched and written by hand."""
    rows = Case.objects.filter(exporter=exporter).order_by("-pk")[:PAGE]
    return orjson.dumps({"data": [{name: getattr(row, name) for name in COLUMNS} for row in rows]})


def _list(actor: Actor) -> Callable[[], bytes]:
    """What the view does once it knows who asks: fetch a page, tell its rows, write them."""
    return lambda: orjson.dumps({"data": tell.rows(worklist.page(actor, size=PAGE).cases)})


def answered(bare: Any, ours: Any) -> None:
    same((bare.status_code, ours.status_code), (200, 200))
    same(len(ours.json()["data"]), PAGE)


def alike(left: Any, right: Any) -> None:
    same((left.status_code, right.status_code), (200, 200))
    same(len(left.json()["data"]), len(right.json()["data"]))


def told(rows: Any, ours: Any) -> None:
    both = [[one["reference"] for one in orjson.loads(each)["data"]] for each in (rows, ours)]
    same(*both)
