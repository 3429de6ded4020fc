from portal.cases import handling, turns
from portal.cases.models import Case, Notice
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW, Refused


def test_a_case_is_taken_given_back_and_taken_again(received: Case, ploy: Person) -> None:
    handling.take(received, Actor.of(ploy), NOW)
    assert received.handler == ploy

    handling.give_back(received, Actor.of(ploy), NOW)
    assert received.handler is None

    verbs = [event.verb for event in received.events.order_by("number")]
    assert verbs == ["submit", "receive", "take", "give_back"]


def test_only_those_whose_duty_comes_next_may_take(
    received: Case, krit: Person, anong: Person, malee: Person, refused: Refused
) -> None:
    for person in (krit, anong, malee):
        assert refused(handling.take, received, Actor.of(person), NOW) == ["no-duty"]


def test_the_second_to_take_is_told_who_was_first(received: Case, ploy: Person, krit: Person, refused: Refused) -> None:
    krit.officer.duties.create(duty="examiner")
    handling.take(received, Actor.of(ploy), NOW)

    assert refused(handling.take, received, Actor.of(krit), NOW) == ["taken"]


def test_an_approver_gives_a_case_to_an_examiner_who_is_told(received: Case, ploy: Person, krit: Person) -> None:
    handling.assign(received, Actor.of(krit), NOW, ploy)

    assert received.handler == ploy
    assert Notice.objects.filter(person=ploy, kind="assign", case=received).exists()


def test_a_case_is_not_given_to_somebody_without_the_duty(
    received: Case, ploy: Person, krit: Person, anong: Person, refused: Refused
) -> None:
    assert refused(handling.assign, received, Actor.of(krit), NOW, anong) == ["no-duty"]
    assert refused(handling.assign, received, Actor.of(ploy), NOW, ploy) == ["not-yours"]


def test_nobody_takes_what_waits_for_the_exporter_or_is_closed(received: Case, ploy: Person, refused: Refused) -> None:
    received.state = "granted"
    received.save()

    assert refused(handling.take, received, Actor.of(ploy), NOW) == ["no-duty"]


def test_who_acts_next_follows_from_the_table_of_moves(submitted: Case, ploy: Person, krit: Person) -> None:
    assert turns.duties_next(submitted) == {"reception"}

    submitted.state = "recommended"

    assert turns.duties_next(submitted) == {"approver"}
    assert turns.officers_next(submitted) == [krit]
