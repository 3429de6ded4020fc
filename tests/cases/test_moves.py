from portal.cases import handling, moves
from portal.cases.models import Case, Question
from portal.parties.actors import CLOCK, Actor
from portal.parties.models import Person

from .conftest import NOW, REASON, RECEIVED, Refused


def verbs(case: Case, person: Person) -> dict[str, bool]:
    return {offer.move.verb: offer.possible for offer in moves.offered(case, Actor.of(person), NOW)}


def test_a_filed_case_waits_for_the_paper_and_says_by_when(submitted: Case) -> None:
    assert (submitted.state, submitted.waiting_for) == ("submitted", "exporter")
    assert submitted.due_on is not None
    assert submitted.version == 2


def test_everything_against_a_move_is_told_at_once(submitted: Case, ploy: Person, refused: Refused) -> None:
    codes = refused(moves.perform, submitted, "receive", Actor.of(ploy), NOW)

    assert codes == ["paper-seen-missing", "poa-seen-missing"]
    submitted.refresh_from_db()
    assert submitted.state == "submitted"
    assert submitted.events.count() == 1


def test_a_move_that_only_waits_for_its_form_is_offered(submitted: Case, ploy: Person) -> None:
    assert verbs(submitted, ploy) == {"receive": True, "withdraw": False}


def test_a_stranger_is_offered_nothing_and_can_do_nothing(submitted: Case, somsak: Person, refused: Refused) -> None:
    assert verbs(submitted, somsak) == {}
    assert refused(moves.perform, submitted, "withdraw", Actor.of(somsak), NOW) == ["not-yours"]


def test_a_preparer_may_not_sign(received: Case, niran: Person, refused: Refused) -> None:
    assert refused(moves.perform, received, "withdraw", Actor.of(niran), NOW) == ["not-yours"]


def test_an_officer_of_another_agency_has_no_say(submitted: Case, anong: Person, refused: Refused) -> None:
    assert refused(moves.perform, submitted, "receive", Actor.of(anong), NOW, given=RECEIVED) == ["not-yours"]


def test_an_unknown_verb_is_refused_like_one_that_is_not_yours(submitted: Case, ploy: Person, refused: Refused) -> None:
    assert refused(moves.perform, submitted, "grant_everything", Actor.of(ploy), NOW) == ["not-yours"]


def test_a_move_from_the_wrong_state_says_that_the_case_moved_on(
    received: Case, ploy: Person, refused: Refused
) -> None:
    assert refused(moves.perform, received, "receive", Actor.of(ploy), NOW, given=RECEIVED) == ["wrong-state"]


def test_an_old_page_cannot_move_a_case_that_changed_meanwhile(submitted: Case, ploy: Person, refused: Refused) -> None:
    codes = refused(moves.perform, submitted, "receive", Actor.of(ploy), NOW, given=RECEIVED, expected_version=1)

    assert codes == ["changed-meanwhile"]


def test_an_officer_has_to_take_the_case_before_examining_it(received: Case, ploy: Person, refused: Refused) -> None:
    assert refused(moves.perform, received, "examine", Actor.of(ploy), NOW) == ["not-taken"]

    handling.take(received, Actor.of(ploy), NOW)

    assert moves.perform(received, "examine", Actor.of(ploy), NOW).to_state == "examining"


def test_a_return_needs_reasons(examining: Case, ploy: Person, refused: Refused) -> None:
    assert refused(moves.perform, examining, "return", Actor.of(ploy), NOW) == ["reasons-missing"]

    event = moves.perform(examining, "return", Actor.of(ploy), NOW, reasons=[REASON])

    assert event.reasons == [REASON]
    assert examining.waiting_for == "exporter"


def test_who_examined_cannot_approve(recommended: Case, ploy: Person, krit: Person, refused: Refused) -> None:
    ploy.officer.duties.create(duty="approver")

    assert refused(moves.perform, recommended, "grant", Actor.of(ploy), NOW) == ["same-person"]
    assert moves.perform(recommended, "grant", Actor.of(krit), NOW).to_state == "granted"


def test_a_recommended_case_is_free_for_approvers_and_comes_back_to_its_examiner(
    recommended: Case, ploy: Person, krit: Person
) -> None:
    assert recommended.handler is None

    moves.perform(recommended, "send_back", Actor.of(krit), NOW)

    assert recommended.handler == ploy


def test_a_question_ends_with_the_state_it_was_asked_in(examining: Case, ploy: Person) -> None:
    question = Question.objects.create(case=examining, asked_by=ploy, asked_at=NOW, text="Which kiln?")

    moves.perform(examining, "return", Actor.of(ploy), NOW, reasons=[REASON])

    question.refresh_from_db()
    assert question.cancelled_at == NOW


def test_the_clock_makes_its_own_moves_only(submitted: Case, refused: Refused) -> None:
    assert refused(moves.perform, submitted, "receive", CLOCK, NOW, given=RECEIVED) == ["not-yours"]

    event = moves.perform(submitted, "lapse", CLOCK, NOW)

    assert (event.actor, event.actor_as) == (None, "clock")
    assert submitted.closed_at == NOW
