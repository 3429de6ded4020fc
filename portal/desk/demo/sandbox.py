"""The sandbox: a company whose REX applications move by themselves, for those who program against the portal.

The demonstration's officers move them, a step at a time, by the services that people use: whoever examines does not
decide, questions wait for an answer. What is to happen stands in the description of a good (docs/webhooks.md).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.cases import moves, questions, withdrawals
from portal.cases.models import Case, Question, Withdrawal
from portal.cases.refusals import MoveRefused
from portal.parties.actors import Actor
from portal.parties.models import Person
from registrations import services as rex
from registrations.models import Registration

from . import fixture

log = logging.getLogger(__name__)

JURISTIC_ID = "0105569999999"  # of fixtures/demo/companies.yaml
EXAMINER, APPROVER = "ploy@demo.example", "krit@demo.example"
REST = timedelta(seconds=60)  # between two steps of a case
HELD_FOR = timedelta(minutes=10)  # then a registration is revoked: a company registered cannot apply again
ASK, RETURN, REFUSE = "QUESTION", "RETURN", "REFUSE"  # words in the description of a good

Act = Callable[[Case, datetime], Any]


def step(now: datetime) -> int:
    """Moves what has rested long enough; answers how much. Nothing where DEMO is off."""
    if not settings.DEMO:
        return 0
    waiting = Case.objects.filter(exporter__juristic_id=JURISTIC_ID, procedure="rex", closed_at=None).order_by("pk")
    held = Registration.objects.filter(exporter__juristic_id=JURISTIC_ID, revoked_on=None)
    old = held.filter(registered_at__lte=now - HELD_FOR)
    return sum(_step(case, now) for case in waiting) + sum(_end(one, now) for one in old)


def _step(case: Case, now: datetime) -> bool:
    act = _next(case)
    if act is None or case.events.latest("number").at > now - REST:
        return False
    try:
        act(case, now)
    except MoveRefused as refusal:  # somebody was there first, or the law stands against it
        log.info("the sandbox left %s as it is: %s", case.reference, refusal)
        return False
    return True


def _next(case: Case) -> Act | None:
    """What an officer does now; None while it is the company's turn."""
    if Withdrawal.objects.filter(case=case).open().exists():
        return _accept_withdrawal
    return {"submitted": _receive, "received": _examine, "examining": _judge(case), "recommended": _decide}.get(
        case.state
    )


def _judge(case: Case) -> Act | None:
    if Question.objects.filter(case=case).open().exists():
        return None
    if ASK in _wanted(case) and not Question.objects.filter(case=case).exists():
        return _ask
    if RETURN in _wanted(case):  # until it is filed again without the word
        return _return
    return _recommend


def _wanted(case: Case) -> set[str]:
    goods = str(case.submissions.latest("number").answers["goods"]).upper()
    return {word for word in (ASK, RETURN, REFUSE) if word in goods}


def _receive(case: Case, now: datetime) -> None:
    given = {"paper_seen": True, "poa_seen": True, "received_on": timezone.localdate(now)}
    moves.perform(case, "receive", _actor(EXAMINER), now, given=given)


def _examine(case: Case, now: datetime) -> None:
    moves.perform(case, "examine", _actor(EXAMINER), now)


def _ask(case: Case, now: datetime) -> None:
    questions.ask(case, _actor(EXAMINER), now, fixture("sandbox")["question"], step="goods", field="description")


def _return(case: Case, now: datetime) -> None:
    moves.perform(case, "return", _actor(EXAMINER), now, reasons=[fixture("sandbox")["return"]])


def _recommend(case: Case, now: datetime) -> None:
    opinion = "refuse" if REFUSE in _wanted(case) else "register"
    moves.perform(case, "recommend", _actor(EXAMINER), now, given={"opinion": opinion})


def _decide(case: Case, now: datetime) -> None:
    opinion = case.events.filter(verb="recommend").latest("number").given.get("opinion")
    if opinion == "refuse":
        moves.perform(case, "refuse", _actor(APPROVER), now, reasons=[fixture("sandbox")["refuse"]])
    else:
        moves.perform(case, "register", _actor(APPROVER), now)


def _accept_withdrawal(case: Case, now: datetime) -> None:
    withdrawals.accept(Withdrawal.objects.filter(case=case).open().get(), _actor(APPROVER), now)


def _end(registration: Registration, now: datetime) -> bool:
    rex.revoke(registration, _actor(APPROVER), now, fixture("sandbox")["revoke"])
    return True


def _actor(email: str) -> Actor:
    return Actor.of(Person.objects.get(email=email))
