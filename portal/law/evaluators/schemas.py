"""Pieces of JSON Schema that the evaluators' descriptions share."""

from collections.abc import Mapping
from typing import Any

DATE: Mapping[str, Any] = {"type": "string", "format": "date"}

AMOUNT: Mapping[str, Any] = {
    "type": "string",
    "pattern": r"^[0-9]{1,15}(\.[0-9]{1,10})?$",
    "description": "Money, a quantity or a percentage, as text",
}
MONEY: Mapping[str, Any] = {"type": "string", "description": "Money with 2 decimals, as text"}
HS: Mapping[str, Any] = {"type": "string", "description": "An HS code of 4, 6 or 8 digits, with or without dots"}
COUNTRY: Mapping[str, Any] = {"type": "string", "description": "ISO 3166 alpha-2"}
TEXT: Mapping[str, Any] = {"type": "string"}
FLAG: Mapping[str, Any] = {"type": "boolean"}

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


def taking(*, optional: Mapping[str, Mapping[str, Any]] | None = None, **fields: Mapping[str, Any]) -> dict[str, Any]:
    """An object with exactly these fields, all needed but those in `optional`; `from_` stands for "from", a word
    Python keeps."""
    needed = {name.rstrip("_"): schema for name, schema in fields.items()}
    return {
        "type": "object",
        "properties": {**needed, **(optional or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def nullable(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The same, or null."""
    if "enum" in schema:
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def rows(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A list of such."""
    return {"type": "array", "items": schema}


def one_of(*choices: str) -> dict[str, Any]:
    """One of the named choices, as text."""
    return {"type": "string", "enum": list(choices)}


def having(**fields: Mapping[str, Any]) -> dict[str, Any]:
    """An object inside an answer with these fields; more may be added."""
    return {"type": "object", "properties": dict(fields), "required": list(fields)}


def giving(**fields: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with these fields and its findings; more may be added."""
    return having(**fields, findings=rows(FINDING))
