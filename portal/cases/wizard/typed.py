"""What a page of the wizard sends: the controls of its form as typed, and the page's own marks beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict

MARK = "wizard-"  # the page's own marks; no field of a form begins so


@dataclass
class Typed:
    """`version` and `tab` tell what the page was showing; `seen` the same of a row; `touched` are fields left."""

    values: dict[str, Any]
    version: int | None = None
    tab: str = ""
    turn: int = 0
    seen: str | None = None
    touched: tuple[str, ...] = ()
    action: str = ""
    is_new: bool = False

    def as_body(self) -> dict[str, Any]:
        """In plain JSON types, for parking."""
        return {
            "values": self.values,
            "version": self.version,
            "tab": self.tab,
            "turn": self.turn,
            "seen": self.seen,
            "is_new": self.is_new,
        }


def read(sent: QueryDict, controls: Mapping[str, bool]) -> Typed:
    """Refuses (400) a control that the form does not have: no page of ours sends one."""
    marks = {name: str(sent[name]) for name in sent if name.startswith(MARK)}
    unknown = [name for name in sent if name not in controls and name not in marks and name != "csrfmiddlewaretoken"]
    if unknown:
        raise BadRequest(f"unknown fields: {', '.join(unknown)[:200]}")
    return Typed(
        values={
            name: sent.getlist(name) if several else sent[name] for name, several in controls.items() if name in sent
        },
        version=_number(marks.get(MARK + "version", "")),
        tab=marks.get(MARK + "tab", "")[:32],
        turn=_number(marks.get(MARK + "turn", "")) or 0,
        seen=marks.get(MARK + "seen"),
        touched=tuple(marks.get(MARK + "touched", "").split(",")),
        action=marks.get(MARK + "action", ""),
        is_new=marks.get(MARK + "new") == "1",
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
