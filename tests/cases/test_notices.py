import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.cases import moves, notices, questions
from portal.cases.models import Case, Notice
from portal.parties import letters, tasks
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW, REASON, RECEIVED


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nobody listens to the queue here; what was asked of it is noted."""
    sent: list[str] = []
    monkeypatch.setattr(letters.current_app, "send_task", lambda name, **_: sent.append(name))
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
    assert "Correct the application and file it again." in notice.text_en
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
    a_notice(malee)

    assert letters.mail_unsent(NOW) == 1

    letter = mail.outbox[0]
    assert letter.to == [malee.email]
    assert str(letter.body).index("โดยอัตโนมัติ") < str(letter.body).index("sent by the portal")
    assert str(letter.body).count("/cases/") == 2


def test_a_subject_cannot_begin_another_header(malee: Person) -> None:
    notices.tell([malee], lambda: ("Hello\r\nBcc: all@example.com", "Text"), kind="x", at=NOW)

    assert letters.mail_unsent(NOW) == 1
    assert "\n" not in str(mail.outbox[0].subject)


def test_the_worker_is_asked_once_what_is_told_stands(
    malee: Person, no_worker: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        a_notice(malee)
        assert no_worker == []

    assert no_worker == [tasks.mail_unsent.name]
    assert tasks.mail_unsent() == 1
