"""Withdrawals: the exporter asks, an officer decides; before the office has received anything nobody need agree."""

from datetime import datetime

from django.db import IntegrityError, transaction

from portal.parties.actors import Actor, RoleKind

from . import happenings, moves, registry, turns
from .models import Case, Waiting, Withdrawal
from .refusals import not_yours, refuse

MOVE = "withdraw"  # the verb by which a procedure's table ends a withdrawn case
MAY_WITHDRAW = (RoleKind.OWNER, RoleKind.SIGNATORY)


def at_once(case: Case) -> bool:
    """Whether nobody has to agree: the case waits for the exporter, and the office has received nothing yet."""
    return case.received_on is None and turns.state_of(case).waiting_for == Waiting.EXPORTER


def possible(case: Case, actor: Actor) -> bool:
    """Whether `actor` may ask for `case` to be withdrawn in its state (another request may still be open)."""
    move = registry.procedure(case.procedure).move(MOVE)
    return move is not None and case.state in move.from_states and actor.acts_in(case, *MAY_WITHDRAW)


def may_decide(case: Case, actor: Actor) -> bool:
    """Whether `actor` is an officer who may accept or decline a withdrawal of `case`."""
    move = registry.procedure(case.procedure).move(MOVE)
    return move is not None and actor.is_officer and move.allows(actor, case)


def request(case: Case, actor: Actor, at: datetime, reason: str) -> Withdrawal:
    """Asks for the case to be withdrawn, with a reason; `outcome` tells whether it took effect at once."""
    reason = happenings.said(reason, "reason")
    with transaction.atomic():
        locked = happenings.lock(case)
        if not possible(locked, actor):
            raise not_yours()
        try:
            with transaction.atomic():
                withdrawal = Withdrawal.objects.create(case=locked, asked_by=actor.someone, asked_at=at, reason=reason)
        except IntegrityError as twice:
            raise refuse(
                "withdrawal-open",
                th="มีคำขอถอนที่รอเจ้าหน้าที่พิจารณาอยู่แล้ว",
                en="A request to withdraw is waiting for an officer already.",
            ) from twice
        if at_once(locked):
            _make_the_move(withdrawal, actor, at, note=reason)
        else:
            happenings.record(locked, "ask_withdrawal", actor, at, note=reason, given={"withdrawal": withdrawal.pk})
    case.refresh_from_db()
    return withdrawal


def cancel(withdrawal: Withdrawal, actor: Actor, at: datetime) -> Withdrawal:
    """Takes the request back, as long as nobody has decided."""
    with transaction.atomic():
        case = happenings.lock(withdrawal.case)
        if not actor.acts_in(case, *MAY_WITHDRAW):
            raise not_yours()
        withdrawal = _close(withdrawal, Withdrawal.Outcome.CANCELLED, actor, at)
        happenings.record(case, "cancel_withdrawal", actor, at, given={"withdrawal": withdrawal.pk})
    return withdrawal


def accept(withdrawal: Withdrawal, actor: Actor, at: datetime, note: str = "") -> Withdrawal:
    """Agrees: the procedure's own move ends the case. Raises MoveRefused with everything against it."""
    with transaction.atomic():
        case = happenings.lock(withdrawal.case)
        if not may_decide(case, actor):
            raise not_yours()
        withdrawal = _still_open(withdrawal)
        _make_the_move(withdrawal, actor, at, note=note)
    return withdrawal


def decline(withdrawal: Withdrawal, actor: Actor, at: datetime, note: str) -> Withdrawal:
    """Says no, with a reason that the exporter reads; the case goes on where it was."""
    note = happenings.said(note, "note")
    with transaction.atomic():
        case = happenings.lock(withdrawal.case)
        if not may_decide(case, actor):
            raise not_yours()
        withdrawal = _close(withdrawal, Withdrawal.Outcome.DECLINED, actor, at, note)
        happenings.record(case, "decline_withdrawal", actor, at, note=note, given={"withdrawal": withdrawal.pk})
    return withdrawal


def _make_the_move(withdrawal: Withdrawal, actor: Actor, at: datetime, *, note: str) -> None:
    moves.perform(withdrawal.case, MOVE, actor, at, given={"withdrawal": withdrawal.pk}, note=note)
    # The move has closed whatever was open; this one was not passed over but agreed to.
    withdrawal.outcome, withdrawal.closed_by, withdrawal.closed_at = Withdrawal.Outcome.ACCEPTED, actor.person, at
    withdrawal.note = note
    withdrawal.save()


def _close(withdrawal: Withdrawal, outcome: str, actor: Actor, at: datetime, note: str = "") -> Withdrawal:
    found = _still_open(withdrawal)
    found.outcome, found.closed_by, found.closed_at, found.note = outcome, actor.person, at, note
    found.save()
    return found


def _still_open(withdrawal: Withdrawal) -> Withdrawal:
    found = Withdrawal.objects.select_related("case").get(pk=withdrawal.pk)
    if found.outcome != Withdrawal.Outcome.OPEN:
        raise refuse(
            "withdrawal-closed",
            th="คำขอถอนนี้ได้รับการพิจารณาหรือยกเลิกไปแล้ว",
            en="This request to withdraw has been decided or taken back already.",
        )
    return found
