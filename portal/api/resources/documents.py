"""Documents that the portal makes out, and files that people handed in."""

from typing import ClassVar
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.refusals import Problem
from portal.cases.models import Attachment
from portal.papers import keeping, kinds, services
from portal.papers.models import Document

from . import described, tell
from .cases import case_of
from .room import Room

READ: dict[str, str] = {"GET": "documents:read"}


@described.documents
class DocumentsRoom(Room):
    scopes: ClassVar = READ

    def get(self, request: Request, reference: str) -> Response:
        case = case_of(self.actor, reference)
        found = services.visible_to(self.actor).filter(case=case).select_related("replaced_by")
        return Response({"data": [tell.document(one) for one in found.order_by("requested_at", "kind", "-version")]})


@described.document
class DocumentRoom(Room):
    scopes: ClassVar = READ

    def get(self, request: Request, reference: str, pk: UUID) -> HttpResponse:
        """The issued PDF, if it is still what was issued."""
        case = case_of(self.actor, reference)
        document = get_object_or_404(services.visible_to(self.actor).select_related("case"), pk=pk, case=case)
        if document.state != Document.State.ISSUED:
            raise Problem("document-not-ready", headers={"Retry-After": "5"})
        kept = keeping.whole(document)
        if kept is None:
            keeping.tell_of_damage(document, timezone.now())
            raise APIException
        name = kinds.kind(document.kind).filename.format(reference=case.reference, number=document.number)
        headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
        return HttpResponse(kept, content_type="application/pdf", headers=headers)


@described.file
class FileRoom(Room):
    scopes: ClassVar = READ

    def get(self, request: Request, reference: str, pk: UUID) -> FileResponse:
        """A file of the case, as it was handed in."""
        found = get_object_or_404(Attachment, pk=pk, case=case_of(self.actor, reference), removed_at=None)
        response = FileResponse(found.file.open("rb"), content_type=found.content_type)
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"  # RFC 5987
        response["X-Content-Type-Options"] = "nosniff"
        return response
