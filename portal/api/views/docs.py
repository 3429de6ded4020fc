"""What the API is, for whoever writes a program: the way of a morning, every endpoint, every error."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.api import codes, errors, openapi_page
from portal.api.asked import MOST, MOST_LETTERS, PAGE
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
    """Every code; `q`, `package` and `severity` narrow those of findings and fields. What is none of them narrows to
    nothing, and the page says so."""
    asked = {name: request.GET.get(name, "").strip()[:MOST_LETTERS] for name in ("q", "package", "severity")}
    shown = {
        **asked,
        "errors": [] if any(asked.values()) else list(errors.entries()),
        "groups": codes.groups(asked["q"], asked["package"], asked["severity"]),
        "packages": [(each, codes.title(each)) for each in codes.packages()],
        "severities": codes.SEVERITIES,
        "searched": any(asked.values()),
    }
    return render(request, "api/errors.html", shown)


@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """The page that the `type` of a problem leads to, and whoever looks up the code of a finding or a field."""
    problem, meanings = errors.DICTIONARY.get(code), codes.called(code)
    if problem is None and not meanings:
        raise Http404
    return render(request, "api/error.html", {"code": code, "entry": problem, "meanings": meanings})
