from datetime import date, timedelta

from portal.cases import questions
from portal.cases.models import Case, Deadline
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW, Refused


def test_while_a_question_is_open_the_exporter_has_the_turn(examining: Case, ploy: Person, malee: Person) -> None:
    question = questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?", step="holder", field="name")

    assert examining.waiting_for == "exporter"
    assert examining.due_on == date(2026, 12, 15)  # 15 working days; 7 and 10 December are holidays
    assert examining.state == "examining"

    questions.answer(question, Actor.of(malee), NOW + timedelta(days=3), "The tunnel kiln")

    examining.refresh_from_db()
    assert examining.waiting_for == "officers"
    assert [event.verb for event in examining.events.order_by("-number")[:2]] == ["answer", "ask"]


def test_only_one_question_at_a_time(examining: Case, ploy: Person, refused: Refused) -> None:
    questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")

    assert refused(questions.ask, examining, Actor.of(ploy), NOW, "And which clay?") == ["question-open"]


def test_only_the_officer_who_has_the_case_asks(
    received: Case, ploy: Person, krit: Person, malee: Person, anong: Person, refused: Refused
) -> None:
    assert refused(questions.ask, received, Actor.of(ploy), NOW, "Which kiln?") == ["not-handler"]
    for stranger in (krit, malee, anong):
        assert refused(questions.ask, received, Actor.of(stranger), NOW, "Which kiln?") == ["not-yours"]


def test_a_question_and_an_answer_say_something(examining: Case, ploy: Person, malee: Person, refused: Refused) -> None:
    assert refused(questions.ask, examining, Actor.of(ploy), NOW, " \n ") == ["empty"]
    assert refused(questions.ask, examining, Actor.of(ploy), NOW, "x" * 10_001) == ["too-long"]

    question = questions.ask(examining, Actor.of(ploy), NOW, "x" * 10_000)

    assert refused(questions.answer, question, Actor.of(malee), NOW, "  ") == ["answer-empty"]
    assert refused(questions.answer, question, Actor.of(malee), NOW, "x" * 10_001) == ["too-long"]


def test_another_company_and_a_reader_cannot_answer(
    examining: Case, ploy: Person, somsak: Person, refused: Refused
) -> None:
    question = questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")

    assert refused(questions.answer, question, Actor.of(somsak), NOW, "Ours") == ["not-yours"]

    somsak.roles.create(exporter=examining.exporter, kind="reader")
    assert refused(questions.answer, question, Actor.of(somsak), NOW, "Ours") == ["not-yours"]


def test_a_question_is_answered_once(examining: Case, ploy: Person, malee: Person, refused: Refused) -> None:
    question = questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")
    questions.answer(question, Actor.of(malee), NOW, "The tunnel kiln")

    assert refused(questions.answer, question, Actor.of(malee), NOW, "No, the other") == ["question-closed"]
    assert refused(questions.cancel, question, Actor.of(ploy), NOW) == ["question-closed"]


def test_the_asker_takes_a_question_back(examining: Case, ploy: Person, krit: Person, refused: Refused) -> None:
    question = questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")

    assert refused(questions.cancel, question, Actor.of(krit), NOW) == ["not-yours"]
    questions.cancel(question, Actor.of(ploy), NOW)

    examining.refresh_from_db()
    assert examining.waiting_for == "officers"
    assert not Deadline.objects.filter(case=examining, kind="answer", met_at=None).exists()
