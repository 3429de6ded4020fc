from portal.cases import moves, withdrawals
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW, REASON, Refused


def test_before_the_office_received_anything_a_withdrawal_takes_effect_at_once(submitted: Case, malee: Person) -> None:
    withdrawal = withdrawals.request(submitted, Actor.of(malee), NOW, "Wrong company")

    assert (submitted.state, submitted.waiting_for) == ("withdrawn", "nobody")
    assert withdrawals.Withdrawal.objects.get(pk=withdrawal.pk).outcome == "accepted"


def test_after_reception_an_officer_decides(examining: Case, malee: Person, ploy: Person) -> None:
    withdrawal = withdrawals.request(examining, Actor.of(malee), NOW, "Wrong company")
    assert examining.state == "examining"

    withdrawals.accept(withdrawal, Actor.of(ploy), NOW)

    examining.refresh_from_db()
    assert (examining.state, examining.closed_at) == ("withdrawn", NOW)
    assert withdrawals.Withdrawal.objects.get(pk=withdrawal.pk).outcome == "accepted"


def test_the_exporter_cannot_make_the_move_alone_after_reception(
    examining: Case, malee: Person, refused: Refused
) -> None:
    assert refused(moves.perform, examining, "withdraw", Actor.of(malee), NOW) == ["withdrawal-not-asked"]

    withdrawals.request(examining, Actor.of(malee), NOW, "Wrong company")

    assert refused(moves.perform, examining, "withdraw", Actor.of(malee), NOW) == ["withdrawal-not-asked"]


def test_an_officer_cannot_withdraw_what_nobody_asked_for(examining: Case, ploy: Person, refused: Refused) -> None:
    assert refused(moves.perform, examining, "withdraw", Actor.of(ploy), NOW) == ["withdrawal-not-asked"]


def test_a_returned_case_that_was_received_still_needs_an_officer(examining: Case, malee: Person, ploy: Person) -> None:
    moves.perform(examining, "return", Actor.of(ploy), NOW, reasons=[REASON])

    withdrawals.request(examining, Actor.of(malee), NOW, "Wrong company")

    assert examining.state == "returned"


def test_a_declined_withdrawal_says_why_and_the_case_goes_on(
    examining: Case, malee: Person, ploy: Person, refused: Refused
) -> None:
    withdrawal = withdrawals.request(examining, Actor.of(malee), NOW, "Wrong company")

    assert refused(withdrawals.decline, withdrawal, Actor.of(ploy), NOW, "") == ["empty"]
    withdrawals.decline(withdrawal, Actor.of(ploy), NOW, "A request from abroad is open")

    assert refused(withdrawals.accept, withdrawal, Actor.of(ploy), NOW) == ["withdrawal-closed"]
    assert withdrawals.request(examining, Actor.of(malee), NOW, "Please").outcome == "open"


def test_one_request_at_a_time_by_those_who_may_sign(
    examining: Case, malee: Person, niran: Person, somsak: Person, refused: Refused
) -> None:
    assert refused(withdrawals.request, examining, Actor.of(niran), NOW, "No") == ["not-yours"]
    assert refused(withdrawals.request, examining, Actor.of(somsak), NOW, "No") == ["not-yours"]

    withdrawals.request(examining, Actor.of(malee), NOW, "Wrong company")

    assert refused(withdrawals.request, examining, Actor.of(malee), NOW, "Again") == ["withdrawal-open"]


def test_customs_does_not_decide_on_a_case_of_foreign_trade(
    examining: Case, malee: Person, anong: Person, refused: Refused
) -> None:
    withdrawal = withdrawals.request(examining, Actor.of(malee), NOW, "Wrong company")

    assert refused(withdrawals.accept, withdrawal, Actor.of(anong), NOW) == ["not-yours"]


def test_a_decision_on_the_case_closes_an_open_request(recommended: Case, malee: Person, krit: Person) -> None:
    withdrawal = withdrawals.request(recommended, Actor.of(malee), NOW, "Wrong company")

    moves.perform(recommended, "grant", Actor.of(krit), NOW)

    withdrawal.refresh_from_db()
    assert withdrawal.outcome == "overtaken"
