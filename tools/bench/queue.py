"""The officers' queue as a whole page, asked for by a signed-in officer through every middleware.

Held against the same rows fetched by the ORM and rendered by the same template; against the queue of a hundredth of
the cases; against a page that says nothing; and Django's stock change list of the same table is held against it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import translation

from portal.cases.models import Case, Waiting
from portal.desk import queue

from . import stock
from .clocks import worked
from .measure import Contest, same
from .volume import TODAY, Side, sides

QUEUE = "/officers/cases/case/"
ROWS = 25  # on the officer's own shelf
NOTHING = "bare view, same middleware"
Answer = Any


def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but who is asking."""
    return HttpResponse(request.user.get_username())


urlpatterns = [path("bare/", bare), path("stock/", stock.site.urls), path("", include("portal.urls"))]


def contests() -> Iterator[Contest]:
    with override_settings(ROOT_URLCONF=__name__, TEMPLATES=[*settings.TEMPLATES, stock.ENGINE]):
        few, many = (Desk(side) for side in sides())
        for contest in (*_against_its_rows(few, many), *_against_others(few, many), *_stock(few), *_stock(many)):
            yield replace(contest, clock=worked)


def _against_its_rows(few: "Desk", many: "Desk") -> Iterator[Contest]:
    base = "ORM fetch and render of the same page"
    for desk in (few, many):
        yield Contest(f"queue page, {desk.size}", base, desk.by_hand(_waiting), desk.page(), rows_alike, aim=1.5)
    mine, ours = f"queue page, {ROWS} of {many.size}", many.page("?shelf=mine")
    yield Contest(mine, base, many.by_hand(_mine, "?shelf=mine"), ours, rows_alike, aim=1.5)
    yield Contest(mine, "ORM fetch and render of its rows alone", many.rows_by_hand(_mine), ours, rows_alike)


def _against_others(few: "Desk", many: "Desk") -> Iterator[Contest]:
    first, deep = many.page(), many.page(f"?shelf=waiting&after={many.deep_key()}")
    yield Contest(f"queue page, {many.size}", few.size, few.page(), first, as_long, aim=1.2)
    yield Contest(f"queue page, {many.size}, deep", "its first page", first, deep, as_long, aim=1.2)
    for name, page in (("queue page", first), ("queue page, deep", deep)):
        yield Contest(f"{name}, {many.size}", NOTHING, many.get("/bare/"), page, answered, aim=25)


def _stock(desk: "Desk") -> Iterator[Contest]:
    """Few rounds: some of them take a second each."""
    name, ours, first = f"Django's stock change list, {desk.size}", desk.page(), desk.get(stock.WAITING)
    yield Contest(name, "queue page", ours, first, answered, 5, 1)
    yield Contest(f"{name}, deep", "queue page", ours, desk.get(stock.far(desk.waiting)), answered, 5, 1)
    yield Contest(name, NOTHING, desk.get("/bare/"), first, answered, 5, 1)


class Desk:
    """An officer in front of one side of the table, with `ROWS` cases of their own."""

    def __init__(self, side: Side) -> None:
        self.side, self.client, self.size = side, Client(), f"{side.count:,} cases"
        self.client.force_login(side.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "th"
        cases = _waiting(side)
        self.waiting = cases.count()
        Case.objects.filter(pk__in=list(cases.values_list("pk", flat=True)[:ROWS])).update(handler=side.officer)

    def get(self, address: str) -> Callable[[], Answer]:
        return lambda: self.client.get(address)

    def page(self, query: str = "") -> Callable[[], Answer]:
        return self.get(f"{QUEUE}{query}")

    def deep_key(self) -> str:
        """The key of the page after nine tenths of what waits, as the link to it has it."""
        last = _waiting(self.side)[self.waiting * 9 // 10]
        return f"{last.due_order.isoformat()}.{last.pk}"

    def by_hand(self, rows: "Callable[[Side], Any]", query: str = "") -> Callable[[], Answer]:
        """The page with everything in place but its rows: they are fetched, and all of it is rendered."""
        asked: Answer = self.client.get(f"{QUEUE}{query}")
        request, said = asked.wsgi_request, asked.context_data

        def made() -> HttpResponse:
            page = replace(said["page"], cases=tuple(rows(self.side)[: queue.PAGE]))
            with translation.override("th"):
                return TemplateResponse(request, "desk/queue.html", {**said, "page": page}).render()

        return made

    def rows_by_hand(self, rows: "Callable[[Side], Any]") -> Callable[[], Answer]:
        """Nothing but the rows."""
        rows_only = '{% for case in cases %}{% include "desk/_queue_row.html" %}{% endfor %}'
        template = engines["django"].from_string(rows_only)

        def made() -> HttpResponse:
            with translation.override("th"):
                return HttpResponse(template.render({"cases": rows(self.side)[: queue.PAGE], "today": TODAY}))

        return made


def _waiting(side: Side) -> Any:
    cases = Case.objects.filter(agency=side.officer.officer.agency, waiting_for=Waiting.OFFICERS)
    return cases.select_related("handler").order_by("due_order", "id")


def _mine(side: Side) -> Any:
    return _waiting(side).filter(handler=side.officer)


def _references(answer: Answer) -> list[bytes]:
    return re.findall(rb'name="case" value="(\d+)"', answer.content)


def rows_alike(base: Answer, ours: Answer) -> None:
    same(ours.status_code, 200)
    same(_references(base), _references(ours))
    assert _references(ours)


def as_long(left: Answer, right: Answer) -> None:
    same((left.status_code, right.status_code), (200, 200))
    same(len(_references(left)), len(_references(right)))
    assert _references(left)


def answered(left: Answer, right: Answer) -> None:
    same((left.status_code, right.status_code), (200, 200))
