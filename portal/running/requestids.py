"""One id for a request and for everything it causes: in the answer, in each line of the log, in the worker's jobs."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from celery import signals
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
_FITTING = re.compile(r"[A-Za-z0-9._-]{8,64}")
_TASK_HEADER = "request_id"

_current: ContextVar[str] = ContextVar("request_id", default="")
log = logging.getLogger("portal.requests")


def current() -> str:
    """The id of what is being done now; empty outside requests and jobs."""
    return _current.get()


class RequestIdMiddleware:
    """Takes a well-formed id that a proxy sends, or makes one; answers it, and logs the request with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.headers.get(HEADER, "")
        token = _current.set(said if _FITTING.fullmatch(said) else uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = current()
            _note(request, response, time.perf_counter() - began)
            return response
        finally:
            _current.reset(token)


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """The route, not the address: codes and references in addresses are nobody's business in a log."""
    match = request.resolver_match
    person = getattr(getattr(request, "user", None), "pk", None)
    log.info(
        "%s %s %s",
        request.method,
        f"/{match.route}" if match else "-",
        response.status_code,
        extra={
            "method": request.method,
            "route": f"/{match.route}" if match else "-",
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "person": person,
        },
    )


def follow_tasks() -> None:
    """Jobs carry the id of the request that asked for them; those that nobody asked for get one of their own."""
    signals.before_task_publish.connect(_send, dispatch_uid="request ids")
    signals.task_prerun.connect(_begin, dispatch_uid="request ids")
    signals.task_postrun.connect(_end, dispatch_uid="request ids")


def _send(headers: dict[str, Any] | None = None, **_rest: Any) -> None:
    if headers is not None and current():
        headers[_TASK_HEADER] = current()


def _begin(task: Any = None, task_id: str = "", **_rest: Any) -> None:
    _current.set(getattr(task.request, _TASK_HEADER, None) or task_id)


def _end(**_rest: Any) -> None:
    _current.set("")
