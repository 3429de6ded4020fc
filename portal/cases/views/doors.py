"""Which case, question or file a request may reach: what is not visible to the actor is not there."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from portal.cases.models import Attachment, Case, Draft
from portal.parties.actors import Actor


def case_of_company(request: HttpRequest, reference: str) -> tuple[Actor, Case]:
    """The actor and their own company's case. 404 for anything else, so that nothing tells what exists."""
    actor = Actor.of(request.user)
    case = get_object_or_404(Case.objects.visible_to(actor), reference=reference)
    if actor.is_officer:
        raise Http404
    return actor, case


def file_for(request: HttpRequest, attachment_id: UUID) -> Attachment:
    """A file that the actor may read: of a case visible to them, or of their own company's draft."""
    actor = Actor.of(request.user)
    attachment = get_object_or_404(Attachment.objects, pk=attachment_id, removed_at=None)
    if attachment.case_id is not None:
        get_object_or_404(Case.objects.visible_to(actor), pk=attachment.case_id)
    else:
        get_object_or_404(Draft.objects.visible_to(actor), pk=attachment.draft_id)
    return attachment
