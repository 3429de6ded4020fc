"""What the API is, for whoever writes a program: the way of a morning, every endpoint, every error."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.api import errors, openapi_page
from portal.api.asked import MOST, PAGE
from portal.api.idempotency import KEPT
from portal.api.samples import SAMPLES
from portal.api.scopes import SCOPES


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The whole page comes from here: no script and no style of somebody else's."""
    root = request.build_absolute_uri("/").rstrip("/")
    shown = {
        "samples": [(sample.title, sample.at(root)) for sample in SAMPLES],
        "groups": openapi_page.groups(),
        "scopes": SCOPES.items(),
        "errors": list(errors.entries()),
        "page": PAGE,
        "most": MOST,
        "kept_hours": int(KEPT.total_seconds() // 3600),
    }
    return render(request, "api/docs.html", shown)


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    return render(request, "api/errors.html", {"errors": list(errors.entries())})


@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """The page that the `type` of a problem leads to."""
    if code not in errors.DICTIONARY:
        raise Http404
    return render(request, "api/error.html", {"entry": errors.DICTIONARY[code]})
