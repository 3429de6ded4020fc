"""The reference that rules are given: dated values, the calendar with the officers' overrides (T-4), and the lists
that procedures bring (T-6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.models import Count, Manager, Max, Model, QuerySet
from django.utils import timezone

from portal.law.calendar import Calendar, Override
from portal.law.documents import DocumentLists, document_lists
from portal.law.reference import Reference
from portal.law.values import Values

from .models import CalendarOverride, KeptValue

FIXTURES: Path = settings.BASE_DIR / "fixtures" / "reference"
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class ReferenceList:
    """A list of a procedure: the class rules ask for it by, how its rows become one, how missing rows are laid in.

    `lay_in` adds the rows of fixtures/reference that are missing and leaves the officers' own alone; it answers how
    many are new and how many there were. A list of fixtures/law has no rows to lay in.
    """

    title: str
    kind: type
    read: Callable[[], Any]
    lay_in: Callable[[], tuple[int, int]] | None = None


class NotPreparedError(CommandError):
    """The database was never set up; a command ends with this sentence instead of a traceback."""


_LISTS: dict[type, ReferenceList] = {}
_OF_OVERRIDES = ("day", "working", "reason_th", "reason_en", "source")


def register_list(brought: ReferenceList) -> None:
    """Procedures bring their lists at start-up."""
    _LISTS[brought.kind] = brought


def every_list() -> list[ReferenceList]:
    """Those that procedures brought, in the order they did."""
    return list(_LISTS.values())


def current_reference() -> Reference:
    """The reference as it stands now: two queries of some dozens of rows, however officers changed them.

    Lists are read when a rule asks for them.
    """
    rows = _read(CalendarOverride.objects.standing().order_by("day").values_list(*_OF_OVERRIDES))
    sources: dict[type, Callable[[], Any]] = {each.kind: each.read for each in _LISTS.values()}
    sources[DocumentLists] = current_documents
    return Reference(_calendar(tuple(Override(*row) for row in rows)), current_values(), sources)


def current_values() -> Values:
    """The dated values of fixtures/law with those that officers keep in their place: one query of some rows."""
    kept = KeptValue.objects.standing().order_by("key", "valid_from")
    return _values(tuple(_read(kept.values_list("key", "value", "valid_from", "valid_to", "source", "made_at"))))


@lru_cache(maxsize=1)
def values_of_the_law() -> Values:
    """The dated values of fixtures/law alone, read once a process."""
    return Values.load(settings.BASE_DIR / "fixtures" / "law")


@lru_cache(maxsize=4)
def _values(rows: tuple[tuple[str, str, date, date | None, str, datetime], ...]) -> Values:
    """The same rows make the same values again. A key that the law no longer has is left out: nobody asks for it."""
    law = values_of_the_law()
    known = set(law)
    return law.overlaid(
        replace(law.history(key)[-1], value=value, valid_from=start, valid_until=end, source=source,
                checked_on=timezone.localdate(made_at))
        for key, value, start, end, source, made_at in rows
        if key in known
    )  # fmt: skip


def _read(rows: QuerySet[Any, Any]) -> list[Any]:
    try:
        return list(rows)
    except DatabaseError as failed:
        if rows.model._meta.db_table in connection.introspection.table_names():
            raise
        raise NotPreparedError("The database has no tables yet. Set it up first: make setup") from failed


@lru_cache(maxsize=1)
def current_documents() -> DocumentLists:
    """The lists of documents of fixtures/law, read once a process."""
    path = settings.BASE_DIR / "fixtures" / "law" / "documents.yaml"
    return document_lists(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506


@lru_cache(maxsize=4)
def _calendar(overrides: tuple[Override, ...]) -> Calendar:
    """The calendar keeps the years it has counted, so the same overrides get the same one again."""
    return Calendar(overrides)


def kept_until_changed(build: Callable[[], Kind], *tables: Manager[Any]) -> Callable[[], Kind]:
    """A reader that builds the list anew only when a row of the tables came, went or changed (`changed_at`): one small
    query for each table else."""
    seen: dict[Any, Kind] = {}

    def read() -> Kind:
        stamp = tuple(tuple(rows.aggregate(Max("changed_at"), Count("pk")).values()) for rows in tables)
        if stamp not in seen:
            built = build()
            seen.clear()
            seen[stamp] = built
        return seen[stamp]

    return read


def lay_in_rows(model: type[Model], rows: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> tuple[int, int]:
    """Adds the rows (what names one, the rest of it) that are missing; (new, already there)."""
    new = [named | rest for named, rest in rows if not model._default_manager.filter(**named).exists()]
    for said in new:
        model._default_manager.create(**said)
    return len(new), len(rows) - len(new)


def read_fixture(name: str) -> Any:
    """fixtures/reference/<name>.yaml as text only: the other loaders turn HS 0102.21 into a float."""
    return yaml.load((FIXTURES / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
