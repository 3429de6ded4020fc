"""Filing a draft: one transaction in which the case, what was filed and the move all come to be, or none does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from portal.law.findings import Finding, Severity, error
from portal.law.thai import fold
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from . import answers, drafts, filings, moves, numbers, registry
from .answers import Problem
from .models import Attachment, Case, Draft, Submission, Waiting
from .registry import Procedure

BUDDHIST_ERA = 543


@dataclass
class SubmissionRefused(Exception):
    """Nothing was filed; every reason is here: `problems` at fields, `findings` of the law."""

    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __str__(self) -> str:
        return "; ".join([*(one.message for one in self.problems), *(one.message.en for one in self.findings)])


def checklist(draft: Draft, said: Mapping[str, Any] | None = None) -> list[Finding]:
    """The officer's own checklist on what the draft says now."""
    return list(registry.procedure(draft.procedure).checklist(said or answers.answers(draft), draft))


def may_submit(actor: Actor, draft: Draft) -> bool:
    return actor.acts_in(draft, *registry.procedure(draft.procedure).who_may_submit)


def submit(draft: Draft, actor: Actor, at: datetime, *, given: Mapping[str, Any] | None = None) -> Case:
    """Files the draft and answers its case; filing the same draft again answers the same case.

    Raises SubmissionRefused with every reason, MoveRefused where the procedure's own table refuses, and
    DraftClosed for a discarded draft. `given` is kept with the move's event.
    """
    with transaction.atomic():
        locked = Draft.objects.select_for_update().select_related("exporter").get(pk=draft.pk)
        if locked.submitted_at is not None:
            draft.refresh_from_db()
            return locked.submission.case
        if locked.discarded_at is not None:
            raise drafts.DraftClosed
        said, findings = _stands(locked, actor)
        procedure = registry.procedure(locked.procedure)
        verb = "resubmit" if locked.case_id else "submit"
        case = locked.case or _new_case(procedure, locked.exporter, at)
        submission = _record(locked, case, actor, at, said, findings)
        procedure.file(case, submission)
        sealed = {"submission": submission.number, "sha256": submission.sha256}  # the chain holds what was filed
        moves.perform(case, verb, actor, at, given={**(given or {}), **sealed}, findings=findings)
        locked.case, locked.submitted_at = case, at
        locked.save(update_fields=["case", "submitted_at"])
    draft.refresh_from_db()
    return case


def _stands(draft: Draft, actor: Actor) -> tuple[dict[str, Any], list[Finding]]:
    """What the draft says and what the law found in it; raises SubmissionRefused when it may not be filed."""
    if not may_submit(actor, draft):
        raise SubmissionRefused(findings=[_not_a_signatory(registry.procedure(draft.procedure).submit_clause)])
    problems = answers.problems(draft)
    said = answers.answers(draft)
    findings = checklist(draft, said)
    if problems or any(finding.severity is Severity.ERROR for finding in findings):
        raise SubmissionRefused(problems, [one for one in findings if one.severity is Severity.ERROR])
    return said, findings


def _not_a_signatory(clause: str) -> Finding:
    return error(
        "not-a-signatory",
        clause,
        th="ท่านจัดทำคำขอนี้ได้ แต่ไม่มีสิทธิยื่น โปรดให้เจ้าของบัญชีบริษัทหรือผู้มีอำนาจลงนามเข้าสู่ระบบแล้วยื่นคำขอนี้",
        en="You may prepare the application but not file it. Ask the owner or a signatory to sign in and file it.",
    )


def _new_case(procedure: Procedure, exporter: Exporter, at: datetime) -> Case:
    year = timezone.localdate(at).year + BUDDHIST_ERA
    reference = f"{procedure.prefix}-{year}-{numbers.take(f'case:{procedure.slug}:{year}'):06d}"
    return Case.objects.create(
        reference=reference,
        procedure=procedure.slug,
        exporter=exporter,
        agency=procedure.agency,
        state="draft",
        waiting_for=Waiting.EXPORTER,
        submitted_at=at,
        exporter_name_th=exporter.name_th,
        exporter_name_en=exporter.name_en,
        search=fold(f"{reference} {exporter.name_th} {exporter.name_en} {exporter.juristic_id}"),
    )


def _record(
    draft: Draft, case: Case, actor: Actor, at: datetime, said: dict[str, Any], findings: list[Finding]
) -> Submission:
    attached = Attachment.objects.filter(draft=draft, removed_at__isnull=True).order_by("uploaded_at")
    files = [_filed(attachment) for attachment in attached]
    kept = answers.stored(draft)
    number = case.submissions.count() + 1
    submission = Submission.objects.create(
        case=case,
        draft=draft,
        number=number,
        at=at,
        by=cast(Person, actor.person),
        answers=said,
        typed={slug: _without_removed(kept[slug].data) for slug in said if slug in kept},
        files=files,
        findings=[finding.as_dict() for finding in findings],
        sha256=filings.seal(case.reference, number, at, actor.person_id, said, files),
    )
    attached.update(case=case)
    return submission


def _without_removed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {part: data[part] for part in ("values", "rows") if part in data}


def _filed(attachment: Attachment) -> dict[str, Any]:
    return {
        "id": str(attachment.pk),
        "step": attachment.step,
        "name": attachment.name,
        "size": attachment.size,
        "sha256": attachment.sha256,
    }
