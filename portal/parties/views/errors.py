"""Pages for requests that cannot be answered: what happened, what became of one's typing, what to do now."""

from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

FIELD = "csrfmiddlewaretoken"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"typed": _typed_here(request)}, status=403)


def _typed_here(request: HttpRequest) -> list[tuple[str, str]]:
    """What a page of ours sent with a token that a sign-in in another tab has made old, to be sent once more.

    Nothing for a stranger, for another site's form (it must not be sent by a press of our button), and for
    anything but the pages of an application: no password goes back into a page.
    """
    place = request.resolver_match
    if place is None or place.namespace != "wizard" or not request.user.is_authenticated or request.FILES:
        return []
    sent_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    ours = urlsplit(sent_from)[:2] == (request.scheme, request.get_host())
    if not ours:
        return []
    return [(name, value) for name in request.POST if name != FIELD for value in request.POST.getlist(name)]
