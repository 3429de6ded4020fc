"""The events that programs may ask for, each with an example; docs/webhooks.md shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PING = "webhook.ping"  # asked for by a button, in no feed


@dataclass(frozen=True)
class EventType:
    """A kind of event: `title` says when it happens, `example` is its data beside the case."""

    slug: str
    title: Promise
    example: Mapping[str, Any]


def body(kind: str, at: str, data: Mapping[str, Any]) -> str:
    """The JSON that is signed, sent and read in the feed; `at` is a moment in ISO 8601."""
    return orjson.dumps({"type": kind, "timestamp": at, "data": data}).decode()


CASE_EXAMPLE = {
    "reference": "REX-2569-000042",
    "procedure": "rex",
    "exporter": "0105551234567",
    "state": "examining",
    "waiting_for": "officers",
    "due_on": "2026-12-04",
    "version": 5,
    "url": "https://portal.example/cases/REX-2569-000042/",
}


def _recorded(verb: str, by: str, **more: Any) -> dict[str, Any]:
    same = {"from_state": "examining", "to_state": "examining", "by": by, "clauses": [], "reasons": []}
    return {"number": 5, "verb": verb, **same, **more}


_DEADLINE = {
    "kind": "examination",
    "clause": "REX-8",
    "strict_on": "2026-12-04",
    "legal_on": "2026-12-04",
    "waiting_for": "officers",
}
_DOCUMENT = {"document": "6b1f6f5e-9d0c-4a53-8a43-1f0a6f3b2f11", "number": "RCP-2569-000042"}
_MOVED = _recorded("examine", "officer") | {"from_state": "received", "clauses": ["REX-8"]}
_ISSUED = {
    **_DOCUMENT,
    "kind": "receipt",
    "version": 1,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "replaces": None,
}
_ASK, _ANSWER = _recorded("ask", "officer", question=7), _recorded("answer", "exporter", question=7)
_UNASK = _recorded("cancel_question", "officer", question=7)
_LEAVE, _STAY = (_recorded(f"{verb}_withdrawal", "exporter", withdrawal=3) for verb in ("ask", "cancel"))
_DECLINE = _recorded("decline_withdrawal", "officer", withdrawal=3)

TYPES = (
    EventType("case.moved", _("An application was filed, or moved to another state"), _MOVED),
    EventType(
        "case.recorded",
        _("Something else was recorded on an application"),
        _recorded("replace_document", "officer", **_DOCUMENT),
    ),
    EventType("question.asked", _("An officer asked a question"), _ASK),
    EventType("question.answered", _("The company answered a question"), _ANSWER),
    EventType("question.cancelled", _("The officer took a question back"), _UNASK),
    EventType("withdrawal.asked", _("The company asked to withdraw an application"), _LEAVE),
    EventType("withdrawal.cancelled", _("The company took its wish to withdraw back"), _STAY),
    EventType("withdrawal.declined", _("An officer declined a withdrawal"), _DECLINE),
    EventType("message.posted", _("A message was written, by either side"), {"message": 12, "by": "officer"}),
    EventType("document.issued", _("A document is ready to download"), _ISSUED),
    EventType("document.revoked", _("A document was revoked"), _recorded("revoke_document", "officer", **_DOCUMENT)),
    EventType("deadline.near", _("A deadline is near"), _DEADLINE),
    EventType("deadline.passed", _("A deadline has passed"), _DEADLINE),
)
SLUGS = tuple(kind.slug for kind in TYPES)


def title_of(slug: str) -> str:
    """What the event is, for people; a ping too."""
    return str(next((kind.title for kind in TYPES if kind.slug == slug), _("A test")))
