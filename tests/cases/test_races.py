"""Many at once, each with a connection of its own: on SQLite and on PostgreSQL alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from portal.cases import anchors, handling, moves, notices, numbers, questions
from portal.cases.models import Case, Event, Question
from portal.parties import letters
from portal.parties.actors import Actor
from portal.parties.models import Letter, Person

from .conftest import NOW, RECEIVED

WRITERS = 8
pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(act: Callable[[int], object]) -> list[object]:
    """What eight threads got, who all began at the same moment; a refusal is its codes."""
    start = Barrier(WRITERS)

    def one(number: int) -> object:
        try:
            start.wait(timeout=30)
            return act(number)
        except moves.MoveRefused as refusal:
            return [finding.code for finding in refusal.findings]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters.current_app, "send_task", lambda name, **_: None)


def test_of_eight_who_receive_one_case_one_does(submitted: Case, ploy: Person) -> None:
    actor = Actor.of(ploy)

    def receive(_: int) -> object:
        return moves.perform(Case.objects.get(pk=submitted.pk), "receive", actor, NOW, given=RECEIVED).verb

    results = all_at_once(receive)

    assert sorted(map(str, results)) == ["['wrong-state']"] * (WRITERS - 1) + ["receive"]
    assert [event.verb for event in Event.objects.filter(case=submitted).order_by("number")] == ["submit", "receive"]
    assert list(anchors.faults()) == []


def test_eight_numbers_taken_at_once_have_no_gap_and_no_double(db: None) -> None:
    taken = all_at_once(lambda _: [numbers.take("rex-2569") for _ in range(5)])

    assert sorted(number for few in taken for number in few) == list(range(1, WRITERS * 5 + 1))  # type: ignore[attr-defined]


def test_of_eight_officers_who_take_one_case_one_has_it(received: Case, ploy: Person, krit: Person) -> None:
    krit.officer.duties.create(duty="examiner")
    actors = [Actor.of(ploy), Actor.of(krit)]

    def take(number: int) -> object:
        handling.take(Case.objects.get(pk=received.pk), actors[number % 2], NOW)
        return "taken by me"

    results = all_at_once(take)

    assert results.count("taken by me") == 1
    assert results.count(["taken"]) == WRITERS - 1
    assert Event.objects.filter(case=received, verb="take").count() == 1


def test_of_eight_questions_at_once_one_is_asked(examining: Case, ploy: Person) -> None:
    actor = Actor.of(ploy)

    results = all_at_once(lambda n: questions.ask(Case.objects.get(pk=examining.pk), actor, NOW, f"Question {n}?"))

    assert results.count(["question-open"]) == WRITERS - 1
    assert Question.objects.filter(case=examining).count() == 1


def test_messages_from_eight_hands_keep_the_chain_whole(examining: Case, ploy: Person, malee: Person) -> None:
    asker, answerer = Actor.of(ploy), Actor.of(malee)
    question = questions.ask(examining, asker, NOW, "Which kiln?")

    results = all_at_once(
        lambda n: (
            questions.answer(Question.objects.get(pk=question.pk), answerer, NOW, f"Kiln {n}").answer
            if n % 2
            else questions.cancel(Question.objects.get(pk=question.pk), asker, NOW)
        )
    )

    assert results.count(["question-closed"]) == WRITERS - 1
    assert list(anchors.faults()) == []


def test_of_eight_workers_one_sends_a_letter(malee: Person, mailoutbox: list[object]) -> None:
    notices.tell([malee], lambda: ("Subject", "Text"), kind="x", at=NOW)

    sent = all_at_once(lambda _: letters.mail_unsent(NOW))

    assert sum(sent) == 1  # type: ignore[arg-type]
    assert len(mailoutbox) == 1
    assert Letter.objects.get().sent_at
