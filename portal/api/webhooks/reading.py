"""GET /api/v1/events/: the feed, for programs that ask instead of being called, or that catch up."""

import hashlib
from http import HTTPStatus
from typing import Any, ClassVar

import orjson
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.openapi import Answer, operation
from portal.api.resources.room import Room
from portal.law.evaluators import InputError
from portal.law.findings import Message

from . import events, feed

USUAL, MOST = 100, 500

EVENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "cursor": {"type": "integer"},
        "type": {"type": "string", "enum": list(events.SLUGS)},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": {"type": "object", "additionalProperties": True},
    },
    "required": ["id", "cursor", "type", "timestamp", "data"],
}
FEED = {
    "type": "object",
    "properties": {
        "events": {"type": "array", "items": EVENT},
        "next": {"type": "integer", "description": "What to send as `after` next time"},
        "more": {"type": "boolean", "description": "Whether something stands there already"},
        "reach": {"type": "string", "description": "Another text as soon as you may read other cases than before"},
    },
    "required": ["events", "next", "more", "reach"],
}
EXAMPLE = {
    "events": [
        {
            "id": "evt_6b1f6f5e9d0c4a538a431f0a6f3b2f11",
            "cursor": 1042,
            "type": "message.posted",
            "timestamp": "2026-11-27T10:12:00+07:00",
            "data": events.example_of("message.posted"),
        }
    ],
    "next": 1042,
    "more": False,
    "reach": "3f1c2a9be07d4856",
}


@extend_schema_view(
    get=operation(
        "list-events", "events", gettext_noop("What happened, in order"), "events:read",
        Answer(FEED, EXAMPLE, description="A page of the feed"),
        description="Events of the cases that you may read now: of your own companies, and with a personal token also "
        "of those that you are an agent of, in the procedures of the power of attorney. Nothing is ever skipped: keep "
        "`next`, and send it as `after`. When `reach` changes, a role or a power has begun or ended: read once from "
        "`after=0` what you may read since. The answer carries an ETag; If-None-Match with it is answered 304.",
        parameters=(
            OpenApiParameter("after", {"type": "integer", "minimum": 0, "default": 0}, description="The last `next`"),
            OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
        ),
        problems=("input-unfit",),
    )
)  # fmt: skip
class EventsView(Room):
    """What happened to the cases that the caller may read, in order; none is skipped, so the last cursor is enough."""

    scopes: ClassVar = {"GET": "events:read"}

    def get(self, request: Request) -> Any:
        after = _whole(request, "after", usual=0, least=0, most=2**62)
        limit = _whole(request, "limit", usual=USUAL, least=1, most=MOST)
        page = feed.page(self.actor, after, limit)
        shown = [{"id": event.name, "cursor": event.position, **orjson.loads(event.body)} for event in page.events]
        answer = {"events": shown, "next": page.cursor, "more": page.more, "reach": page.reach}
        etag = f'"{hashlib.sha256(orjson.dumps(answer)).hexdigest()[:32]}"'
        response = Response(answer, headers={"ETag": etag})
        unchanged = get_conditional_response(request._request, etag=etag)
        return response if unchanged is None else Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})


def _whole(request: Request, name: str, *, usual: int, least: int, most: int) -> int:
    said = request.query_params.get(name, "")
    if not said:
        return usual
    if said.isascii() and said.isdigit() and len(said) < 20 and least <= int(said) <= most:
        return int(said)
    th = f"{name} ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}"
    raise InputError(Message(th, f"{name} has to be a whole number from {least} to {most}"), name)
