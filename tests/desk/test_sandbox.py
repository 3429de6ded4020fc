"""The sandbox company: its applications move by themselves, by the rules, and nobody else's do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.api.models import FeedEvent
from portal.cases import anchors, drafts, questions, submissions, withdrawals
from portal.cases.models import Case, Question
from portal.desk import demo
from portal.desk.demo import sandbox
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations.models import Registration
from tests.registrations.story import GOOD, fill

pytestmark = pytest.mark.django_db
File = Callable[..., Case]


@pytest.fixture
def integrator(settings: Any) -> Person:
    settings.DEMO = True
    list(demo.load())
    return Person.objects.get(email="integrator@demo.example")


def clear_goods(*words: str) -> list[dict[str, str]]:
    return [{**GOOD, "description": " ".join(["Porcelain tableware", *words])}]


def filed(integrator: Person, *words: str) -> Case:
    """An application whose goods are described with `words`."""
    exporter = Exporter.objects.get(juristic_id=sandbox.JURISTIC_ID)
    draft = drafts.start("rex", exporter, Actor.of(integrator), timezone.now())
    return submissions.submit(fill(draft, integrator, goods=clear_goods(*words)), Actor.of(integrator), timezone.now())


def after(case: Case, minutes: int) -> str:
    """The state after so many minutes of scans, four a minute."""
    begun = case.events.latest("number").at
    for quarter in range(1, minutes * 4 + 1):
        sandbox.step(begun + timedelta(seconds=15 * quarter + 1))
    case.refresh_from_db()
    return case.state


def verbs(case: Case) -> list[str]:
    return list(case.events.order_by("number").values_list("verb", flat=True))


def test_a_filed_application_is_registered_in_minutes_a_step_at_a_time(integrator: Person) -> None:
    case = filed(integrator)

    assert [after(case, 1), after(case, 1), after(case, 1), after(case, 1)] == [
        *("received", "examining", "recommended", "registered")
    ]

    assert verbs(case) == ["submit", "receive", "examine", "recommend", "register"]
    by = dict(case.events.values_list("verb", "actor__email"))
    assert by["examine"] == by["recommend"] == sandbox.EXAMINER and by["register"] == sandbox.APPROVER
    assert Registration.objects.filter(exporter=case.exporter, revoked_on=None).exists()
    assert list(anchors.faults()) == []
    assert FeedEvent.objects.filter(exporter=case.exporter, type="case.moved").count() == 5


def test_a_question_waits_for_its_answer(integrator: Person) -> None:
    case = filed(integrator, "question")

    assert after(case, 10) == "examining"
    question = Question.objects.open().get(case=case)
    questions.answer(question, Actor.of(integrator), timezone.now(), "In Lampang.")

    assert after(case, 10) == "registered"
    assert verbs(case).count("ask") == 1


def test_it_is_returned_until_it_is_filed_without_the_word(integrator: Person) -> None:
    case = filed(integrator, "RETURN")
    assert after(case, 5) == "returned"

    again = drafts.reopen(case, Actor.of(integrator), timezone.now())
    drafts.save(again, "goods", Actor.of(integrator), timezone.now(), {}, clear_goods())
    submissions.submit(again, Actor.of(integrator), timezone.now())

    case.refresh_from_db()
    assert after(case, 10) == "registered"


def test_it_is_refused_with_a_reason(integrator: Person) -> None:
    case = filed(integrator, "Refuse")

    assert after(case, 10) == "refused"
    assert case.events.latest("number").reasons[0]["code"] == "unqualified"


def test_a_withdrawal_is_accepted(integrator: Person) -> None:
    case = filed(integrator)
    assert after(case, 2) == "examining"

    withdrawals.request(case, Actor.of(integrator), timezone.now(), "A trial.")

    assert after(case, 2) == "withdrawn"


def test_ten_minutes_after_it_was_registered_it_can_apply_again(integrator: Person) -> None:
    first = filed(integrator)
    assert after(first, 5) == "registered"
    registered_at = Registration.objects.get(exporter=first.exporter).registered_at

    sandbox.step(registered_at + sandbox.HELD_FOR - timedelta(seconds=1))
    assert Registration.objects.filter(exporter=first.exporter, revoked_on=None).exists()
    sandbox.step(registered_at + sandbox.HELD_FOR)
    assert not Registration.objects.filter(exporter=first.exporter, revoked_on=None).exists()

    assert after(filed(integrator), 10) == "registered"


def test_other_companies_cases_stay_where_they_are(integrator: Person) -> None:
    before = list(Case.objects.order_by("pk").values_list("state", "version"))

    assert sandbox.step(timezone.now() + timedelta(days=1)) == 0

    assert list(Case.objects.order_by("pk").values_list("state", "version")) == before


def test_nothing_moves_where_there_is_no_demonstration(integrator: Person, settings: Any) -> None:
    case = filed(integrator)
    settings.DEMO = False

    assert after(case, 10) == "submitted"


def test_two_workers_make_one_step(integrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    case = filed(integrator)
    later: datetime = case.events.latest("number").at + timedelta(minutes=2)
    stale = sandbox._next(case)
    assert stale is not None

    assert sandbox.step(later) == 1
    monkeypatch.setattr(sandbox, "_next", lambda _case: stale)  # what the other worker had decided to do

    assert sandbox.step(later + timedelta(minutes=2)) == 0
    assert verbs(case) == ["submit", "receive"]
