"""The reference that rules are given: dated values, the calendar with the officers' overrides (T-4), and the lists
that procedures bring (T-6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.models import Count, Manager, Max, Model

from portal.law.calendar import Calendar, Override
from portal.law.documents import DocumentLists, document_lists
from portal.law.reference import Reference
from portal.law.values import Values

from .models import CalendarOverride

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
    """The reference as it stands now: one query of some dozens of rows, however an officer changed them.

    Lists are read when a rule asks for them.
    """
    try:
        rows = [*CalendarOverride.objects.order_by("day").values_list(*_OF_OVERRIDES)]
    except DatabaseError as failed:
        if CalendarOverride._meta.db_table in connection.introspection.table_names():
            raise
        raise NotPreparedError("The database has no tables yet. Set it up first: make setup") from failed
    sources: dict[type, Callable[[], Any]] = {each.kind: each.read for each in _LISTS.values()}
    sources[DocumentLists] = current_documents
    return Reference(_calendar(tuple(Override(*row) for row in rows)), current_values(), sources)


@lru_cache(maxsize=1)
def current_values() -> Values:
    """The dated values of fixtures/law, read once a process."""
    return Values.load(settings.BASE_DIR / "fixtures" / "law")


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
    new = sum(model._default_manager.get_or_create(**named, defaults=rest)[1] for named, rest in rows)
    return new, len(rows) - new


def read_fixture(name: str) -> Any:
    """fixtures/reference/<name>.yaml as text only: the other loaders turn HS 0102.21 into a float."""
    return yaml.load((FIXTURES / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
