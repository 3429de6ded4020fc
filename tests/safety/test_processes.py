"""Several processes at one thing, and processes that die in the middle of it: one outcome, whole, in every case."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from portal.cases import anchors, drafts, handling, moves, numbers, questions, submissions, withdrawals
from portal.cases.models import Case, Draft, Event, Question, Series, Submission, Withdrawal
from portal.papers import making
from portal.papers.models import Document
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations.models import Registration, RexApplication
from tests.conftest import PASSWORD
from tests.registrations.story import AT, REASON, examined, fill, move, submit

from .processes import killed_at, together

PROCESSES = 8
MOST_STATEMENTS = 200  # of one act, far from reached
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(malee: Person, siam_ceramics: Exporter) -> Draft:
    return fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)


@pytest.fixture
def recommended(malee: Person, siam_ceramics: Exporter, ploy: Person) -> Case:
    return examined(submit(malee, siam_ceramics), ploy)


def whole(case: Case) -> list[str]:
    """The verbs of the case's history, once it holds: each event goes on from the last, the case is where it ended."""
    case.refresh_from_db()
    happened = list(Event.objects.filter(case=case).order_by("number"))
    ends = ["draft", *(event.to_state for event in happened)]
    assert [event.from_state or event.to_state for event in happened] == ends[:-1]
    assert case.state == ends[-1]
    assert (case.closed_at is not None) == (case.state in ("registered", "refused", "withdrawn"))
    assert list(anchors.faults()) == []
    return [event.verb for event in happened]


def test_of_eight_processes_that_file_one_draft_all_get_the_same_case(draft: Draft, malee: Person) -> None:
    actor = Actor.of(malee)

    got = together([lambda: submissions.submit(Draft.objects.get(pk=draft.pk), actor, AT).reference] * PROCESSES)

    case = Case.objects.get()
    assert got == [case.reference] * PROCESSES
    assert Submission.objects.count() == RexApplication.objects.count() == 1
    assert whole(case) == ["submit"]
    assert Series.objects.get(key="case:rex:2567").last == 1


def test_moves_that_exclude_each_other_leave_one_history(recommended: Case, malee: Person, krit: Person) -> None:
    leave = withdrawals.request(recommended, Actor.of(malee), AT, "We moved.")
    approver = Actor.of(krit)

    def now(verb: str) -> Callable[[], object]:
        case, reasons = Case.objects.get(pk=recommended.pk), [REASON] if verb == "refuse" else []
        return lambda: moves.perform(case, verb, approver, AT, reasons=reasons, expected_version=case.version).verb

    def accept() -> object:
        return withdrawals.accept(Withdrawal.objects.get(pk=leave.pk), approver, AT, "Agreed").outcome

    got = together([*(now(verb) for verb in ("register", "refuse", "send_back")), accept] * 2)

    done = [said for said in got if said in ("register", "refuse", "send_back", "accepted")]
    assert not [said for said in got if "(" in said], got  # refusals are codes, faults are not
    assert len(done) == 1 or sorted(done) == ["accepted", "send_back"], got
    assert whole(recommended)[-1] in ("register", "refuse", "send_back", "withdraw")
    assert Registration.objects.count() == (recommended.state == "registered")


def test_of_eight_processes_that_take_one_case_one_has_it(malee: Person, siam_ceramics: Exporter, ploy: Person) -> None:
    case = move(submit(malee, siam_ceramics), "receive", ploy)
    actor = Actor.of(ploy)

    def take() -> object:
        handling.take(Case.objects.get(pk=case.pk), actor, AT)
        return "mine"

    got = together([take] * PROCESSES)

    assert got.count("mine") == 1
    assert Event.objects.filter(case=case, verb="take").count() == 1


