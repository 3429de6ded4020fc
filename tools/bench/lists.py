"""What the database is asked for the queue and the exporter's list: many cases against few, a deep page against the
first, keys against the OFFSET and COUNT that most sites cut their pages with."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from portal.cases import worklist
from portal.cases.models import Case
from portal.desk import queue
from portal.parties.actors import Actor

from .clocks import worked
from .measure import Contest, same
from .volume import TODAY, Side, sides

SHELVES = ("waiting", "all")


def contests() -> Iterator[Contest]:
    for contest in _contests():
        yield replace(contest, clock=worked)


def _contests() -> Iterator[Contest]:
    few, many = sides()
    officers = [Actor.of(side.officer) for side in (few, many)]
    for slug in SHELVES:
        wanted = queue.Wanted(shelf=queue.shelf(slug))
        title = f"rows of the queue, “{slug}”"
        small, large = (_first(actor, wanted) for actor in officers)
        ours, theirs = _deep(officers[1], wanted), _by_offset(officers[1], wanted)
        yield Contest(f"{title}, {many.count:,} cases", f"{few.count:,} cases", small, large, _full, aim=1.2)
        yield Contest(f"{title}, {many.count:,}, deep", "its first page", large, ours, _full)
        yield Contest(f"{title}, {many.count:,}, deep, by OFFSET and COUNT", "our deep page", ours, theirs, same, 5, 1)
    small, large = (_own(side) for side in (few, many))
    yield Contest(f"exporter's list, {many.count:,} cases", f"{few.count:,} cases", small, large, _full, aim=1.2)


def _first(actor: Actor, wanted: queue.Wanted) -> Callable[[], list[Case]]:
    return lambda: list(queue.page(actor, wanted, TODAY).cases)


def _own(side: Side) -> Callable[[], list[Case]]:
    actor = Actor.of(side.owner)
    return lambda: list(worklist.page(actor).cases)


def _deep(actor: Actor, wanted: queue.Wanted) -> Callable[[], list[Case]]:
    """The page after nine tenths of the shelf, by its key, as the link to it has it."""
    cases = queue.ordered(actor, wanted, TODAY)
    last = cases[cases.count() * 9 // 10 - 1]
    key = f"{last.due_order.isoformat()}.{last.pk}" if wanted.shelf.by_urgency else str(last.pk)
    return lambda: list(queue.page(actor, wanted, TODAY, after=key).cases)


def _by_offset(actor: Actor, wanted: queue.Wanted) -> Callable[[], list[Case]]:
    """The same page as most sites cut it: count everything, then skip to it."""

    def page() -> list[Case]:
        cases = queue.ordered(actor, wanted, TODAY)
        place = cases.count() * 9 // 10
        return list(cases[place : place + queue.PAGE])

    return page


def _full(left: object, right: object) -> None:
    assert isinstance(left, list) and isinstance(right, list)
    same(len(left), len(right))
    assert left
