"""The API's list as a program asks for it, token and all: against a bare view with the same middleware and
authentication, against the same rows, many cases against few, a deep page against the first."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import tokens
from portal.api.formats import QuickJSONRenderer
from portal.api.resources import tell
from portal.api.resources.room import Room
from portal.cases.models import Case
from portal.parties.actors import Actor

from .clocks import worked
from .measure import Contest, same
from .volume import Side, sides

PAGE = 25
BARE = "bare view, same middleware and authentication"
Answer = Any


class Bare(Room):
    """Nothing but who is asking."""

    schema = None

    def get(self, request: Request) -> Response:
        return Response({"data": []})


urlpatterns = [path("api/v1/bare/", Bare.as_view()), path("", include("portal.urls"))]


def contests() -> Iterator[Contest]:
    with override_settings(ROOT_URLCONF=__name__):
        for contest in _contests():
            yield replace(contest, clock=worked)


def _contests() -> Iterator[Contest]:
    few, many = (Program(side) for side in sides())
    first, deep, size = many.get("cases/"), many.get(many.deep()), many.size
    for program in (few, many):
        yield Contest(f"API list, {program.size}", BARE, program.get("bare/"), program.get("cases/"), _answered, aim=6)
    yield Contest(f"API list, {size}", few.size, few.get("cases/"), first, _as_long, aim=1.2)
    yield Contest(f"API list, {size}, deep", "its first page", first, deep, _as_long, aim=1.2)
    base = f"authentication, ORM fetch and render of the same {PAGE} rows"
    for program in (few, many):
        yield Contest(f"API list, {program.size}", base, program.by_hand(), program.get("cases/"), _alike, aim=1.5)
    yield Contest(f"API list, {size}", f"ORM fetch and render of its {PAGE} rows alone", many.rows, first, _alike)


class Program:
    """What calls the API for one side of the table, with a token of its own."""

    def __init__(self, side: Side) -> None:
        self.side, self.client, self.size = side, Client(), f"{side.count:,} cases"
        _token, text = tokens.make(Actor.of(side.owner), timezone.now(), "bench", ["cases:read"], 30)
        self.headers = {"authorization": f"Bearer {text}", "accept-language": "en"}

    def get(self, address: str) -> Callable[[], Answer]:
        return lambda: self.client.get(f"/api/v1/{address}", headers=self.headers)

    def deep(self) -> str:
        """The page after nine tenths of the list, as the API's own `next` would name it."""
        key = self._newest().values_list("pk", flat=True)[self.side.count * 9 // 10]
        return "cases/?cursor=" + base64.urlsafe_b64encode(f"k:{key}".encode()).decode().rstrip("=")

    def rows(self) -> HttpResponse:
        """The same rows, fetched by the ORM and rendered by the API's renderer."""
        return HttpResponse(QuickJSONRenderer().render({"data": tell.rows(self._newest()[:PAGE])}))

    def by_hand(self) -> Callable[[], Answer]:
        """The bare view, who asks found out as ever, and the rows on top of it."""
        bare = self.get("bare/")

        def both() -> Answer:
            bare()
            return self.rows()

        return both

    def _newest(self) -> Any:
        return Case.objects.filter(exporter=self.side.exporter).defer("search").order_by("-pk")


def _references(answer: Answer) -> list[str]:
    return [one["reference"] for one in orjson.loads(answer.content)["data"]]


def _answered(bare: Answer, ours: Answer) -> None:
    same((bare.status_code, ours.status_code), (200, 200))
    same(len(_references(ours)), PAGE)


def _as_long(left: Answer, right: Answer) -> None:
    same((left.status_code, right.status_code), (200, 200))
    same(len(_references(left)), len(_references(right)))


def _alike(base: Answer, ours: Answer) -> None:
    same(_references(base), _references(ours))
