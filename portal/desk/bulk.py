"""One act on many cases: what may be chosen, what stands against it case by case, and doing it once.

Each case is acted on by the same service as on its own page, in a transaction of its own that also keeps what became
of it. A run that broke off in the middle goes on where it stopped when it is asked for again by its token.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.cases import handling, moves, turns, withdrawals
from portal.cases.models import Case
from portal.cases.moves import Move
from portal.cases.refusals import MoveRefused, not_in_this_state, not_yours
from portal.cases.registry import Procedure, Text
from portal.law.findings import Finding, error
from portal.parties.actors import Actor
from portal.parties.models import OfficerDuty, Person

from .forms import procedures_of
from .models import BulkItem, BulkRun
from .moveforms import move_form_of

log = logging.getLogger(__name__)

MOST = 100
TAKE, ASSIGN = "take", "assign"


@dataclass(frozen=True)
class Choice:
    """Something that can be done to many cases at once; `move` is None for handling."""

    slug: str
    label: Text
    group: Text
    procedure: str = ""
    move: Move | None = None


@dataclass(frozen=True)
class Checked:
    """A case, and everything that stands against the act on it now."""

    case: Case
    refusals: tuple[Finding, ...]


def choices(actor: Actor) -> list[Choice]:
    """Handling, then the moves of the agency's procedures that this officer's duties carry and that ask for a note
    at most. A withdrawal is decided case by case, on the case's own page."""
    handled = [
        Choice(TAKE, _("Take the case"), _("Handling")),
        Choice(ASSIGN, _("Hand over to a colleague"), _("Handling")),
    ]
    return handled + [one for procedure in procedures_of(actor) for one in _moves_of(procedure, actor)]


def choice(actor: Actor, slug: str) -> Choice | None:
    return next((one for one in choices(actor) if one.slug == slug), None)


def _moves_of(procedure: Procedure, actor: Actor) -> Iterator[Choice]:
    for move in procedure.moves:
        carried = any(who.duties & actor.duties for who in move.who)
        asks_a_note = set(move_form_of(procedure, move).base_fields) <= {"note"}
        if carried and asks_a_note and not move.wants_reasons and move.verb != withdrawals.MOVE:
            yield Choice(f"{procedure.slug}.{move.verb}", move.label, procedure.title, procedure.slug, move)


def numbers(typed: Iterable[str]) -> list[int]:
    """Those of `typed` that can be the number of a case."""
    return [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 19]


def ticked(actor: Actor, chosen: Sequence[int]) -> list[Case]:
    """The cases of these numbers that the actor may see, at most MOST, in two queries."""
    names = Person.objects.only("id", "name_th", "name_en", "email")
    found = Case.objects.visible_to(actor).filter(pk__in=chosen).defer("search")
    return list(found.select_related("exporter").prefetch_related(Prefetch("handler", names)).order_by("pk")[:MOST])


def colleagues(cases: Iterable[Case], actor: Actor) -> "list[Person]":
    """The officers of the agency whose duty the next step of one of the cases is."""
    duties = {duty for case in cases for duty in turns.duties_next(case)}
    able = OfficerDuty.objects.filter(officer__agency=actor.agency, duty__in=duties)
    return list(Person.objects.filter(is_active=True, officer__duties__in=able).distinct().order_by("name_th", "pk"))


def check(
    cases: Iterable[Case], wanted: Choice, actor: Actor, at: datetime, officer: Person | None = None
) -> list[Checked]:
    """Each case with everything that stands against it; without an `officer`, whether it may be handed over at all."""
    return [Checked(case, tuple(_against(case, wanted, actor, at, officer))) for case in cases]


def _against(case: Case, wanted: Choice, actor: Actor, at: datetime, officer: Person | None) -> list[Finding]:
    if wanted.move is not None:
        if case.procedure != wanted.procedure:
            return [_of_another_procedure(wanted)]
        return moves.against(case, wanted.move.verb, actor, at)
    if case.closed_at is not None:
        return not_in_this_state().findings
    if wanted.slug == TAKE:
        return handling.against_taking(case, actor)
    if officer is not None:
        return handling.against_assigning(case, actor, officer)
    return [] if handling.may_assign(case, actor) else not_yours().findings


def _of_another_procedure(wanted: Choice) -> Finding:
    with translation.override("th"):
        title_th = str(wanted.group)
    with translation.override("en"):
        title_en = str(wanted.group)
    return error(
        "another-procedure",
        "",
        th=f"ขั้นตอนนี้เป็นของงาน “{title_th}” ไม่ใช่ของคำขอนี้",
        en=f"This step belongs to the procedure “{title_en}”, not to this case's.",
    )


def begin(
    token: UUID,
    wanted: Choice,
    seen: Mapping[int, int],
    actor: Actor,
    at: datetime,
    *,
    officer: Person | None = None,
    note: str = "",
) -> BulkRun:
    """The run of that token: a new one of the cases `seen` (number → version), or the one that is there already."""
    with transaction.atomic():
        kept = {"person": actor.someone, "choice": wanted.slug, "officer": officer, "note": note, "at": at}
        run, is_new = BulkRun.objects.get_or_create(token=token, defaults=kept)
        if is_new:
            cases = ticked(actor, list(seen))
            BulkItem.objects.bulk_create(BulkItem(run=run, case=case, version=seen[case.pk]) for case in cases)
    return run


def carry_out(run: BulkRun, actor: Actor, at: datetime) -> None:
    """Does what is still waiting in the run, case by case. Two at once do each case once."""
    wanted = choice(actor, run.choice)
    for pk in list(run.items.filter(outcome=BulkItem.Outcome.WAITING).values_list("pk", flat=True)):
        with transaction.atomic():
            item = BulkItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=pk)
            if item.outcome == BulkItem.Outcome.WAITING:
                _settle(item, run, wanted, actor, at)


def _settle(item: BulkItem, run: BulkRun, wanted: Choice | None, actor: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            if wanted is None:  # the duty went between the check and now
                raise not_yours()
            _act(item, run, wanted, actor, at)
    except MoveRefused as refused:
        item.outcome, item.findings = BulkItem.Outcome.REFUSED, [one.as_dict() for one in refused.findings]
    except Exception:  # whatever is the matter with one case, the others are still done
        log.exception("run %s: case %s was not done", run.token, item.case_id)
        item.outcome, item.findings = BulkItem.Outcome.REFUSED, [_fault().as_dict()]
    else:
        item.outcome = BulkItem.Outcome.DONE
    item.save(update_fields=["outcome", "findings"])


def _act(item: BulkItem, run: BulkRun, wanted: Choice, actor: Actor, at: datetime) -> None:
    case, version = item.case, item.version
    if wanted.move is not None:
        if case.procedure != wanted.procedure:
            raise MoveRefused([_of_another_procedure(wanted)])
        moves.perform(case, wanted.move.verb, actor, at, note=run.note, expected_version=version)
    elif wanted.slug == TAKE:
        handling.take(case, actor, at, expected_version=version)
    elif run.officer is not None:
        handling.assign(case, actor, at, run.officer, expected_version=version)
    else:
        raise ValueError("a run that hands over names an officer")


def _fault() -> Finding:
    return error(
        "fault",
        "",
        th="ดำเนินการไม่สำเร็จเพราะระบบขัดข้อง โปรดลองอีกครั้งที่หน้าของคำขอ",
        en="The portal failed at this case. Try again on the page of the case.",
    )
