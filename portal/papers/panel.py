"""The documents of a case, as case pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases import registry
from portal.cases.models import Case
from portal.cases.registry import Text
from portal.parties.actors import Actor

from . import kinds, services, words
from .models import Document


@dataclass(frozen=True)
class Line:
    """One document: what it is, how it stands, and what can be done with it."""

    document: Document
    title: Text
    label: Text
    tone: str


def context(case: Case, actor: Actor) -> Mapping[str, Any]:
    """What the panel's template is given: the actor's documents of the case, newest version first."""
    documents = services.visible_to(actor).filter(case=case).select_related("replaced_by")
    lines = [_line(document) for document in documents.order_by("requested_at", "kind", "-version")]
    return {
        "case": case,
        "documents": lines,
        "being_made": any(line.document.is_pending for line in lines),
        "for_officers": actor.is_officer,
    }


def register() -> None:
    registry.register_panel(registry.Panel("documents", _("Documents"), "papers/_panel.html", context))


def _line(document: Document) -> Line:
    label, tone = words.of(document, timezone.localdate())
    return Line(document, kinds.kind(document.kind).title, label, tone)
