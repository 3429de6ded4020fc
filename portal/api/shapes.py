"""What problems look like, for the OpenAPI document."""

from typing import Any

from .errors import DICTIONARY

FINDING: dict[str, Any] = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "description": "One of GET /api/v1/codes/; explained at /api/errors/{code}/"},
        "severity": {"enum": ["error", "warning", "info"]},
        "clause": {"type": "string", "description": "The clause of the rule book, REX-8 for one; may be empty"},
        "message": {
            "type": "object",
            "properties": {"th": {"type": "string"}, "en": {"type": "string"}},
            "required": ["th", "en"],
        },
        "where": {"type": "string"},
        "looked_at": {"type": "object"},
    },
    "required": ["code", "severity", "clause", "message", "where"],
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "The page that explains the code"},
        "code": {"type": "string", "enum": sorted(DICTIONARY)},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "where": {"type": "string", "description": "The path of the first field that does not fit"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "where": {"type": "string"},
                    "message": {"type": "string"},
                    "code": {"type": "string", "description": "One of GET /api/v1/codes/"},
                    "clause": {"type": "string"},
                },
                "required": ["where", "message"],
            },
        },
        "findings": {"type": "array", "items": FINDING},
    },
    "required": ["type", "code", "title", "status", "detail", "where", "errors", "findings"],
}
