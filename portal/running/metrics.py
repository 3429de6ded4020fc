"""What Prometheus asks: requests as each process counted them, and the figures of the portal's work.

Under gunicorn each web process counts in a file of its own, and whichever is asked adds them up
(portal/running/gunicorn.py names the folder).
"""

import hmac
import os
import time
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from . import figures

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
COUNTED = CollectorRegistry()
REQUESTS = Counter(
    "portal_requests", "Requests answered, by route and status.", ["method", "route", "status"], registry=COUNTED
)
SECONDS = Histogram(
    "portal_request_seconds",
    "How long answers took, by route.",
    ["method", "route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=COUNTED,
)


class MetricsMiddleware:
    """Counts each answer by its route: never by the address, whose codes are nobody's business and have no end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "other"
        route = f"/{request.resolver_match.route}" if request.resolver_match else "-"
        REQUESTS.labels(method, route, response.status_code).inc()
        SECONDS.labels(method, route).observe(time.perf_counter() - began)
        return response


@require_safe
@never_cache
def exposed(request: HttpRequest) -> HttpResponse:
    """The metrics, for whoever carries METRICS_TOKEN; without that setting there is nothing here."""
    if not settings.METRICS_TOKEN:
        raise Http404
    said = request.headers.get("Authorization", "")
    if not hmac.compare_digest(said.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse("The token of METRICS_TOKEN is needed.\n", "text/plain", 401, headers=_CHALLENGE)
    return HttpResponse(generate_latest(_all()), content_type=CONTENT_TYPE_LATEST)


_CHALLENGE = {"WWW-Authenticate": "Bearer"}


def _all() -> CollectorRegistry:
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(COUNTED)
    registry.register(figures.Figures())
    return registry
