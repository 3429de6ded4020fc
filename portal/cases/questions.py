"""Questions to the exporter: while one is open the exporter has the turn; only an answer or its asker closes it."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from portal.law.findings import Finding, error
from portal.parties.actors import Actor, RoleKind

from . import attachments, deadlines, happenings, turns
from .models import Case, Deadline, Question, Waiting
from .refusals import MoveRefused, not_yours, refuse
from .registry import Term

ANSWER = Term(
    kind="answer",
    label=_("Answer to the officer's question"),
    value="service.question.answer.working_days",
    unit=Deadline.Unit.WORKING_DAYS,
    clause="",  # the value's own
)
MAY_ANSWER = (RoleKind.OWNER, RoleKind.SIGNATORY, RoleKind.PREPARER)


def against_asking(case: Case, actor: Actor) -> list[Finding]:
    """Everything that stands against `actor` asking the exporter something now; empty where they may."""
    found = []
    if turns.state_of(case).waiting_for != Waiting.OFFICERS or not actor.serves(case.agency, *turns.duties_next(case)):
        found.append(
            error("not-yours", "", th="ขณะนี้ท่านส่งคำถามถึงผู้ส่งออกในคำขอนี้ไม่ได้", en="You cannot put a question now.")
        )
    elif case.handler_id != actor.person_id:
        found.append(error("not-handler", "", th="โปรดรับเรื่องนี้ก่อนส่งคำถาม", en="Take the case before you ask."))
    if Question.objects.filter(case=case).open().exists():
        found += _one_at_most().findings
    return found


def may_answer(case: Case, actor: Actor) -> bool:
    return actor.acts_in(case, *MAY_ANSWER)


def ask(case: Case, actor: Actor, at: datetime, text: str, *, step: str = "", field: str = "") -> Question:
    """Asks the exporter; the officers' term stands still until the answer. Raises MoveRefused with all reasons."""
    text = happenings.said(text)
    with transaction.atomic():
        locked = happenings.lock(case)
        if found := against_asking(locked, actor):
            raise MoveRefused(found)
        try:
            with transaction.atomic():
                question = Question.objects.create(
                    case=locked, asked_by=actor.someone, asked_at=at, text=text, step=step, field=field
                )
        except IntegrityError as twice:
            raise _one_at_most() from twice
        deadlines.pause(locked, at)
        deadlines.start(locked, ANSWER, Waiting.EXPORTER, at)
        happenings.record(locked, "ask", actor, at, note=text, given={"question": question.pk})
    case.refresh_from_db()
    return question


def answer(
    question: Question, actor: Actor, at: datetime, text: str = "", files: Sequence[UploadedFile] = ()
) -> Question:
    """Answers in words, in files, or both, and gives the turn back to the officers."""
    text = happenings.at_most(text.strip(), "answer")
    if not text and not files:
        raise refuse("answer-empty", th="โปรดพิมพ์คำตอบหรือแนบไฟล์", en="Write an answer or attach a file.", where="answer")
    with transaction.atomic():
        case = happenings.lock(question.case)
        if not may_answer(case, actor):
            raise not_yours()
        question = _still_open(question)
        question.answer, question.answered_at, question.answered_by = text, at, actor.person
        question.save()
        kept = [attachments.add(file, actor=actor, at=at, case=case, question=question) for file in files]
        _go_on(case, at)
        given = {"question": question.pk, "files": [{"name": file.name, "sha256": file.sha256} for file in kept]}
        happenings.record(case, "answer", actor, at, note=text, given=given)
    return question


def cancel(question: Question, actor: Actor, at: datetime) -> Question:
    """Takes a question back: whoever asked it, or whoever handles the case by now."""
    with transaction.atomic():
        case = happenings.lock(question.case)
        question = _still_open(question)
        if not actor.serves(case.agency) or actor.person_id not in (question.asked_by_id, case.handler_id):
            raise not_yours()
        question.cancelled_at = at
        question.save()
        _go_on(case, at)
        happenings.record(case, "cancel_question", actor, at, given={"question": question.pk})
    return question


def _still_open(question: Question) -> Question:
    """The question as it stands; its case is locked, so nobody closes it meanwhile."""
    found = Question.objects.select_related("case").get(pk=question.pk)
    if not found.is_open:
        raise refuse(
            "question-closed",
            th="คำถามนี้ปิดไปแล้ว โปรดดูสถานะล่าสุดของคำขอ",
            en="This question is closed already. Look at the present state of the application.",
        )
    return found


def _go_on(case: Case, at: datetime) -> None:
    deadlines.meet(case, ANSWER.kind, at)
    deadlines.resume(case, at)


def _one_at_most() -> MoveRefused:
    return refuse(
        "question-open",
        th="มีคำถามที่ผู้ส่งออกยังไม่ได้ตอบอยู่แล้ว รอคำตอบหรือยกเลิกคำถามนั้นก่อน",
        en="A question is open already. Wait for its answer, or take it back first.",
    )
