from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from portal.cases import deadlines, questions, reminders
from portal.cases.models import Case, Deadline, Notice
from portal.cases.reference import current_reference
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW


def at(day: str) -> datetime:
    """Ten in the morning in Bangkok."""
    return datetime.fromisoformat(f"{day}T03:00:00").replace(tzinfo=UTC)


def the_open(case: Case, kind: str = "examination") -> Deadline:
    return Deadline.objects.get(case=case, kind=kind, met_at=None)


@pytest.mark.parametrize(
    ("on", "length", "unit", "strict", "legal"),
    [
        ("2024-04-09", 3, "working_days", "2024-04-17", "2024-04-17"),  # the rule book's own example, over Songkran
        ("2026-11-20", 30, "days", "2026-12-20", "2026-12-21"),  # a Sunday moves to Monday
        ("2026-11-19", 32, "days", "2026-12-21", "2026-12-21"),
        ("2024-04-30", 6, "months", "2024-10-30", "2024-10-31"),
    ],
)
def test_terms_end_as_the_law_reckons(on: str, length: int, unit: str, strict: str, legal: str) -> None:
    from portal.law.calendar import Calendar

    found = deadlines.ends(date.fromisoformat(on), length, unit, Calendar())

    assert found == (date.fromisoformat(strict), date.fromisoformat(legal))


def test_entering_a_state_meets_the_old_term_and_opens_the_new(submitted: Case, examining: Case) -> None:
    lodging = Deadline.objects.get(case=examining, kind="lodging")

    assert lodging.met_at == NOW
    assert (lodging.strict_on, lodging.legal_on) == (date(2026, 12, 20), date(2026, 12, 21))
    assert examining.due_on == the_open(examining).legal_on == date(2026, 11, 27)
    assert the_open(examining).clause == "REX-8"


def test_a_question_stops_the_term_by_the_working_days_it_was_open(
    examining: Case, ploy: Person, malee: Person
) -> None:
    question = questions.ask(examining, Actor.of(ploy), at("2026-12-02"), "Which kiln?")
    assert the_open(examining).is_paused

    questions.answer(question, Actor.of(malee), at("2026-12-09"), "The tunnel kiln")

    # 3, 4, 8 and 9 December were working days (5 to 7 were not): four days later than 27 November.
    assert the_open(examining).paused == [["2026-12-02", "2026-12-09"]]
    assert the_open(examining).legal_on == date(2026, 12, 3)


def test_a_question_asked_and_answered_on_one_day_moves_nothing(examining: Case, ploy: Person, malee: Person) -> None:
    question = questions.ask(examining, Actor.of(ploy), at("2026-11-24"), "Which kiln?")
    questions.answer(question, Actor.of(malee), at("2026-11-24"), "The tunnel kiln")

    assert the_open(examining).legal_on == date(2026, 11, 27)


def test_pauses_add_up(examining: Case, ploy: Person, malee: Person) -> None:
    for asked, answered in (("2026-11-23", "2026-11-24"), ("2026-11-25", "2026-11-26")):
        question = questions.ask(examining, Actor.of(ploy), at(asked), "Which kiln?")
        questions.answer(question, Actor.of(malee), at(answered), "The tunnel kiln")

    assert the_open(examining).legal_on == date(2026, 12, 1)


def test_asked_on_the_last_day_and_answered_on_a_holiday_leaves_the_next_working_day(
    examining: Case, ploy: Person, malee: Person
) -> None:
    question = questions.ask(examining, Actor.of(ploy), at("2026-11-27"), "Which kiln?")
    questions.answer(question, Actor.of(malee), at("2026-11-29"), "The tunnel kiln")

    examining.refresh_from_db()
    assert examining.due_on == date(2026, 11, 30)


def test_a_warning_from_the_strict_date_and_overdue_only_after_the_legal_one(submitted: Case, malee: Person) -> None:
    Notice.objects.all().delete()

    assert reminders.scan(at("2026-12-19")) == 0
    assert reminders.scan(at("2026-12-20")) == 1  # T-3: the strict date, a Sunday
    assert reminders.scan(at("2026-12-21")) == 0  # the legal one
    assert reminders.scan(at("2026-12-22")) == 1
    assert reminders.scan(at("2026-12-23")) == 0

    told = Notice.objects.filter(person=malee).order_by("at").values_list("kind", flat=True)
    assert list(told) == ["due", "overdue"]


def test_a_scan_after_days_of_silence_says_overdue_once(submitted: Case, malee: Person) -> None:
    Notice.objects.all().delete()

    assert reminders.scan(at("2027-01-20")) == 1
    assert reminders.scan(at("2027-01-20")) == 0
    assert Notice.objects.get(person=malee).kind == "overdue"


def test_a_paused_term_is_nobodys_delay(examining: Case, ploy: Person) -> None:
    questions.ask(examining, Actor.of(ploy), at("2026-11-24"), "Which kiln?")
    Notice.objects.all().delete()

    assert reminders.scan(at("2026-11-30")) == 0
    assert reminders.scan(at("2026-12-31")) == 1  # the exporter's own term to answer

    assert set(Notice.objects.values_list("path", flat=True)) == {f"/cases/{examining.reference}/"}


def test_an_officer_is_reminded_of_their_own_case(examining: Case, ploy: Person, krit: Person) -> None:
    Notice.objects.all().delete()

    reminders.scan(at("2026-11-27"))

    assert [notice.person for notice in Notice.objects.all()] == [ploy]


def test_the_length_in_force_on_the_day_is_kept_with_the_term(submitted: Case) -> None:
    value = current_reference().values.at("service.rex.lodging.days", on=NOW.date() + timedelta(days=1))

    assert the_open(submitted, "lodging").length == value.whole


def test_what_was_marked_and_not_told_is_told_by_the_next_scan(submitted: Case, malee: Person) -> None:
    """A worker that dies between the two leaves a mark."""
    assert reminders.mark(at("2026-12-20")) == 1
    assert Notice.objects.filter(kind="due").count() == 0

    assert reminders.scan(at("2026-12-20")) == 1
    assert Notice.objects.filter(person=malee, kind="due").count() == 1


def test_a_question_asked_between_marking_and_telling_leaves_the_officers_in_peace(
    examining: Case, ploy: Person
) -> None:
    reminders.mark(at("2026-11-27"))

    questions.ask(examining, Actor.of(ploy), at("2026-11-27"), "Which kiln?")

    assert reminders.tell(at("2026-11-27")) == 0


def test_a_scan_marks_by_one_statement_however_many_have_come(
    submitted: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    the = Deadline.objects.get(case=submitted, met_at=None)
    Deadline.objects.bulk_create(
        Deadline(
            case=submitted, kind=f"term {n}", waiting_for=the.waiting_for, clause="REX-8", length=1, unit="days",
            from_on=NOW.date(), strict_on=the.strict_on, legal_on=the.legal_on,
        )
        for n in range(20)
    )  # fmt: skip

    with django_assert_num_queries(1):
        assert reminders.mark(at("2026-12-20")) == 21
    with django_assert_num_queries(1):
        assert reminders.mark(at("2026-12-20")) == 0
