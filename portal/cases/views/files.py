from urllib.parse import quote
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from .doors import file_for


@login_required
@require_safe
def file(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """A file that was handed in, to be kept by the reader's browser and never run in it."""
    found = file_for(request, attachment_id)
    response = FileResponse(found.file.open("rb"), content_type=found.content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"  # RFC 5987
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
