"""The queue and the exporter's list: many cases against few, a deep page against the first, keys against OFFSET.

One agency has few cases, the other many, in one table: both are asked in the same round.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.cases import worklist
from portal.cases.models import Case, Waiting
from portal.desk import queue
from portal.parties.actors import Actor
from portal.parties.models import Agency, Exporter, Person

from .measure import Contest, same

FEW, MANY = 10_000, 200_000
TODAY = date(2026, 11, 22)
START = datetime(2024, 1, 1, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
STATES = (("received", Waiting.OFFICERS), ("examining", Waiting.OFFICERS), ("registered", Waiting.NOBODY))
URGENCY = ("due_order", "id")


def add_cases(count: int, agency: Agency, exporter: Exporter, mark: str = "BENCH") -> None:
    """As years of work would leave them: a third is closed, the rest has dates to meet or none."""
    made = (_case(number, agency, exporter, mark) for number in range(count))
    Case.objects.bulk_create(made, batch_size=2_000)


def _case(number: int, agency: Agency, exporter: Exporter, mark: str) -> Case:
    state, waiting = STATES[number % len(STATES)]
    return Case(
        reference=f"{mark}-{agency}-{number:07d}",
        procedure="rex",
        exporter=exporter,
        agency=agency,
        state=state,
        waiting_for=waiting,
        submitted_at=START + timedelta(minutes=number),
        due_on=TODAY + timedelta(days=number % 90 - 30) if number % 5 else None,
        exporter_name_th=exporter.name_th,
        exporter_name_en=exporter.name_en,
        search=f"bench {number:07d} {exporter.name_th} {exporter.name_en}".lower(),
    )


def contests() -> Iterator[Contest]:
    """Fill the tables, then put the questions."""
    names = {"malee": FEW, "somsak": MANY}
    people = {name: Actor.of(Person.objects.get(email=f"{name}@demo.example")) for name in (*names, "ploy", "anong")}
    agencies = {"malee": Agency.DFT, "somsak": Agency.CUSTOMS}
    for name, count in names.items():
        exporter = Exporter.objects.get(pk=min(people[name].exporter_ids))
        add_cases(count, agencies[name], exporter)
    few, many = people["ploy"], people["anong"]
    for slug in ("waiting", "all"):
        wanted = queue.Wanted(shelf=queue.shelf(slug))
        title = f'queue "{slug}"'
        yield Contest(
            f"{title}: {MANY:,} against {FEW:,}",
            "first page of the few",
            _first(few, wanted),
            _first(many, wanted),
            full,
        )
        yield Contest(f"{title}: deep page against first", "first page", _first(many, wanted), deep(many, wanted), full)
        yield Contest(
            f"{title}: OFFSET + COUNT, deep", "our deep page", deep(many, wanted), by_offset(many, wanted), alike
        )
    mine, theirs = people["malee"], people["somsak"]
    yield Contest(
        f"exporter's list: {MANY:,} against {FEW:,}",
        "the list of the few",
        lambda: worklist.page(mine).cases,
        lambda: worklist.page(theirs).cases,
        full,
    )


def _first(actor: Actor, wanted: queue.Wanted) -> Callable[[], list[Case]]:
    return lambda: list(queue.page(actor, wanted, TODAY).cases)


def _shelf(actor: Actor, wanted: queue.Wanted) -> "tuple[int, Callable[[int], list[Case]]]":
    """How far a deep page begins, and the plain way to cut a page there."""
    order = URGENCY if wanted.shelf.by_urgency else ("-id",)
    cases = Case.objects.visible_to(actor).filter(wanted.shelf.where(actor, TODAY)).order_by(*order).defer("search")
    return cases.count() * 9 // 10, lambda place: list(cases[place : place + queue.PAGE])


def deep(actor: Actor, wanted: queue.Wanted) -> Callable[[], list[Case]]:
    """The page after nine tenths of the shelf, by its key, as the link to it has it."""
    place, cut = _shelf(actor, wanted)
    last = cut(place - 1)[0]
    key = f"{last.due_order.isoformat()}.{last.pk}" if wanted.shelf.by_urgency else str(last.pk)
    return lambda: list(queue.page(actor, wanted, TODAY, after=key).cases)


def by_offset(actor: Actor, wanted: queue.Wanted) -> Callable[[], list[Case]]:
    """The same page as most sites cut it: count everything, then skip to it."""
    _place, cut = _shelf(actor, wanted)

    def page() -> list[Case]:
        place, _cut = _shelf(actor, wanted)
        return cut(place)

    return page


def full(left: object, right: object) -> None:
    assert isinstance(left, list) and isinstance(right, list)
    same(len(left), len(right))
    assert left


def alike(left: object, right: object) -> None:
    full(left, right)
    same(left, right)
