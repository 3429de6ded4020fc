from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from portal.parties import uploads

from .doors import file_for


@login_required
@require_safe
def file(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """A file that was handed in, to be kept by the reader's browser and never run in it."""
    found = file_for(request, attachment_id)
    return uploads.handed_out(found.file, found.name, found.content_type)
