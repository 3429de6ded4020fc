"""Errors of the API as RFC 9457 problem details, in the language that was asked for."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import get_language
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from portal.law.evaluators import InputError
from portal.law.findings import Message
from portal.parties.language import API_PREFIX
from portal.parties.views import errors as pages

MEDIA_TYPE = "application/problem+json"

_TITLES = {
    HTTPStatus.BAD_REQUEST: Message("ข้อมูลที่ส่งมาใช้ไม่ได้", "The input does not fit"),
    HTTPStatus.UNAUTHORIZED: Message("ต้องเข้าสู่ระบบก่อน", "Sign-in is needed"),
    HTTPStatus.FORBIDDEN: Message("ไม่มีสิทธิดำเนินการนี้", "This is not allowed"),
    HTTPStatus.NOT_FOUND: Message("ไม่พบสิ่งที่ร้องขอ", "There is no such thing"),
    HTTPStatus.METHOD_NOT_ALLOWED: Message("ใช้วิธีร้องขอนี้ไม่ได้", "This method is not allowed here"),
    HTTPStatus.NOT_ACCEPTABLE: Message("ไม่มีคำตอบในรูปแบบที่ร้องขอ", "There is no answer in the format asked for"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Message("ข้อมูลที่ส่งมามีขนาดใหญ่เกินไป", "The input is too large"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Message("ต้องส่งข้อมูลเป็น application/json", "Send application/json"),
    HTTPStatus.TOO_MANY_REQUESTS: Message("ส่งคำขอถี่เกินไป", "Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: Message(
        "ระบบขัดข้อง โปรดลองใหม่ภายหลัง", "The portal failed. Please try again after a while"
    ),
}


class TooLarge(exceptions.APIException):
    """A body above the limit of the endpoint."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The problem that `exc` is; None for a fault of our own, which Django reports and answers."""
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, InputError):
        said = exc.message.in_language(get_language())
        return problem(HTTPStatus.BAD_REQUEST, said, exc.where, [{"where": exc.where, "message": said}])
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    errors = _errors(exc.detail) if isinstance(exc, exceptions.ValidationError) else []
    response = problem(HTTPStatus(exc.status_code), _detail(exc), errors[0]["where"] if errors else "", errors)
    for header, value in _headers(exc).items():
        response[header] = value
    return response


def problem(status: HTTPStatus, detail: str, where: str = "", errors: Sequence[Mapping[str, str]] = ()) -> Response:
    """Problem details; `errors` names each field that does not fit, `where` the first of them."""
    return Response(_body(status, detail, where, errors), status=int(status), content_type=MEDIA_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain(HTTPStatus.BAD_REQUEST) if _asked_of_api(request) else pages.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain(HTTPStatus.FORBIDDEN) if _asked_of_api(request) else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _plain(HTTPStatus.NOT_FOUND) if _asked_of_api(request) else defaults.page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponseBase:
    """A fault of our own: a program gets a problem, a person a page."""
    return _plain(HTTPStatus.INTERNAL_SERVER_ERROR) if _asked_of_api(request) else defaults.server_error(request)


def _asked_of_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


def _plain(status: HTTPStatus) -> HttpResponse:
    return JsonResponse(_body(status, ""), status=int(status), content_type=MEDIA_TYPE)


def _body(status: HTTPStatus, detail: str, where: str = "", errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    title = _title(status)
    return {
        "type": "about:blank",
        "title": title,
        "status": int(status),
        "detail": detail or title,
        "where": where,
        "errors": list(errors),
    }


def _title(status: HTTPStatus) -> str:
    message = _TITLES.get(status) or Message(status.phrase, status.phrase)
    return message.in_language(get_language())


def _detail(exc: exceptions.APIException) -> str:
    """Our own sentence; DRF's where somebody wrote one for this very error."""
    if isinstance(exc, exceptions.ValidationError) or str(exc.detail) == str(exc.default_detail):
        return ""
    return "" if isinstance(exc, exceptions.MethodNotAllowed | exceptions.UnsupportedMediaType) else str(exc.detail)


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def _errors(detail: Any, where: str = "") -> list[dict[str, str]]:
    """DRF's nested errors as a flat list of paths and sentences."""
    if isinstance(detail, Mapping):
        return [error for name, part in detail.items() for error in _errors(part, f"{where}.{name}".strip("."))]
    if isinstance(detail, list):
        return [error for part in detail for error in _errors(part, where)]
    return [{"where": where, "message": str(detail)}]
