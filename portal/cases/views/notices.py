from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.cases import inbox
from portal.cases.models import Notice


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the portal has told me, the newest first; unread alone if asked."""
    unread = request.GET.get("show") == "unread"
    after = _id(request.GET.get("after", ""))
    context = {"page": inbox.page(request.user, unread=unread, after=after), "unread": unread, "first": not after}
    return render(request, "cases/notices.html", context)


@login_required
@require_safe
def go(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Goes where a notice leads; having gone there is having read it."""
    notice = get_object_or_404(Notice, pk=notice_id, person=request.user)
    inbox.mark_read(request.user, timezone.now(), notice)
    return redirect(notice.path or "cases:notices")


@login_required
@require_POST
def read(request: HttpRequest, notice_id: UUID | None = None) -> HttpResponse:
    """Marks one notice as read, or all of them."""
    notice = get_object_or_404(Notice, pk=notice_id, person=request.user) if notice_id else None
    inbox.mark_read(request.user, timezone.now(), notice)
    return redirect("cases:notices")


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
