"""Needs that any procedure's table of moves may name: what must hold before a move, each told with its clause."""

from collections.abc import Iterable

from portal.law.findings import Finding, error

from .models import Event, Question, Withdrawal
from .moves import Attempt, Need
from .withdrawals import at_once


def no_open_question(attempt: Attempt) -> Iterable[Finding]:
    """The exporter has answered, or the question was taken back."""
    if Question.objects.filter(case=attempt.case).open().exists():
        yield error(
            "question-open",
            "",
            th="ผู้ส่งออกยังไม่ได้ตอบคำถาม โปรดรอคำตอบหรือยกเลิกคำถามก่อน",
            en="A question to the exporter is still open. Wait for the answer, or take the question back.",
        )


def is_handler(attempt: Attempt) -> Iterable[Finding]:
    """The officer has taken the case, so that two do not work on it side by side."""
    case = attempt.case
    if case.handler_id == attempt.actor.person_id and case.handler_id is not None:
        return
    if case.handler is None:
        yield error("not-taken", "", th="โปรดรับเรื่องนี้ก่อน", en="Take this case first.")
    else:
        yield error(
            "taken",
            "",
            th=f"{case.handler.name_in('th')} รับเรื่องนี้ไว้แล้ว",
            en=f"{case.handler.name_in('en')} has this case in hand.",
        )


def not_the_examiner(clause: str, *verbs: str) -> Need:
    """Examiner and approver are two people: nobody approves who made one of `verbs` on this case."""
    examining = verbs or ("examine", "recommend")

    def need(attempt: Attempt) -> Iterable[Finding]:
        mine = Event.objects.filter(case=attempt.case, verb__in=examining, actor_id=attempt.actor.person_id)
        if attempt.actor.person_id is not None and mine.exists():
            yield error(
                "same-person",
                clause,
                th="ผู้ตรวจสอบและผู้อนุมัติของคำขอเดียวกันต้องเป็นคนละคน โปรดให้ผู้อนุมัติคนอื่นพิจารณา",
                en="Whoever examined this case cannot decide it. Another approver has to.",
            )

    return need


def ticked(field: str, clause: str, th: str, en: str) -> Need:
    """The officer has confirmed `field` in the move's form."""

    def need(attempt: Attempt) -> Iterable[Finding]:
        if attempt.given is not None and not attempt.given.get(field):
            yield error(f"{field.replace('_', '-')}-missing", clause, th=th, en=en, where=field)

    return need


def withdrawal_asked(attempt: Attempt) -> Iterable[Finding]:
    """The exporter has asked for it; alone they decide only before the office has received anything."""
    asked = Withdrawal.objects.filter(case=attempt.case).open().exists()
    if not asked or not (attempt.actor.is_officer or at_once(attempt.case)):
        yield error(
            "withdrawal-not-asked",
            "",
            th="ไม่มีคำขอถอนจากผู้ส่งออกที่รอพิจารณา",
            en="No request of the exporter to withdraw is waiting.",
        )
