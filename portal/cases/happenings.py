"""What happens on a case without moving its state: written to the same chain, told to the same people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.parties.actors import Actor

from . import chain, notices, turns
from .models import Case, Event
from .refusals import moved_on, refuse

LONGEST = 10_000  # characters of a question, an answer, a reason or a message


def lock(case: Case, expected_version: int | None = None) -> Case:
    """The case as it stands, locked until the surrounding transaction ends.

    Raises MoveRefused where it is no longer in the version that the actor was looking at.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if expected_version is not None and expected_version != locked.version:
        raise moved_on("changed-meanwhile")
    return locked


def record(
    case: Case, verb: str, actor: Actor, at: datetime, *, note: str = "", given: Mapping[str, Any] | None = None
) -> Event:
    """Writes the happening on a locked case, brings turn and due date in step with it, and announces it."""
    case.version += 1
    turns.settle(case)
    case.save()
    event = chain.append(case, verb=verb, from_state=case.state, actor=actor, at=at, note=note, given=dict(given or {}))
    notices.announce(case, event)
    return event


def said(text: str, where: str = "text") -> str:
    """`text` without the space around it. Refused if it says nothing or is longer than anybody reads."""
    text = text.strip()
    if not text:
        raise refuse("empty", th="โปรดพิมพ์ข้อความก่อน", en="Write something first.", where=where)
    return at_most(text, where)


def at_most(text: str, where: str = "text") -> str:
    if len(text) > LONGEST:
        raise refuse(
            "too-long",
            th=f"ข้อความยาวเกินไป ({len(text):,} ตัวอักษร) โปรดย่อให้ไม่เกิน {LONGEST:,} ตัวอักษร หรือแนบเป็นไฟล์",
            en=f"This is too long ({len(text):,} characters). Keep it to {LONGEST:,}, or attach a file.",
            where=where,
        )
    return text
