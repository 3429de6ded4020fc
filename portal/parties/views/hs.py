"""Looking up HS codes: a page for anybody, and the list beside a field that is being typed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import hs


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits `q`; a field of a form is sent by htmx under its own name, and gets the bare list."""
    beside_field = request.headers.get("HX-Request") == "true"
    typed = request.GET.get("q", "")
    if beside_field and not typed:
        typed = next((request.GET[name] for name in request.GET if name.endswith("hs_code")), "")
    typed = typed[:100]
    context = {"q": typed, "found": hs.search(typed), "edition": hs.EDITION}
    template = "parties/catalogue/_hs_options.html" if beside_field else "parties/catalogue/hs.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request, Cookie"
    return response
