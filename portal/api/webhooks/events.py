"""The events that programs may ask for, each with an example; docs/webhooks.md shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PING = "webhook.ping"  # asked for by a button, in no feed


@dataclass(frozen=True)
class EventType:
    """A kind of event: `title` says when it happens, `example` is its data."""

    slug: str
    title: Promise
    example: Mapping[str, Any]


def body(kind: str, at: str, data: Mapping[str, Any]) -> str:
    """The JSON that is signed, sent and read in the feed; `at` is a moment in ISO 8601."""
    return orjson.dumps({"type": kind, "timestamp": at, "data": data}).decode()


_EXAMPLES = orjson.loads(Path(__file__).with_name("examples.json").read_bytes())
_TITLES = {
    "case.moved": _("An application was filed, or moved to another state"),
    "case.recorded": _("Something else was recorded on an application"),
    "question.asked": _("An officer asked a question"),
    "question.answered": _("The company answered a question"),
    "question.cancelled": _("The officer took a question back"),
    "withdrawal.asked": _("The company asked to withdraw an application"),
    "withdrawal.cancelled": _("The company took its wish to withdraw back"),
    "withdrawal.declined": _("An officer declined a withdrawal"),
    "message.posted": _("A message was written, by either side"),
    "document.issued": _("A document is ready to download"),
    "document.revoked": _("A document was revoked"),
    "deadline.near": _("A deadline is near"),
    "deadline.passed": _("A deadline has passed"),
}
TYPES = tuple(EventType(slug, title, _EXAMPLES[slug]) for slug, title in _TITLES.items())
SLUGS = tuple(kind.slug for kind in TYPES)


def example_of(slug: str) -> Mapping[str, Any]:
    return next(kind.example for kind in TYPES if kind.slug == slug)


def title_of(slug: str) -> str:
    """What the event is, for people; a ping too."""
    return str(next((kind.title for kind in TYPES if kind.slug == slug), _("A test")))
