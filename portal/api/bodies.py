"""JSON as it comes in, on the command line and over HTTP: read strictly, or refused with a sentence."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from portal.law.evaluators import InputError
from portal.law.findings import Message

_UNREADABLE = Message("ข้อมูลที่ส่งมาไม่ใช่ JSON ที่ถูกต้อง", "What was sent is not valid JSON")
_TWICE = Message("มีช่องข้อมูลชื่อเดียวกันซ้ำกัน", "A field is there twice")
_EMPTY = Message("ไม่มีข้อมูลที่ส่งมา", "Nothing was sent")


def read_json(body: bytes) -> Any:
    """The value in `body` (UTF-8); raises InputError for anything that is not plain JSON.

    NaN, a field named twice and half a character are refused: other readers would each make something else of them.
    """
    if not body.strip():
        raise InputError(_EMPTY, "")
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse, object_pairs_hook=_fields)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as unreadable:
        if isinstance(unreadable, InputError):
            raise
        raise InputError(_UNREADABLE, "") from unreadable
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _fields(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise InputError(_TWICE, "")
        fields[name] = value
    return fields
