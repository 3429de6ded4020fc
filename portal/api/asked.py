"""What an address asks for: how many, from where on, of which kind. What does not fit is named, never ignored."""

import base64
from collections.abc import Collection

from rest_framework.request import Request

from portal.law.evaluators import InputError
from portal.law.findings import Message

PAGE, MOST = 25, 100


def size(request: Request) -> int:
    """`limit`: 1 to 100, 25 if nothing is said."""
    said = request.query_params.get("limit", str(PAGE))
    if not (said.isascii() and said.isdecimal() and len(said) < 5 and 1 <= int(said) <= MOST):
        raise InputError(Message(f"ต้องอยู่ระหว่าง 1 ถึง {MOST}", f"A number from 1 to {MOST} is expected"), "limit")
    return int(said)


def cursor(request: Request) -> int | None:
    """`cursor`: the key that a page before this one ended with; None for the first page."""
    said = request.query_params.get("cursor", "")
    if not said:
        return None
    try:
        kind, key = base64.urlsafe_b64decode(said.encode() + b"==").decode().split(":")
        if kind == "k" and key.isascii() and key.isdecimal() and len(key) < 19:
            return int(key)
    except ValueError:
        pass  # refused like any other text that no page of ours gave out
    raise InputError(Message("ไม่ใช่ค่าที่ได้จากหน้าก่อน", "This is no cursor that a page gave out"), "cursor")


def choice(request: Request, name: str, among: Collection[str]) -> str:
    """One of `among`, or "" where nothing is said."""
    said = request.query_params.get(name, "")
    if said and said not in among:
        allowed = ", ".join(among)
        raise InputError(Message(f"ต้องเป็นค่าใดค่าหนึ่งใน {allowed}", f"One of {allowed} is expected"), name)
    return said


def next_address(request: Request, key: int | None) -> str | None:
    """The address of the next page with the same filters; None where there is none."""
    if key is None:
        return None
    wanted = request.query_params.copy()
    wanted["cursor"] = base64.urlsafe_b64encode(f"k:{key}".encode()).decode().rstrip("=")
    return request.build_absolute_uri(f"{request.path}?{wanted.urlencode()}")
