"""Errors of the API as RFC 9457 problem details."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's answer, as a problem."""
    response = exception_handler(exc, context)
    if response is not None:
        response.content_type = "application/problem+json"
    return response
