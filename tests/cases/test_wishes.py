"""Which notices come by e-mail and when, one letter each morning, deadlines in a calendar, what is left lying."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from portal.cases import calendars, digests, moves, notices, questions, reminders
from portal.cases.models import CalendarFeed, Case, Deadline, Notice, Wishes
from portal.parties import letters
from portal.parties.actors import Actor
from portal.parties.models import Letter, Person

from .conftest import NOW, REASON, RECEIVED, new_case

SignedIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters.current_app, "send_task", lambda *_said, **_how: None)


def wish(person: Person, mailing: str) -> None:
    Wishes.objects.update_or_create(person=person, defaults={"mailing": mailing})


def mailed(person: Person) -> int:
    return Letter.objects.filter(to=person.email).count()


@pytest.mark.parametrize(("mailing", "now", "later"), [("at_once", 1, 0), ("daily", 0, 1), ("needed", 0, 0)])
def test_what_asks_for_nothing_is_mailed_as_everybody_wishes(
    submitted: Case, malee: Person, ploy: Person, mailing: str, now: int, later: int
) -> None:
    wish(malee, mailing)
    before = mailed(malee)

    moves.perform(submitted, "receive", Actor.of(ploy), NOW, given=RECEIVED)

    notice = Notice.objects.get(person=malee, kind="receive")
    assert mailed(malee) - before == now
    assert notice.to_collect is bool(later)


@pytest.mark.parametrize("mailing", ["at_once", "daily", "needed"])
def test_what_somebody_has_to_act_on_is_mailed_at_once_whatever_they_wish(
    examining: Case, malee: Person, ploy: Person, mailing: str
) -> None:
    wish(malee, mailing)
    before = mailed(malee)

    questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")
    moves.perform(examining, "return", Actor.of(ploy), NOW, reasons=[REASON])

    assert mailed(malee) - before == 2
    assert not Notice.objects.filter(person=malee, to_collect=True).exists()


def a_notice(person: Person, at: datetime, subject: str) -> None:
    said = {"subject_th": f"เรื่อง {subject}", "subject_en": subject, "text_th": "ก", "text_en": "a"}
    Notice.objects.create(person=person, kind="x", path="/cases/", at=at, to_collect=True, **said)


SEVEN = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)  # in Bangkok


def test_one_letter_each_morning_has_what_came_until_seven(malee: Person, niran: Person) -> None:
    for hours, subject in ((-20, "first"), (-0.01, "second"), (0, "tomorrow's")):
        a_notice(malee, SEVEN + timedelta(hours=hours), subject)
    a_notice(niran, SEVEN - timedelta(days=3), "a worker was down for days")

    assert digests.mail(SEVEN - timedelta(seconds=1)) == 1  # Niran's of an earlier morning
    assert digests.mail(SEVEN) == 1
    assert digests.mail(SEVEN + timedelta(hours=5)) == 0

    letter = Letter.objects.get(to=malee.email)
    assert letter.subject == "การแจ้งเตือน 2 รายการจากพอร์ทัล / 2 notices from the portal"
    assert letter.body.index("เรื่อง first") < letter.body.index("เรื่อง second") < letter.body.index("• first")
    assert "/cases/" in letter.body
    assert "tomorrow" not in letter.body
    assert digests.mail(SEVEN + timedelta(days=1)) == 1


def test_nobody_who_may_not_sign_in_any_more_gets_letters(malee: Person) -> None:
    a_notice(malee, SEVEN - timedelta(hours=1), "x")
    Person.objects.filter(pk=malee.pk).update(is_active=False)

    assert digests.mail(SEVEN) == 0


def test_a_worker_that_dies_over_a_letter_writes_it_the_next_time(
    malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_notice(malee, SEVEN - timedelta(hours=1), "x")

    def dies(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(digests.outbox, "post", dies)
        with pytest.raises(RuntimeError):
            digests.mail(SEVEN)

    assert digests.mail(SEVEN) == 1


def test_wishes_are_kept_and_an_unknown_one_is_an_error_at_its_field(signed_in: SignedIn, malee: Person) -> None:
    browser = signed_in(malee)

    wrong = browser.post("/notices/wishes/", {"mailing": "by pigeon"})
    kept = browser.post("/notices/wishes/", {"mailing": "daily"})

    assert wrong.status_code == 422
    assert "mailing" in wrong.context["form"].errors
    assert kept.headers["Location"] == "/notices/wishes/"
    assert Wishes.objects.get(person=malee).mailing == "daily"


def the_feed(browser: Client) -> str:
    return str(browser.post("/notices/calendar/open/").context["address"]).removeprefix("http://testserver")


def test_deadlines_stand_in_the_calendar_until_they_are_met(
    signed_in: SignedIn, submitted: Case, malee: Person, ploy: Person, client: Client
) -> None:
    address = the_feed(signed_in(malee))

    answer = client.get(address)

    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    due = Deadline.objects.get(case=submitted, met_at=None)
    assert event.decoded("dtstart") == due.legal_on == date(2026, 12, 21)
    assert event.decoded("dtend") == date(2026, 12, 22)
    assert str(event["summary"]) == f"{submitted.reference}: Bring the paper to floor 5."
    assert event["url"].endswith(f"/cases/{submitted.reference}/")
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-3)
    feed = CalendarFeed.objects.get(person=malee)
    assert feed.read_at is not None
    assert address.split("/")[-1].removesuffix(".ics") not in feed.digest

    moves.perform(submitted, "receive", Actor.of(ploy), NOW, given=RECEIVED)  # now the officers act
    assert [*Calendar.from_ical(client.get(address).content).walk("VEVENT")] == []


def test_an_officer_sees_what_they_have_in_hand_and_nothing_that_is_paused(
    signed_in: SignedIn, examining: Case, ploy: Person, krit: Person, client: Client
) -> None:
    mine, others = the_feed(signed_in(ploy)), the_feed(signed_in(krit))

    def events(address: str) -> int:
        return len([*Calendar.from_ical(client.get(address).content).walk("VEVENT")])

    assert examining.handler_id == ploy.pk
    assert (events(mine), events(others)) == (1, 0)
    questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")
    assert events(mine) == 0


def test_an_address_ends_with_the_next_one_with_its_person_and_when_it_is_ended(
    signed_in: SignedIn, malee: Person, client: Client
) -> None:
    browser = signed_in(malee)
    first, second = the_feed(browser), the_feed(browser)
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]

    Person.objects.filter(pk=malee.pk).update(is_active=False)
    assert client.get(second).status_code == 404
    Person.objects.filter(pk=malee.pk).update(is_active=True)
    assert client.get(second).status_code == 200

    browser.post("/notices/calendar/close/")
    assert client.get(second).status_code == 404
    assert client.get("/calendar/guess.ics").status_code == 404


def test_another_companys_deadlines_are_in_nobody_elses_calendar(
    signed_in: SignedIn, submitted: Case, somsak: Person, client: Client
) -> None:
    address = the_feed(signed_in(somsak))

    assert [*Calendar.from_ical(client.get(address).content).walk("VEVENT")] == []


def test_a_feed_costs_the_same_however_many_cases_there_are(
    submitted: Case, malee: Person, django_assert_num_queries: Callable[..., Any]
) -> None:
    code = calendars.open_feed(malee, NOW)
    with CaptureQueriesContext(connection) as few:
        calendars.read_feed(code, NOW)
    for number in range(2, 40):
        case = new_case(submitted.exporter, number, "submitted")
        Deadline.objects.create(
            case=case,
            kind="lodging",
            waiting_for="exporter",
            clause="REX-1",
            length=30,
            unit="days",
            from_on=NOW.date(),
            strict_on=date(2026, 12, 20),
            legal_on=date(2026, 12, 21),
        )

    with django_assert_num_queries(len(few)):
        calendar = calendars.read_feed(code, NOW)

    assert calendar is not None
    assert calendar.count(b"BEGIN:VEVENT") == 39


def test_what_officers_leave_lying_is_told_above_once(examining: Case, ploy: Person, krit: Person) -> None:
    due = Deadline.objects.get(case=examining, met_at=None)
    assert due.legal_on == date(2026, 11, 27)  # a Friday

    def told_on(day: int) -> int:
        now = datetime(2026, 12, day, 3, 0, tzinfo=UTC)
        reminders.scan(now)
        return reminders.escalate(now)

    assert told_on(1) == 0  # two working days after
    assert told_on(2) == 1  # three
    assert told_on(2) == 0
    assert told_on(9) == 0
    notice = Notice.objects.get(person=krit, kind="escalated")
    assert examining.reference in notice.subject_en
    assert str(ploy) in notice.text_en
    assert "27" in notice.text_th
    assert not Notice.objects.filter(person=ploy, kind="escalated").exists()


def test_what_waits_for_the_company_is_no_matter_for_those_above(examining: Case, ploy: Person, krit: Person) -> None:
    questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")
    later = datetime(2027, 2, 1, 3, 0, tzinfo=UTC)

    reminders.scan(later)

    assert reminders.escalate(later) == 0
    assert notices.Notice.objects.filter(kind="escalated").count() == 0
