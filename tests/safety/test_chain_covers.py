"""Whoever changes any column of an event or of what was filed behind the portal's back is found out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from portal.cases import anchors
from portal.cases.models import Anchor, Case, Event, Submission
from portal.parties.models import Exporter, Person
from tests.registrations.story import AT, REASON, move, submit

UNSEALED = {"id"}  # the database's own number of the row says nothing


@pytest.fixture
def returned(malee: Person, siam_ceramics: Exporter, ploy: Person) -> Case:
    case = move(move(submit(malee, siam_ceramics), "receive", ploy), "examine", ploy)
    move(case, "return", ploy, reasons=[REASON], note="Please mend it.")
    anchors.anchor(AT + timedelta(days=1))
    assert list(anchors.faults()) == []
    return case


def another(value: Any) -> Any:
    """A value that the column takes and that is not what is there."""
    changed: dict[type, Callable[[], Any]] = {
        str: lambda: value[:-1] + ("0" if value[-1:] != "0" else "1"),
        int: lambda: value + 1,
        list: lambda: [*value, "slipped in"],
        dict: lambda: {**value, "slipped": "in"},
        datetime: lambda: value + timedelta(seconds=1),
    }
    return changed[type(value)]() if value is not None else None


def columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.attname not in UNSEALED]


@pytest.mark.parametrize("column", columns(Event))
def test_a_changed_column_of_an_event_is_found(
    returned: Case, somsak: Person, siam_ceramics: Exporter, malee: Person, column: str
) -> None:
    elsewhere = submit(malee, siam_ceramics)
    last = Event.objects.filter(case=returned).order_by("-number")[0]
    there = {"actor_id": somsak.pk, "case_id": elsewhere.pk}
    value = there.get(column) or another(getattr(last, column))

    Event.objects.filter(pk=last.pk).update(**{column: value})

    assert list(anchors.faults()) != []


@pytest.mark.parametrize("column", [name for name in columns(Anchor) if name != "day"])
def test_a_changed_column_of_an_anchor_is_found(returned: Case, column: str) -> None:
    anchor = Anchor.objects.get()

    Anchor.objects.update(**{column: another(getattr(anchor, column))})

    assert list(anchors.faults()) != []


@pytest.mark.parametrize("column", ["answers", "files", "sha256", "at", "by_id", "number"])
def test_a_changed_column_of_what_was_filed_is_found(returned: Case, somsak: Person, column: str) -> None:
    filed = Submission.objects.get()
    value = somsak.pk if column == "by_id" else another(getattr(filed, column))

    Submission.objects.update(**{column: value})

    with pytest.raises(CommandError):
        call_command("verify_events", stdout=StringIO(), stderr=StringIO())


def test_a_filing_whose_hash_was_made_anew_is_found(returned: Case) -> None:
    """Its event has the hash in it, and the chain has the event."""
    from portal.cases.filings import seal

    filed = Submission.objects.select_related("case").get()
    filed.answers["exporter"]["values"]["name"] = "Somebody Else Ltd."
    filed.sha256 = seal(filed.case.reference, filed.number, filed.at, filed.by_id, filed.answers, filed.files)
    filed.save()

    assert list(anchors.faults()) != []


def test_a_state_written_past_the_moves_is_found(returned: Case) -> None:
    Case.objects.filter(pk=returned.pk).update(state="registered")

    assert list(anchors.faults()) != []


def test_a_removed_last_event_is_found(returned: Case) -> None:
    Event.objects.filter(case=returned).order_by("-number")[0].delete()

    assert list(anchors.faults()) != []
