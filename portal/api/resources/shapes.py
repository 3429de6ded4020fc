"""What the resources look like, as JSON Schema."""

from collections.abc import Mapping
from typing import Any

from portal.api.shapes import FINDING

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
WHOLE: Shape = {"type": "integer"}
FLAG: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
MOMENT: Shape = {"type": "string", "format": "date-time"}
BOTH: Shape = {"type": "object", "properties": {"th": TEXT, "en": TEXT}, "required": ["th", "en"]}
WAITING: Shape = {"type": "string", "enum": ["exporter", "officers", "nobody"]}


def record(**fields: Shape) -> Shape:
    """An object with all of the fields."""
    return {"type": "object", "properties": fields, "required": list(fields)}


def some(**fields: Shape) -> Shape:
    """An object to send, of whose fields none has to be there; others are refused."""
    return {"type": "object", "properties": fields, "additionalProperties": False}


def several(shape: Mapping[str, Any]) -> Shape:
    return {"type": "array", "items": dict(shape)}


def maybe(shape: Mapping[str, Any]) -> Shape:
    return {**shape, "type": [shape["type"], "null"]}


def page(shape: Mapping[str, Any]) -> Shape:
    return record(data=several(shape), next=maybe({"type": "string", "format": "uri"}))


def listed(shape: Mapping[str, Any]) -> Shape:
    return record(data=several(shape))


PLACE = record(street=TEXT, city=TEXT)
COMPANY = record(
    id=WHOLE,
    juristic_id=TEXT,
    name=BOTH,
    kind=TEXT,
    address=record(th=PLACE, en=PLACE, postcode=TEXT, country=TEXT),
    phone=TEXT,
    email=TEXT,
    roles=several(TEXT),
    agent_for={"type": "object", "additionalProperties": several(TEXT)},
)
ROW = record(
    reference=TEXT,
    procedure=TEXT,
    company=WHOLE,
    state=TEXT,
    state_label=TEXT,
    waiting_for=WAITING,
    submitted_at=MOMENT,
    received_on=maybe(DAY),
    due_on=maybe(DAY),
    closed_at=maybe(MOMENT),
    version=WHOLE,
)
FILE = record(id={"type": "string", "format": "uuid"}, step=TEXT, name=TEXT, content_type=TEXT, size=WHOLE, sha256=TEXT)
MOVE = record(verb=TEXT, label=TEXT, possible=FLAG, refusals=several(FINDING))
QUESTION = record(
    id=WHOLE,
    text=TEXT,
    step=TEXT,
    field=TEXT,
    asked_at=MOMENT,
    open=FLAG,
    answer=TEXT,
    answered_at=maybe(MOMENT),
    files=several(FILE),
)
DEADLINE = record(
    kind=TEXT,
    clause=TEXT,
    waiting_for=WAITING,
    from_on=DAY,
    strict_on=DAY,
    legal_on=DAY,
    paused=FLAG,
    met_at=maybe(MOMENT),
)
CASE = record(
    **ROW["properties"],
    what_to_do=TEXT,
    moves=several(MOVE),
    questions=several(QUESTION),
    may_answer=FLAG,
    deadlines=several(DEADLINE),
    reasons=several(record(code=TEXT, step=TEXT, field=TEXT, clause=TEXT, what_to_do=TEXT)),
    findings=several(FINDING),
)
MESSAGE: Shape = {
    "type": "object",
    "properties": {
        "id": WHOLE,
        "from": {"type": "string", "enum": ["exporter", "officers"]},
        "author": TEXT,
        "at": MOMENT,
        "text": TEXT,
        "files": several(FILE),
    },
    "required": ["id", "from", "author", "at", "text", "files"],
}
DOCUMENT = record(
    id={"type": "string", "format": "uuid"},
    kind=TEXT,
    title=TEXT,
    state={"type": "string", "enum": ["queued", "rendering", "issued", "failed"]},
    standing={"type": "string", "enum": ["pending", "in_force", "replaced", "revoked", "expired"]},
    number=maybe(TEXT),
    version=WHOLE,
    issued_at=maybe(MOMENT),
    valid_until=maybe(DAY),
    sha256=TEXT,
    size=maybe(WHOLE),
)
PROBLEM_AT_FIELD = record(where=TEXT, code=TEXT, clause=TEXT, message=TEXT)
CHECK = record(ready=FLAG, may_submit=FLAG, errors=several(PROBLEM_AT_FIELD), findings=several(FINDING))
BINARY: Shape = {"type": "string", "format": "binary"}
