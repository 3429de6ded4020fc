"""Pieces of JSON Schema that the evaluators' descriptions share."""

from collections.abc import Mapping
from typing import Any

DATE: Mapping[str, Any] = {"type": "string", "format": "date"}

FINDING: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "severity": {"type": "string", "enum": ["error", "warning", "info"]},
        "clause": {"type": "string"},
        "message": {
            "type": "object",
            "properties": {"th": {"type": "string"}, "en": {"type": "string"}},
            "required": ["th", "en"],
        },
        "where": {"type": "string", "description": "The input's path that it speaks of, or nothing"},
        "looked_at": {"type": "object", "description": "What the rule looked at, where it tells"},
    },
    "required": ["code", "severity", "clause", "message", "where"],
}


def taking(**fields: Mapping[str, Any]) -> dict[str, Any]:
    """An input with exactly these fields, all needed; `from_` stands for "from", a word Python keeps."""
    named = {name.rstrip("_"): schema for name, schema in fields.items()}
    return {"type": "object", "properties": named, "required": list(named), "additionalProperties": False}


def giving(**fields: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with these fields and its findings; more may be added."""
    named = {**fields, "findings": {"type": "array", "items": FINDING}}
    return {"type": "object", "properties": named, "required": list(named)}
