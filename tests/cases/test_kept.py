"""Lists that officers keep: dated rows that end and are never edited, each change with its history."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portal.cases import kept
from portal.cases.kept import By
from portal.cases.models import CalendarOverride, ForGoodError, KeptChange, KeptValue
from portal.cases.reference import current_reference, current_values
from portal.cases.refusals import MoveRefused
from portal.parties.actors import Actor
from portal.parties.models import Agency, Duty, Person
from tests.conftest import an_officer

KEY = "service.rex.examination.working_days"
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
TODAY = date(2026, 11, 25)
JANUARY, JULY = date(2027, 1, 1), date(2027, 7, 1)
DAY = timedelta(days=1)


def by(person: Person, **said: Any) -> By:
    return By(Actor.of(person), NOW, **{"why": "คำสั่งกรม 12/2569", **said})


def add(person: Person, value: str, start: date, **said: Any) -> KeptValue:
    return kept.add_value(by(person, **said), key=KEY, value=value, valid_from=start, source="คำสั่งกรม 12/2569")


def holds(day: date) -> str:
    return current_values().at(KEY, on=day).value


def test_a_new_service_time_holds_from_its_day_on_and_the_past_stays(admin: Person) -> None:
    add(admin, "3", JANUARY)

    assert (holds(JANUARY - DAY), holds(JANUARY)) == ("5", "3")
    value = current_reference().values.at(KEY, on=JANUARY)
    assert (value.source, value.clause, value.unit) == ("คำสั่งกรม 12/2569", "REX-8", "working days")


def test_a_later_row_ends_the_earlier_one_the_day_before(admin: Person) -> None:
    first = add(admin, "3", TODAY)
    add(admin, "2", JULY)

    first.refresh_from_db()
    assert first.valid_to == JULY - DAY
    assert [holds(day) for day in (TODAY - DAY, TODAY, JULY - DAY, JULY)] == ["5", "3", "3", "2"]


def test_a_row_put_before_another_ends_where_that_one_begins(admin: Person) -> None:
    add(admin, "2", JULY)
    earlier = add(admin, "3", JANUARY)

    assert earlier.valid_to == JULY - DAY
    assert [holds(day) for day in (JANUARY - DAY, JANUARY, JULY)] == ["5", "3", "2"]


def test_when_a_row_ends_the_law_file_holds_again(admin: Person) -> None:
    row = add(admin, "3", TODAY)

    kept.end_value(by(admin), row, JANUARY)

    assert (holds(JANUARY), holds(JANUARY + DAY)) == ("3", "5")


def test_a_planned_row_taken_back_leaves_the_one_before_it_holding(admin: Person) -> None:
    add(admin, "3", TODAY)
    planned = add(admin, "2", JULY)

    kept.withdraw_value(by(admin), planned)

    assert holds(JULY) == "3"
    assert KeptValue.objects.count() == 2, "the withdrawn row stays"


def test_the_past_is_corrected_only_by_who_says_so(admin: Person) -> None:
    with pytest.raises(ValidationError) as refused:
        add(admin, "4", TODAY - DAY)
    assert list(refused.value.message_dict) == ["valid_from"]

    add(admin, "4", TODAY - DAY, corrects=True)
    wrong = add(admin, "9", TODAY - DAY, corrects=True)

    assert holds(TODAY - DAY) == "9" and holds(TODAY - 2 * DAY) == "5"
    assert KeptValue.objects.filter(withdrawn_at__isnull=True).get() == wrong
    assert KeptChange.objects.first().verb == "replaced"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("service.rex.lodging.days", "0", "value"),
        (KEY, "-1", "value"),
        (KEY, "3651", "value"),
        (KEY, "3.5", "value"),
        (KEY, "๓", "value"),
        ("rex.threshold.CH", "9000", "key"),
        ("nonsense", "1", "key"),
        ("rex.number.pattern", "THREX{year}", "value"),
        ("rex.number.pattern", "XREX{seq:06d}", "value"),
        ("rex.number.pattern", "THREX{seq:0999999999d}", "value"),
        ("rex.number.pattern", "THREX{year.__class__}{seq:06d}", "value"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(admin: Person, key: str, value: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        kept.add_value(by(admin), key=key, value=value, valid_from=JANUARY, source="x")

    assert list(refused.value.message_dict) == [field]
    assert not KeptValue.objects.exists() and not KeptChange.objects.exists()


def test_a_new_pattern_gives_the_next_rex_number(admin: Person) -> None:
    from registrations.services import next_number

    kept.add_value(
        by(admin), key="rex.number.pattern", value="THREX{year}A{seq:05d}", valid_from=JANUARY, source="REX-9"
    )

    assert next_number(TODAY) == "THREX2026000001"
    assert next_number(JANUARY) == "THREX2027A00001"


def test_a_day_is_freed_freed_anew_and_given_back(admin: Person) -> None:
    day = date(2026, 12, 14)

    def free(source: str) -> CalendarOverride:
        said = {"reason_th": "หยุด", "reason_en": "Off", "source": source}
        return kept.add_day(by(admin), day=day, working=False, **said)

    free("ครม. 1")
    row = free("ครม. 2")
    assert not current_reference().calendar.is_working_day(day)
    kept.withdraw_day(by(admin), row)

    assert current_reference().calendar.is_working_day(day)
    assert CalendarOverride.objects.filter(day=day).count() == 2
    assert list(KeptChange.objects.order_by("number").values_list("verb", flat=True)) == [
        "added",
        "replaced",
        "withdrawn",
    ]
    with pytest.raises(ValidationError):
        kept.withdraw_day(by(admin), row)


def test_a_past_day_is_moved_only_by_who_corrects_it(admin: Person) -> None:
    said = {"working": False, "reason_th": "หยุด", "reason_en": "Off", "source": "ครม."}
    with pytest.raises(ValidationError):
        kept.add_day(by(admin), day=TODAY - DAY, **said)

    kept.add_day(by(admin, corrects=True), day=TODAY - DAY, **said)

    assert not current_reference().calendar.is_working_day(TODAY - DAY)


def test_each_change_says_who_when_why_before_and_after_and_is_written_for_good(admin: Person) -> None:
    add(admin, "3", JANUARY)
    add(admin, "2", JANUARY)

    last = KeptChange.objects.first()
    assert last is not None
    assert (last.by, last.agency, last.at, last.why) == (admin, "dft", NOW, "คำสั่งกรม 12/2569")
    assert (last.before["value"], last.after["value"], last.what) == ("3", "2", KEY)
    assert list(KeptChange.objects.values_list("number", flat=True)) == [2, 1]
    last.why = "something else"
    for attempt in (last.save, last.delete, KeptChange.objects.all().delete, lambda: KeptChange.objects.update(why="")):
        with pytest.raises(ForGoodError):
            attempt()


def test_a_change_without_a_reason_is_none(admin: Person) -> None:
    with pytest.raises(ValidationError) as refused:
        add(admin, "3", JANUARY, why="  ")

    assert list(refused.value.message_dict) == ["why"]


def test_only_administrators_keep_the_lists_and_each_agency_its_own(
    ploy: Person, malee: Person, anong: Person, db: None
) -> None:
    customs = an_officer("chief", "หัวหน้า ศุลกากร", "Chief", Agency.CUSTOMS, Duty.ADMINISTRATOR)

    for person in (ploy, malee, anong, customs):
        with pytest.raises(MoveRefused):
            add(person, "3", JANUARY)
    drawback = {"key": "service.drawback.formula.working_days", "value": "20", "valid_from": JANUARY, "source": "x"}
    assert kept.add_value(by(customs), **drawback).value == "20"  # type: ignore[arg-type]
    shared = {"key": "office.escalation.working_days", "value": "4", "valid_from": JANUARY, "source": "x"}
    assert kept.add_value(by(customs), **shared).value == "4"  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_leave_no_overlap(admin: Person) -> None:
    def change(number: int) -> None:
        add(admin, str(number), TODAY + number * DAY)
        connection.close()

    together = [Thread(target=change, args=(number,)) for number in range(1, 7)]
    for each in together:
        each.start()
    for each in together:
        each.join()

    assert [holds(TODAY + number * DAY) for number in range(7)] == ["5", "1", "2", "3", "4", "5", "6"]
    assert sorted(KeptChange.objects.values_list("number", flat=True)) == list(range(1, KeptChange.objects.count() + 1))
