"""What an address asks for: how many, from where on, of which kind. What does not fit is named, never ignored."""

import base64
from collections.abc import Collection

from rest_framework.request import Request

from portal.law.evaluators import InputError
from portal.law.findings import Message

PAGE, MOST = 25, 100
MOST_LETTERS = 200  # that a list is searched for


def size(request: Request) -> int:
    """`limit`: 1 to 100, 25 if nothing is said."""
    said = request.query_params.get("limit", str(PAGE))
    if not (said.isascii() and said.isdecimal() and len(said) < 5 and 1 <= int(said) <= MOST):
        raise InputError(Message(f"ต้องอยู่ระหว่าง 1 ถึง {MOST}", f"A number from 1 to {MOST} is expected"), "limit")
    return int(said)


def cursor(request: Request) -> int | None:
    """`cursor`: the key that a page before this one ended with; None for the first page."""
    key = _cursor(request, "k")
    if key is None:
        return None
    if key.isascii() and key.isdecimal() and len(key) < 19:
        return int(key)
    raise _no_cursor()


def code_cursor(request: Request) -> str | None:
    """`cursor` of a list that goes by codes instead of numbers."""
    key = _cursor(request, "c")
    if key is not None and "\0" in key:  # PostgreSQL takes none in any text
        raise _no_cursor()
    return key


def _cursor(request: Request, kind: str) -> str | None:
    said = request.query_params.get("cursor", "")
    if not said:
        return None
    try:
        found, _colon, key = base64.urlsafe_b64decode(said.encode() + b"==").decode().partition(":")
    except ValueError:
        raise _no_cursor() from None
    if found != kind or not key:
        raise _no_cursor()
    return key


def _no_cursor() -> InputError:
    return InputError(Message("ไม่ใช่ค่าที่ได้จากหน้าก่อน", "This is no cursor that a page gave out"), "cursor")


def words(request: Request, name: str) -> str:
    """What a list is searched for; "" where nothing is said."""
    said = request.query_params.get(name, "")
    if len(said) > MOST_LETTERS:
        raise InputError(
            Message(f"ยาวได้ไม่เกิน {MOST_LETTERS} ตัวอักษร", f"At most {MOST_LETTERS} characters are expected"), name
        )
    return said


def choice(request: Request, name: str, among: Collection[str]) -> str:
    """One of `among`, or "" where nothing is said."""
    said = request.query_params.get(name, "")
    if said and said not in among:
        allowed = ", ".join(among)
        raise InputError(Message(f"ต้องเป็นค่าใดค่าหนึ่งใน {allowed}", f"One of {allowed} is expected"), name)
    return said


def next_address(request: Request, key: int | str | None) -> str | None:
    """The address of the next page with the same filters; None where there is none. A text is the key of a code."""
    if key is None:
        return None
    kind = "c" if isinstance(key, str) else "k"
    wanted = request.query_params.copy()
    wanted["cursor"] = base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("=")
    return request.build_absolute_uri(f"{request.path}?{wanted.urlencode()}")
