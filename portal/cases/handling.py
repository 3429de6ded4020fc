"""Who of the officers has a case in hand: take, give back, assign. Of two who take at once one wins."""

from datetime import datetime

from django.db import transaction

from portal.law.findings import Finding, error
from portal.parties.actors import Actor, Duty
from portal.parties.models import Person

from . import happenings, notices, registry, turns, words
from .models import Case
from .refusals import MoveRefused, not_yours, refuse


def against_taking(case: Case, actor: Actor) -> list[Finding]:
    """Everything that stands against `actor` taking the case; empty where they may."""
    found = []
    if not actor.serves(case.agency) or not actor.duties & turns.duties_next(case):
        found.append(
            error(
                "no-duty",
                "",
                th="ขั้นตอนถัดไปของคำขอนี้ไม่อยู่ในหน้าที่ของท่าน",
                en="The next step of this case is not among your duties.",
            )
        )
    if case.handler_id is not None:
        found.append(_in_hand(case, actor))
    return found


def take(case: Case, actor: Actor, at: datetime, *, expected_version: int | None = None) -> None:
    """Puts the case into the actor's hands. Raises MoveRefused, naming who has it where somebody has."""
    with transaction.atomic():
        locked = happenings.lock(case, expected_version)
        if found := against_taking(locked, actor):
            raise MoveRefused(found)
        _hand_to(locked, actor.person_id, "take", actor, at)
    case.refresh_from_db()


def give_back(case: Case, actor: Actor, at: datetime) -> None:
    """Lays the case back, free for others; the handler does, or an administrator of the agency."""
    with transaction.atomic():
        locked = happenings.lock(case)
        if locked.handler_id is None:
            raise refuse("not-in-hand", th="ไม่มีเจ้าหน้าที่รับเรื่องนี้อยู่", en="Nobody has this case in hand.")
        if not _may_pass_on(locked, actor):
            raise not_yours()
        _hand_to(locked, None, "give_back", actor, at)
    case.refresh_from_db()


def against_assigning(case: Case, actor: Actor, officer: Person) -> list[Finding]:
    """Everything that stands against `actor` giving the case to `officer`; empty where they may."""
    if not _may_pass_on(case, actor):
        return not_yours().findings
    if officer.pk in {person.pk for person in turns.able_next(case)}:
        return []
    return [
        error(
            "no-duty",
            "",
            th="ขั้นตอนถัดไปของคำขอนี้ไม่อยู่ในหน้าที่ของเจ้าหน้าที่ที่เลือก",
            en="The next step of this case is not among that officer's duties.",
            where="officer",
        )
    ]


def assign(case: Case, actor: Actor, at: datetime, officer: Person, *, expected_version: int | None = None) -> None:
    """Gives the case to an officer whose duty the next step is; the handler does, or who leads the office."""
    with transaction.atomic():
        locked = happenings.lock(case, expected_version)
        if found := against_assigning(locked, actor, officer):
            raise MoveRefused(found)
        _hand_to(locked, officer.pk, "assign", actor, at)
        if officer.pk != actor.person_id:
            notices.tell(
                [officer],
                lambda: words.of_assignment(locked),
                kind="assign",
                at=at,
                case=locked,
                path=registry.officers_page(locked),
            )
    case.refresh_from_db()


def may_assign(case: Case, actor: Actor) -> bool:
    """Whether the actor may give the case to somebody (an open one: a closed case is in nobody's hands)."""
    return case.closed_at is None and _may_pass_on(case, actor)


def _may_pass_on(case: Case, actor: Actor) -> bool:
    mine = actor.serves(case.agency) and case.handler_id == actor.person_id
    return mine or actor.serves(case.agency, Duty.ADMINISTRATOR, Duty.APPROVER)


def _hand_to(case: Case, person_id: int | None, verb: str, actor: Actor, at: datetime) -> None:
    given = {"from": case.handler_id, "to": person_id}
    case.handler_id = person_id
    happenings.record(case, verb, actor, at, given=given)


def _in_hand(case: Case, actor: Actor) -> Finding:
    if case.handler_id == actor.person_id:
        return error("taken", "", th="ท่านรับเรื่องนี้ไว้แล้ว", en="You have this case in hand already.")
    handler = case.handler
    name_th, name_en = (handler.name_in("th"), handler.name_in("en")) if handler else ("", "")
    return error("taken", "", th=f"{name_th} รับเรื่องนี้ไว้แล้ว", en=f"{name_en} has this case in hand already.")
