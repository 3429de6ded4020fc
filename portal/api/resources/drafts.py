"""Drafts of one procedure by API: the wizard's own forms and services, without its pages.

The security code of the wizard tells a person from a program before filing. Here the caller is a program with a
token that somebody of the company answers for: the token is the proof, and no code is asked (docs/errata.md).
"""

from typing import ClassVar, cast
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import asked, etags
from portal.api.idempotency import once
from portal.api.refusals import unfit
from portal.cases import answers, attachments, drafts, registry, submissions
from portal.cases.models import Case, Draft
from portal.law.evaluators.reading import Record
from portal.law.findings import Severity
from portal.parties import selectors

from . import bodies, draftfields, tell
from .cases import case_of
from .room import Room


class DraftRoom(Room):
    """What the endpoints of one procedure's drafts share; `procedure` is its slug."""

    procedure: ClassVar[str] = ""

    def draft(self, pk: UUID) -> Draft:
        """404 for what is not the caller's company's."""
        found = Draft.objects.visible_to(self.actor).select_related("exporter", "case")
        return get_object_or_404(found, pk=pk, procedure=self.procedure)


class DraftsRoom(DraftRoom):
    scopes: ClassVar = {"GET": "cases:read", "POST": "cases:write"}

    def get(self, request: Request) -> Response:
        """Open drafts of the caller's companies, those changed last first; they are few, and come on one page."""
        found = Draft.objects.visible_to(self.actor).open().filter(procedure=self.procedure).select_related("case")
        return Response({"data": [draftfields.row(one) for one in found[: asked.MOST]]})

    @once
    def post(self, request: Request) -> Response:
        """Starts one: for a company, from an earlier application of it, or to mend a case that came back."""
        said = bodies.record(request)
        mended, copied = bodies.maybe_text(said, "mends"), bodies.maybe_text(said, "copy_of")
        company = said.maybe("company", lambda name: said.whole(name, least=1, most=2**62))
        said.done()
        draft = self._mending(mended) if mended else self._new(said, company, copied)
        content = draftfields.whole(draft)
        headers = {"Location": request.build_absolute_uri(f"{draft.pk}/"), "ETag": etags.of_content(content)}
        return Response(content, status=201, headers=headers)

    def _mending(self, reference: str) -> Draft:
        return drafts.reopen(self._case(reference), self.actor, timezone.now())

    def _new(self, said: Record, company: int | None, copied: str) -> Draft:
        mine = selectors.acted_for(self.actor, self.procedure)
        only = list(mine[:2])
        if company is None and len(only) != 1:
            raise said.unfit("company", "ระบุบริษัทที่ยื่น", "Say for which company")
        exporter = only[0] if company is None else get_object_or_404(mine, pk=company)
        copy_of = self._case(copied) if copied else None
        return drafts.start(self.procedure, exporter, self.actor, timezone.now(), copy_of)

    def _case(self, reference: str) -> Case:
        found = case_of(self.actor, reference)
        if found.procedure != self.procedure:
            raise Http404
        return found


class OneDraftRoom(DraftRoom):
    scopes: ClassVar = {"GET": "cases:read", "PATCH": "cases:write", "DELETE": "cases:write"}

    def get(self, request: Request, pk: UUID) -> Response:
        content = draftfields.whole(self.draft(pk))
        return etags.answer(request, content, etags.of_content(content))

    def patch(self, request: Request, pk: UUID) -> Response:
        """Writes what is named and leaves the rest: values one by one, a table as a whole."""
        draft = self.draft(pk)
        said = bodies.record(request)
        wanted = draftfields.wanted(said, draft)
        said.done()
        with transaction.atomic():
            drafts.hold(draft, self.actor)
            etags.see_that_it_stands(request, etags.of_content(draftfields.whole(draft)), needed=True)
            for step, (values, rows) in wanted.items():
                drafts.save(draft, step, self.actor, timezone.now(), values, rows)
        content = draftfields.whole(self.draft(pk))
        return Response(content, headers={"ETag": etags.of_content(content)})

    def delete(self, request: Request, pk: UUID) -> Response:
        """Discards the draft; in the browser it can be brought back."""
        draft = self.draft(pk)
        etags.see_that_it_stands(request, etags.of_content(draftfields.whole(draft)))
        drafts.discard(draft, self.actor, timezone.now())
        return Response(status=204)


class DraftFilesRoom(DraftRoom):
    scopes: ClassVar = {"POST": "cases:write"}
    parser_classes = (MultiPartParser,)

    @once
    def post(self, request: Request, pk: UUID) -> Response:
        """Adds one file to a step that takes files."""
        draft = self.draft(pk)
        said, sent = bodies.record(request), bodies.files(request)
        slug = said.text("step")
        said.done()
        taking = [step.slug for step in answers.steps_of(draft) if step.files]
        if slug not in taking:
            raise said.unfit("step", "ขั้นตอนนี้ไม่รับไฟล์", "This step takes no files")
        if len(sent) != 1:
            raise said.unfit("file", "ส่งครั้งละหนึ่งไฟล์", "Send one file at a time")
        kept = attachments.add(sent[0], actor=self.actor, at=timezone.now(), draft=draft, step=slug)
        return Response(tell.file(kept), status=201)


class DraftFileRoom(DraftRoom):
    scopes: ClassVar = {"DELETE": "cases:write"}

    def delete(self, request: Request, pk: UUID, file_id: UUID) -> Response:
        draft = self.draft(pk)
        found = get_object_or_404(attachments.of_draft(draft).select_related("draft"), pk=file_id)
        attachments.remove(found, self.actor, timezone.now())
        return Response(status=204)


class DraftCheckRoom(DraftRoom):
    scopes: ClassVar = {"GET": "cases:read"}

    def get(self, request: Request, pk: UUID) -> Response:
        """Everything that stands against submitting: at fields, and by the law, as the officer will see it."""
        draft = self.draft(pk)
        errors = [unfit(one) for one in answers.problems(draft)]
        findings = submissions.checklist(draft)
        stands = not errors and all(one.severity is not Severity.ERROR for one in findings)
        told = {"ready": stands, "errors": errors, "findings": [one.as_dict() for one in findings]}
        return Response({**told, "may_submit": submissions.may_submit(self.actor, draft)})


class DraftSubmitRoom(DraftRoom):
    scopes: ClassVar = {"POST": "cases:write"}

    @once
    def post(self, request: Request, pk: UUID) -> Response:
        """Files it, in one transaction; an earlier filing of the same draft is answered again."""
        draft = self.draft(pk)
        etags.see_that_it_stands(request, etags.of_content(draftfields.whole(draft)))
        bodies.record(request).done()
        case = submissions.submit(draft, self.actor, timezone.now(), given={"by": "api"})
        case.refresh_from_db()
        address = request.build_absolute_uri(reverse("api-case", args=[case.reference]))
        return Response(tell.case(case, self.actor), status=201, headers={"Location": address})


def room(base: type[DraftRoom], slug: str) -> type[DraftRoom]:
    """`base` for one procedure; a slug that nobody registered stops the start."""
    name = "".join(part.title() for part in registry.procedure(slug).slug.split("-"))
    return cast("type[DraftRoom]", type(f"{name}{base.__name__}", (base,), {"procedure": slug}))
