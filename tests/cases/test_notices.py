from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.cases import letters, moves, notices, questions, tasks
from portal.cases.models import Case, Notice
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW, REASON, RECEIVED


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nobody listens to the queue here; what was asked of it is noted."""
    sent: list[str] = []
    monkeypatch.setattr(notices.current_app, "send_task", lambda name, **_: sent.append(name))
    return sent


def a_notice(person: Person, case: Case | None = None) -> Notice:
    return notices.tell([person], lambda: ("Subject", "Text"), kind="x", at=NOW, case=case, path="/cases/")[0]


def told(case: Case, kind: str) -> set[str]:
    return {notice.person.email.split("@")[0] for notice in Notice.objects.filter(case=case, kind=kind)}


def test_a_filing_is_confirmed_to_the_company(
    submitted: Case, malee: Person, niran: Person, somsak: Person, ploy: Person
) -> None:
    assert told(submitted, "submit") == {"malee"}  # Niran joined afterwards; strangers hear nothing


def test_the_whole_company_and_the_officers_whose_turn_it_is_hear_of_a_move(
    submitted: Case, malee: Person, niran: Person, ploy: Person, krit: Person, anong: Person
) -> None:
    moves.perform(submitted, "receive", Actor.of(ploy), NOW, given=RECEIVED)

    assert told(submitted, "receive") == {"malee", "niran"}  # Ploy did it herself; nobody else examines


def test_a_notice_says_what_happened_what_to_do_and_by_when(examining: Case, ploy: Person, malee: Person) -> None:
    moves.perform(examining, "return", Actor.of(ploy), NOW, reasons=[REASON])

    notice = Notice.objects.get(person=malee, kind="return")
    assert REASON["th"] in notice.text_th
    assert REASON["en"] in notice.text_en
    assert "Mend the application and file it again." in notice.text_en
    assert examining.reference in notice.subject_th


def test_dates_are_told_in_the_buddhist_era_in_thai(submitted: Case, malee: Person) -> None:
    notice = Notice.objects.get(person=malee, kind="submit")

    assert "21 ธันวาคม" in notice.text_th
    assert "2569" in notice.text_th
    assert "21 December 2026" in notice.text_en


def test_the_officer_who_handles_a_case_hears_of_the_answer(
    examining: Case, ploy: Person, krit: Person, malee: Person
) -> None:
    question = questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")
    assert "Which kiln?" in Notice.objects.get(kind="ask", person=malee).text_th

    questions.answer(question, Actor.of(malee), NOW, "The tunnel kiln")

    assert told(examining, "answer") == {"malee", "ploy"}


def test_a_letter_holds_both_languages_thai_first_and_the_way_on(malee: Person) -> None:
    notice = a_notice(malee)

    assert letters.mail_unsent(NOW) == 1

    letter = mail.outbox[0]
    assert letter.to == [malee.email]
    assert str(letter.body).index("โดยอัตโนมัติ") < str(letter.body).index("sent by the portal")
    assert str(letter.body).count("/cases/") == 2
    assert notice.pk.hex in letter.extra_headers["Message-ID"]


def test_a_letter_goes_out_once(malee: Person) -> None:
    a_notice(malee)

    assert [letters.mail_unsent(NOW) for _ in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1


def test_a_worker_that_died_after_claiming_delays_a_letter_but_loses_none(malee: Person) -> None:
    notice = a_notice(malee)
    Notice.objects.filter(pk=notice.pk).update(claimed_at=NOW)

    assert letters.mail_unsent(NOW + timedelta(minutes=9)) == 0
    assert letters.mail_unsent(NOW + timedelta(minutes=10)) == 1
    assert letters.mail_unsent(NOW + timedelta(hours=10)) == 0


def test_a_mail_server_that_refuses_is_tried_again_ever_more_rarely(
    malee: Person, somsak: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, other = a_notice(malee), a_notice(somsak)
    send = EmailBackend.send_messages

    def refusing(self: EmailBackend, messages: list[mail.EmailMessage]) -> int:
        if messages[0].to == [malee.email]:
            raise OSError("mailbox full")
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refusing)

    assert letters.mail_unsent(NOW) == 1  # the other letter is not held up
    notice.refresh_from_db()
    other.refresh_from_db()
    assert (notice.failures, notice.last_error, notice.mailed_at) == (1, "mailbox full", None)
    assert other.mailed_at
    assert letters.mail_unsent(NOW + timedelta(minutes=1)) == 0

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert letters.mail_unsent(NOW + timedelta(minutes=2)) == 1


def test_a_letter_that_never_goes_out_is_given_up_and_stays_to_be_seen(malee: Person) -> None:
    Notice.objects.filter(pk=a_notice(malee).pk).update(failures=letters.MOST_FAILURES, claimed_at=NOW)

    assert letters.mail_unsent(NOW + timedelta(days=30)) == 0
    assert Notice.objects.get().mailed_at is None


def test_a_subject_cannot_begin_another_header(malee: Person) -> None:
    notices.tell([malee], lambda: ("Hello\r\nBcc: all@example.com", "Text"), kind="x", at=NOW)

    assert letters.mail_unsent(NOW) == 1
    assert "\n" not in str(mail.outbox[0].subject)


def test_a_broken_broker_fails_no_request(
    malee: Person,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def down(name: str, **_: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(notices.current_app, "send_task", down)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        a_notice(malee)

    assert len(callbacks) == 1
    assert Notice.objects.filter(mailed_at=None).count() == 1


def test_the_worker_is_asked_by_the_name_that_it_knows(
    malee: Person, no_worker: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        a_notice(malee)

    assert no_worker == [tasks.mail_unsent.name]
    assert tasks.mail_unsent() == 1
