"""Errors of the API as RFC 9457 problem details, in the language that was asked for."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import get_language
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from portal.law.evaluators import InputError
from portal.law.findings import Finding
from portal.parties.language import API_PREFIX
from portal.parties.views import errors as pages

from . import errors as dictionary
from . import refusals
from .errors import DICTIONARY, Entry
from .refusals import Problem

MEDIA_TYPE = "application/problem+json"


class TooLarge(exceptions.APIException):
    """A body above the limit of the endpoint."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The problem that `exc` is; None for a fault of our own, which Django reports and answers."""
    exc = _ours(exc)
    if isinstance(exc, InputError):
        said = exc.message.in_language(get_language())
        return problem("input-unfit", said, exc.where, [{"where": exc.where, "message": said}])
    if isinstance(exc, Problem):
        set_rollback()
        where = exc.errors[0]["where"] if exc.errors else ""
        return _with(exc.headers, problem(exc.code, exc.said, where, exc.errors, exc.findings))
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    found = _errors(exc.detail) if isinstance(exc, exceptions.ValidationError) else []
    entry = dictionary.of_status(HTTPStatus(exc.status_code))
    answer = _answer(entry, _detail(exc), found[0]["where"] if found else "", found, status=exc.status_code)
    return _with(_headers(exc), answer)


def _ours(exc: Exception) -> Exception:
    """What Django's and the services' own exceptions are here."""
    if isinstance(exc, Http404):
        return exceptions.NotFound()
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied()
    return refusals.as_problem(exc) or exc


def problem(
    code: str,
    detail: str = "",
    where: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    findings: Sequence[Finding] = (),
) -> Response:
    """Problem details; `errors` names each field that does not fit, `where` the first of them."""
    return _answer(DICTIONARY[code], detail, where, errors, findings)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain("input-unfit") if _asked_of_api(request) else pages.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain("forbidden") if _asked_of_api(request) else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain("not-found") if _asked_of_api(request) else defaults.page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponseBase:
    """A fault of our own: a program gets a problem, a person a page."""
    return _plain("failed") if _asked_of_api(request) else defaults.server_error(request)


def _asked_of_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


def _plain(code: str) -> HttpResponse:
    entry = DICTIONARY[code]
    return JsonResponse(_body(entry, entry.status), status=int(entry.status), content_type=MEDIA_TYPE)


def _answer(entry: Entry, *said: Any, status: int | None = None) -> Response:
    code = int(status or entry.status)
    return Response(_body(entry, code, *said), status=code, content_type=MEDIA_TYPE)


def _body(
    entry: Entry,
    status: int,
    detail: str = "",
    where: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    findings: Sequence[Finding] = (),
) -> dict[str, Any]:
    title = entry.title.in_language(get_language())
    return {
        "type": f"{settings.BASE_URL}/api/errors/{entry.code}/",
        "code": entry.code,
        "title": title,
        "status": int(status),
        "detail": detail or title,
        "where": where,
        "errors": [dict(error) for error in errors],
        "findings": [finding.as_dict() for finding in findings],
    }


def _detail(exc: exceptions.APIException) -> str:
    """Our own sentence; DRF's where somebody wrote one for this very error."""
    if isinstance(exc, exceptions.ValidationError) or str(exc.detail) == str(exc.default_detail):
        return ""
    without = (exceptions.MethodNotAllowed, exceptions.UnsupportedMediaType, exceptions.Throttled)
    return "" if isinstance(exc, without) else str(exc.detail)


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def _with(headers: Mapping[str, str], response: Response) -> Response:
    for name, value in headers.items():
        response[name] = value
    return response


def _errors(detail: Any, where: str = "") -> list[dict[str, str]]:
    """DRF's nested errors as a flat list of paths and sentences."""
    if isinstance(detail, Mapping):
        return [error for name, part in detail.items() for error in _errors(part, f"{where}.{name}".strip("."))]
    if isinstance(detail, list):
        return [error for part in detail for error in _errors(part, where)]
    return [{"where": where, "message": str(detail)}]
