"""The state machine of cases: a table of moves, what is offered to whom, and the only way to write a state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from portal.law.findings import Finding, Severity, error
from portal.parties.actors import Actor

from . import chain, deadlines, notices, registry, turns
from .models import Case, Event, Question, Withdrawal
from .refusals import MoveRefused, moved_on, not_in_this_state, not_yours
from .registry import State, Text
from .who import Who

__all__ = ["Attempt", "Move", "MoveRefused", "Need", "Offer", "against", "offered", "perform"]


@dataclass(frozen=True)
class Attempt:
    """A move somebody wants to make. `given` is None while the move is only being offered."""

    case: Case
    actor: Actor
    at: datetime
    given: Mapping[str, Any] | None = None
    reasons: Sequence[Mapping[str, Any]] = ()
    note: str = ""


Need = Callable[[Attempt], Iterable[Finding]]


@dataclass(frozen=True)
class Move:
    """One row of a procedure's table.

    `needs` tell every reason against the move, each with its clause. `then` are dotted paths of functions
    called with (case, event) in the same transaction, after the state is written.
    """

    verb: str
    from_states: frozenset[str]
    to_state: str
    who: tuple[Who, ...]
    label: Text
    needs: tuple[Need, ...] = ()
    then: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    wants_reasons: bool = False
    adverse: bool = False  # shown as a warning button: it ends or sends back
    decides: bool = False  # its event keeps the checklist's findings on what was last filed

    def allows(self, actor: Actor, case: Case) -> bool:
        return any(who(actor, case) for who in self.who)


@dataclass(frozen=True)
class Offer:
    """A move the actor may make in this state, with everything that still stands against it."""

    move: Move
    refusals: tuple[Finding, ...] = ()

    @property
    def possible(self) -> bool:
        return not self.refusals


def offered(case: Case, actor: Actor, at: datetime) -> list[Offer]:
    """The moves that `actor` may make on `case` in its state, each with what stands against it now."""
    attempt = Attempt(case, actor, at)
    return [
        Offer(move, tuple(_refusals(move, attempt)))
        for move in registry.procedure(case.procedure).moves
        if case.state in move.from_states and move.allows(actor, case)
    ]


def against(case: Case, verb: str, actor: Actor, at: datetime, note: str = "") -> list[Finding]:
    """Everything that would be said now against `actor` making the move with nothing but a note; empty where they may.

    Unlike `offered` it asks of one move only, and what the move has to be given counts as missing.
    """
    move = registry.procedure(case.procedure).move(verb)
    if move is None or not move.allows(actor, case):
        return not_yours().findings
    if case.state not in move.from_states:
        return not_in_this_state().findings
    return list(_refusals(move, Attempt(case, actor, at, given={}, note=note)))


def perform(
    case: Case,
    verb: str,
    actor: Actor,
    at: datetime,
    *,
    given: Mapping[str, Any] | None = None,
    reasons: Sequence[Mapping[str, Any]] = (),
    note: str = "",
    findings: Iterable[Finding] = (),
    expected_version: int | None = None,
) -> Event:
    """Makes the move, or raises MoveRefused with every reason against it.

    `case` is read again under a lock and brought up to date in place. `expected_version` is the version that
    the actor was looking at; `findings` are those that it rests on: a deciding move adds the checklist's own. One
    transaction holds it all.
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        attempt = Attempt(locked, actor, at, dict(given or {}), tuple(reasons), note)
        move = _the_move(verb, attempt, expected_version)
        refusals = list(_refusals(move, attempt))
        if refusals:
            raise MoveRefused(refusals)
        event = _write(locked, move, attempt, [*findings, *_checklist(locked, move)])
        for path in move.then:
            import_string(path)(locked, event)
        notices.announce(locked, event)
    case.refresh_from_db()
    return event


def _the_move(verb: str, attempt: Attempt, expected_version: int | None) -> Move:
    case = attempt.case
    move = registry.procedure(case.procedure).move(verb)
    if move is None or not move.allows(attempt.actor, case):
        raise not_yours()
    if expected_version is not None and expected_version != case.version:
        raise moved_on("changed-meanwhile")
    if case.state not in move.from_states:
        raise moved_on("wrong-state")
    return move


def _refusals(move: Move, attempt: Attempt) -> Iterable[Finding]:
    for need in move.needs:
        yield from (finding for finding in need(attempt) if finding.severity is Severity.ERROR)
    if move.wants_reasons and attempt.given is not None and not attempt.reasons:
        yield error(
            "reasons-missing",
            "",
            th="โปรดระบุเหตุผลอย่างน้อยหนึ่งข้อ พร้อมสิ่งที่ผู้ส่งออกต้องดำเนินการ",
            en="Give at least one reason, with what the exporter has to do.",
            where="reasons",
        )


def _checklist(case: Case, move: Move) -> Iterable[Finding]:
    """What the law says of the last filing, where the move decides on it."""
    filed = case.submissions.order_by("-number").first() if move.decides else None
    return registry.procedure(case.procedure).checklist(filed.answers, case) if filed else ()


def _write(case: Case, move: Move, attempt: Attempt, findings: Iterable[Finding]) -> Event:
    state = registry.procedure(case.procedure).state(move.to_state)
    from_state, case.state = case.state, move.to_state
    case.closed_at = attempt.at if state.closed else None
    case.version += 1
    _end_what_was_open(case, state, attempt.at)
    deadlines.enter(case, state, attempt.at)
    turns.settle(case)
    turns.hand_on(case)
    case.save()
    return chain.append(
        case,
        verb=move.verb,
        from_state=from_state,
        actor=attempt.actor,
        at=attempt.at,
        clauses=list(move.cites),
        findings=[finding.as_dict() for finding in findings],
        reasons=[dict(reason) for reason in attempt.reasons],
        given=dict(attempt.given or {}),
        note=attempt.note,
    )


def _end_what_was_open(case: Case, state: State, at: datetime) -> None:
    """A question lives only in the state it was asked in; nothing is asked of a closed case any more."""
    Question.objects.filter(case=case).open().update(cancelled_at=at)
    if state.closed:
        Withdrawal.objects.filter(case=case).open().update(outcome=Withdrawal.Outcome.OVERTAKEN, closed_at=at)
