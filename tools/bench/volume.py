"""Years of cases in one table: few for one agency and company, many for the other, so that one round asks both.

BENCH_FEW and BENCH_MANY in the environment set the sizes (10 thousand and 1 million if nothing is said).
"""

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from portal.cases import registry
from portal.cases.models import Case, Waiting
from portal.parties.actors import Actor
from portal.parties.models import Agency, Exporter, Person

FEW = int(os.environ.get("BENCH_FEW", "10000"))
MANY = int(os.environ.get("BENCH_MANY", "1000000"))
BASE = 5_000  # made one by one, then copied by the database
TODAY = timezone.localdate()
START = datetime(2024, 1, 1, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
STATES = (("received", Waiting.OFFICERS), ("examining", Waiting.OFFICERS), ("registered", Waiting.NOBODY))


@dataclass(frozen=True)
class Side:
    """Who asks of a part of the table: its company, an officer of its agency, and how many cases they have."""

    owner: Person
    officer: Person
    exporter: Exporter
    count: int


@cache
def sides() -> tuple[Side, Side]:
    """The few and the many, filled when they are first asked for."""
    rex = registry.procedure("rex")
    # Customs is given a procedure of the same states and moves: both officers see the same page.
    registry.register(replace(rex, slug="bench", agency=Agency.CUSTOMS))
    few = _side("malee", "ploy", rex.slug, Agency.DFT, FEW)
    many = _side("somsak", "anong", "bench", Agency.CUSTOMS, MANY)
    analyse(Case)
    return few, many


def _side(owner: str, officer: str, procedure: str, agency: Agency, count: int) -> Side:
    mine, theirs = (Person.objects.get(email=f"{name}@demo.example") for name in (owner, officer))
    exporter = Exporter.objects.get(pk=min(Actor.of(mine).exporter_ids))
    _fill(count, procedure, agency, exporter)
    return Side(mine, theirs, exporter, count)


def analyse(model: type) -> None:
    """As a database does by itself when its rows have been there for a while."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")  # type: ignore[attr-defined]
        else:
            cursor.execute("ANALYZE")


def _fill(count: int, procedure: str, agency: Agency, exporter: Exporter) -> None:
    """As years of work would leave them: a third is closed, the rest has dates to meet or none."""
    made = [a_case(number, procedure, agency, exporter) for number in range(min(count, BASE))]
    Case.objects.bulk_create(made, batch_size=2_000)
    copies, rest = divmod(count, BASE)
    if copies > 1 and rest:
        raise ValueError(f"a multiple of {BASE:,} is wanted, not {count:,}")
    changed = {"reference": "reference || '-' || n.i"}
    copy_rows(Case, copies - 1, changed, f"agency = '{agency}' AND search LIKE 'bench %%'")


def copy_rows(model: type, times: int, changed: dict[str, str], where: str) -> None:
    """Inserts the rows that `where` finds so many times more, with the columns `changed` said in SQL (n.i: which)."""
    options = model._meta  # type: ignore[attr-defined]
    names = [one.column for one in options.concrete_fields if not one.primary_key and not one.generated]
    columns, values = ", ".join(names), ", ".join(changed.get(name, name) for name in names)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"
    target = f"INSERT INTO {options.db_table} ({columns})"
    rows = f"SELECT {values} FROM n CROSS JOIN {options.db_table} WHERE {where} AND %s >= 1"  # noqa: S608 — our own names
    said = f"{target} {numbers} {rows}"
    with connection.cursor() as cursor:
        cursor.execute(said, [times, times])


def a_case(number: int, procedure: str, agency: Agency, exporter: Exporter) -> Case:
    state, waiting = STATES[number % len(STATES)]
    closed = waiting == Waiting.NOBODY
    filed = START + timedelta(hours=number)
    return Case(
        reference=f"BENCH-{agency}-{number:05d}",
        procedure=procedure,
        exporter=exporter,
        agency=agency,
        state=state,
        waiting_for=waiting,
        submitted_at=filed,
        received_on=filed.date(),
        closed_at=filed + timedelta(days=20) if closed else None,
        due_on=TODAY + timedelta(days=number % 90 - 30) if number % 5 and not closed else None,
        exporter_name_th=exporter.name_th,
        exporter_name_en=exporter.name_en,
        search=f"bench {number:05d} {exporter.name_th} {exporter.name_en}".lower(),
    )