def test_an_answer_and_a_cancellation_close_a_question_once(
    malee: Person, siam_ceramics: Exporter, ploy: Person
) -> None:
    case = move(move(submit(malee, siam_ceramics), "receive", ploy), "examine", ploy)
    question = questions.ask(case, Actor.of(ploy), AT, "Which kiln?")
    company, officer = Actor.of(malee), Actor.of(ploy)

    got = together([
        lambda: questions.answer(Question.objects.get(pk=question.pk), company, AT, "The old one") and "closed",
        lambda: questions.cancel(Question.objects.get(pk=question.pk), officer, AT) and "closed",
    ] * (PROCESSES // 2))  # fmt: skip

    question.refresh_from_db()
    assert sorted(got) == ["closed"] + ["question-closed"] * (PROCESSES - 1)
    assert (question.answered_at is None) != (question.cancelled_at is None)
    whole(case)


def test_numbers_taken_by_eight_processes_have_no_gap_and_no_double(db: None) -> None:
    def take() -> object:
        return " ".join(str(numbers.take("rex-2569")) for _ in range(5))

    got = together([take] * PROCESSES)

    assert sorted(int(number) for few in got for number in few.split()) == list(range(1, PROCESSES * 5 + 1))


def test_filing_killed_at_any_statement_files_all_or_nothing(draft: Draft, malee: Person) -> None:
    actor = Actor.of(malee)
    halves = 0

    for statement in range(1, MOST_STATEMENTS, 3):
        died = killed_at(statement, lambda: submissions.submit(Draft.objects.get(pk=draft.pk), actor, AT))
        draft.refresh_from_db()
        if draft.submitted_at:  # it was killed on its way out, or got through
            break
        assert died
        assert (Case.objects.count(), Submission.objects.count(), Series.objects.filter(last__gt=0).count()) == (
            0,
            0,
            0,
        )
        halves += 1

    assert halves > 5
    assert whole(Case.objects.get()) == ["submit"]
    assert submissions.submit(draft, actor, AT).reference == "REX-2567-000001"


def test_a_registration_killed_at_any_statement_gives_no_number_away(recommended: Case, krit: Person) -> None:
    actor, before, halves = Actor.of(krit), whole(recommended), 0

    for statement in range(1, MOST_STATEMENTS, 3):
        died = killed_at(statement, lambda: moves.perform(Case.objects.get(pk=recommended.pk), "register", actor, AT))
        if whole(recommended) != before:
            break
        assert died
        assert Registration.objects.count() == 0
        halves += 1

    assert halves > 5
    assert whole(recommended) == [*before, "register"]
    assert Registration.objects.get().number == "THREX2024000001"


def test_a_process_that_dies_with_a_number_in_hand_gives_it_back() -> None:
    def take_and_die() -> None:
        with transaction.atomic():
            numbers.take("rex-2569")
            numbers.take("another")

    died = [killed_at(statement, take_and_die) for statement in range(1, 6)]

    assert any(died)
    assert numbers.take("rex-2569") == 1 + died.count(False)


def test_of_eight_workers_each_paper_is_made_by_one(malee: Person, siam_ceramics: Exporter) -> None:
    submit(malee, siam_ceramics)
    waiting = {str(pk) for pk in Document.objects.values_list("pk", flat=True)}

    def claim() -> object:
        return getattr(making.claim(AT + timedelta(days=1)), "pk", "none")

    claimed = [said for said in together([claim] * PROCESSES) if said != "none"]

    assert waiting
    assert sorted(claimed) == sorted(waiting)


def test_guesses_of_a_password_are_counted_across_web_processes(malee: Person, settings: Any, tmp_path: Path) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}  # the portal's own
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": tmp_path.name}}

    def guess() -> object:
        for _ in range(3):
            Client().post("/accounts/login/", {"login": malee.email, "password": "a wrong guess"})
        return "guessed"

    together([guess] * PROCESSES)
    right = Client().post("/accounts/login/", {"login": malee.email, "password": PASSWORD})

    assert right.status_code in (200, 429)  # not let in, with the right password too
    assert "sessionid" not in right.cookies
