from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import DjangoAssertNumQueries

from portal.cases import anchors, moves
from portal.cases.models import Anchor, Case, Event
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .conftest import NOW, RECEIVED, new_case

TOMORROW = NOW + timedelta(days=1)


def faults() -> str:
    """What verify_events says on standard error; it ends with 1 if it says anything."""
    said, code = StringIO(), 0
    try:
        call_command("verify_events", stdout=StringIO(), stderr=said)
    except CommandError as ended:
        code = ended.returncode
    assert code == (1 if said.getvalue() else 0)
    return said.getvalue()


def test_an_untouched_chain_holds(examining: Case) -> None:
    assert faults() == ""


def test_all_chains_are_read_in_one_stream(
    examining: Case, siam_ceramics: Exporter, malee: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, 8):
        moves.perform(new_case(siam_ceramics, number), "submit", Actor.of(malee), NOW)

    with django_assert_num_queries(4):  # the events, states, filings, the anchors
        assert list(anchors.faults()) == []


@pytest.mark.parametrize(
    "changed",
    [{"note": "Nothing to see"}, {"actor_id": None}, {"at": TOMORROW}, {"to_state": "granted"}, {"given": {}}],
)
def test_a_changed_event_shows(examining: Case, changed: dict[str, object]) -> None:
    Event.objects.filter(case=examining, verb="receive").update(**changed)

    assert f"{examining.reference}: event 2 was changed after it was written" in faults()


def test_a_removed_event_shows(examining: Case) -> None:
    Event.objects.filter(case=examining, number=2).delete()

    said = faults()
    assert "event 2 is missing before event 3" in said
    assert "event 3 does not follow the event before it" in said


def test_an_event_slipped_in_shows(examining: Case) -> None:
    last = Event.objects.filter(case=examining).order_by("-number").first()
    assert last is not None
    last.pk, last.number = None, last.number + 1
    last.save()

    assert "does not follow" in faults()


def test_an_event_cut_off_the_end_shows_by_the_anchor(examining: Case) -> None:
    anchors.anchor(TOMORROW)
    assert faults() == ""

    Event.objects.filter(case=examining).order_by("-number")[0].delete()

    assert "is not what was anchored for 2026-11-20" in faults()


def test_a_rewritten_chain_shows_by_the_anchor(examining: Case, ploy: Person) -> None:
    anchors.anchor(TOMORROW)
    for event in Event.objects.filter(case=examining).order_by("number"):
        previous = Event.objects.filter(case=examining, number=event.number - 1).first()
        event.note = "Another story"
        event.previous_hash = previous.hash if previous else event.previous_hash
        event.hash = anchors.chain.seal(event)
        event.save()

    assert "anchored" in faults()


def test_a_day_is_anchored_once_and_only_if_something_moved(submitted: Case, ploy: Person) -> None:
    first = anchors.anchor(TOMORROW)
    assert first is not None
    assert first.day == date(2026, 11, 20)
    assert anchors.anchor(TOMORROW) is None
    assert anchors.anchor(TOMORROW + timedelta(days=1)) is None  # nothing has moved

    moves.perform(submitted, "receive", Actor.of(ploy), TOMORROW + timedelta(days=1), given=RECEIVED)
    second = anchors.anchor(TOMORROW + timedelta(days=2))

    assert second is not None
    assert second.previous_hash == first.hash
    assert faults() == ""


def test_changed_and_missing_anchors_show(submitted: Case, ploy: Person) -> None:
    anchors.anchor(TOMORROW)
    moves.perform(submitted, "receive", Actor.of(ploy), TOMORROW, given=RECEIVED)
    anchors.anchor(TOMORROW + timedelta(days=1))

    Anchor.objects.filter(day="2026-11-21").update(heads={})
    assert "the anchor of 2026-11-21 was changed" in faults()

    Anchor.objects.filter(day="2026-11-20").delete()
    assert "the anchor of 2026-11-21 does not follow" in faults()


def test_what_a_form_gave_is_sealed_as_it_will_be_read(submitted: Case, ploy: Person) -> None:
    given = RECEIVED | {"on": date(2026, 11, 20), "weight": Decimal("1.50")}

    event = moves.perform(submitted, "receive", Actor.of(ploy), NOW, given=given)

    assert event.given["on"] == "2026-11-20"
    assert faults() == ""


def test_the_command_prints_the_hash_to_keep_elsewhere(submitted: Case) -> None:
    said = StringIO()
    call_command("anchor_events", stdout=said)

    made = Anchor.objects.get()
    assert said.getvalue().strip() == f"{made.day} {made.hash}"
