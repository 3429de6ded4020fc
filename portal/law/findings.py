"""Findings: what a rule answers. Never a bare bool, always a clause and a sentence in Thai and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Message:
    """A sentence for people, in both languages."""

    th: str
    en: str

    def in_language(self, language: str | None) -> str:
        return self.en if (language or "th").startswith("en") else self.th


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found: a stable `code`, the clause, the sentence, and the input path it speaks of."""

    code: str
    severity: Severity
    clause: str
    message: Message
    where: str = ""
    looked_at: Mapping[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The finding as evaluators and the API answer it, and as a case keeps it; `looked_at` only where told."""
        said: dict[str, Any] = {
            "code": self.code,
            "severity": str(self.severity),
            "clause": self.clause,
            "message": {"th": self.message.th, "en": self.message.en},
            "where": self.where,
        }
        return said if self.looked_at is None else {**said, "looked_at": dict(self.looked_at)}

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Finding":
        """The finding that `as_dict` wrote."""
        return cls(
            code=said["code"],
            severity=Severity(said["severity"]),
            clause=said["clause"],
            message=Message(th=said["message"]["th"], en=said["message"]["en"]),
            where=said.get("where", ""),
            looked_at=said.get("looked_at"),
        )


def error(code: str, clause: str, *, th: str, en: str, where: str = "") -> Finding:
    """Something that stands in the way."""
    return Finding(code, Severity.ERROR, clause, Message(th, en), where)


def warning(code: str, clause: str, *, th: str, en: str, where: str = "") -> Finding:
    """Something to look at that stands in nobody's way."""
    return Finding(code, Severity.WARNING, clause, Message(th, en), where)


def info(code: str, clause: str, *, th: str, en: str, where: str = "") -> Finding:
    """Something good to know."""
    return Finding(code, Severity.INFO, clause, Message(th, en), where)
