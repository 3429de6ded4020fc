"""The officers' table of moved days, and the calendar that rules are given from it (T-4)."""

import io
from datetime import date

import pytest
from django.core.management import call_command

from portal.cases.models import CalendarOverride
from portal.cases.reference import current_reference

pytestmark = pytest.mark.django_db

MOVED = date(2020, 12, 11)


def load_reference() -> str:
    said = io.StringIO()
    call_command("load_reference", stdout=said)
    return said.getvalue()


def test_the_rows_are_laid_in_once() -> None:
    load_reference()
    rows = CalendarOverride.objects.count()

    said = load_reference()

    assert CalendarOverride.objects.count() == rows > 0
    assert "0 new" in said


def test_a_row_that_officers_changed_stays_theirs() -> None:
    load_reference()
    CalendarOverride.objects.filter(day=MOVED).update(reason_en="Written by an officer")

    load_reference()

    assert CalendarOverride.objects.get(day=MOVED).reason_en == "Written by an officer"


def test_a_day_that_an_officer_frees_counts_from_the_next_question_on() -> None:
    day = date(2026, 11, 24)
    assert current_reference().calendar.is_working_day(day)

    row = CalendarOverride.objects.create(day=day, working=False, reason_th="หยุด", reason_en="Off", source="ครม.")
    freed = current_reference().calendar.is_working_day(day)
    CalendarOverride.objects.filter(pk=row.pk).update(working=True)

    assert freed is False
    assert current_reference().calendar.is_working_day(day)


def test_asking_again_costs_two_queries(django_assert_num_queries: object) -> None:
    load_reference()
    first = current_reference()

    with django_assert_num_queries(2):  # type: ignore[operator]  # the days, the values
        second = current_reference()

    assert second.calendar is first.calendar
