"""How the database reads the lists: along an index and in its order, whatever the number of cases.

The planner is asked with table scans and sorts forbidden, as far as it can be: what still shows one has no index.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.cases import worklist
from portal.cases.models import Case
from portal.desk import queue
from portal.desk.dashboard import overview
from portal.desk.queue import SHELVES, Wanted
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .cases import many

LATER = date(2030, 1, 1)  # by then whatever has a due date is overdue
FORBIDDEN = ("enable_seqscan", "enable_sort", "enable_bitmapscan")


@pytest.fixture
def filled(siam_ceramics: Exporter, ploy: Person) -> None:
    """Enough for two pages of every shelf."""
    for n, (state, mine) in enumerate([("received", True), ("received", False), ("returned", True), ("granted", True)]):
        many(siam_ceramics, 180, first=1 + 180 * n, state=state, handler=ploy if mine else None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            for one in FORBIDDEN:
                cursor.execute(f"SET LOCAL {one} = off")  # until the test's transaction is rolled back


def asked(call: Callable[[], Any]) -> tuple[Any, list[str]]:
    """What `call` answers, and the plans of its queries of the case table."""
    with CaptureQueriesContext(connection) as captured:
        answer = call()
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    plans = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            if 'FROM "cases_case"' in query["sql"]:
                cursor.execute(f"{explain} {query['sql'].replace('%', '%%')}")
                plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
    return answer, plans


def sorts(plan: str) -> bool:
    return "Sort" in plan or "TEMP B-TREE" in plan


def scans_the_table(plan: str) -> bool:
    """PostgreSQL names it; SQLite says SCAN without USING INDEX."""
    lines = plan.splitlines()
    return any("Seq Scan" in line or (line.startswith("SCAN") and "INDEX" not in line) for line in lines)


def along_an_index(call: Callable[[], Any]) -> Any:
    answer, plans = asked(call)
    assert plans
    for plan in plans:
        assert not scans_the_table(plan) and not sorts(plan), plan
    return answer


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda one: one.slug)
def test_every_page_of_a_shelf_comes_in_the_order_of_an_index(filled: None, ploy: Person, shelf: queue.Shelf) -> None:
    actor, wanted = Actor.of(ploy), Wanted(shelf)

    first = along_an_index(lambda: queue.page(actor, wanted, LATER))
    second = along_an_index(lambda: queue.page(actor, wanted, LATER, after=first.after))
    back = along_an_index(lambda: queue.page(actor, wanted, LATER, before=second.before))

    assert back.cases == first.cases != second.cases


@pytest.mark.parametrize("way", ["after", "before"])
def test_a_page_is_entered_at_its_place_however_many_cases_are_due_that_day(
    filled: None, ploy: Person, way: str
) -> None:
    actor, place = Actor.of(ploy), {way: f"{date.max}.{Case.objects.count() // 2}"}  # undated: one tie

    _, plans = asked(lambda: queue.page(actor, Wanted(), LATER, **place))

    # SQLite enters at the day, and PostgreSQL at the very case.
    entered = r"\(due_order, id\) [<>]" if connection.vendor == "postgresql" else "due_order[<>]"
    assert len(plans) == 1 and re.search(entered, plans[0]), plans


def test_the_exporters_list_is_turned_along_an_index(filled: None, malee: Person) -> None:
    actor = Actor.of(malee)

    first = along_an_index(lambda: worklist.page(actor))
    second = along_an_index(lambda: worklist.page(actor, older_than=first.older_than))
    back = along_an_index(lambda: worklist.page(actor, newer_than=second.newer_than))

    assert back.cases == first.cases != second.cases
    assert along_an_index(lambda: worklist.page(actor, state="sample.granted")).cases


def test_the_overview_and_the_searches_read_no_whole_table(filled: None, ploy: Person, malee: Person) -> None:
    calls: list[Callable[[], Any]] = [
        lambda: overview(Actor.of(ploy)),
        lambda: queue.page(Actor.of(ploy), Wanted(text="siam"), LATER),
        lambda: queue.page(Actor.of(ploy), Wanted(SHELVES[-1], procedure="sample", state="granted"), LATER),
        lambda: worklist.waiting_for_me(Actor.of(malee)),
        lambda: worklist.page(Actor.of(malee), words="siam"),
    ]

    for call in calls:
        _, plans = asked(call)
        assert plans and not any(map(scans_the_table, plans)), plans
