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
        """The finding as evaluators and the API answer it."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "clause": self.clause,
            "message": {"th": self.message.th, "en": self.message.en},
            "where": self.where,
        }

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Finding":
        message = Message(th=said["message"]["th"], en=said["message"]["en"])
        return cls(said["code"], Severity(said["severity"]), said["clause"], message, said.get("where", ""))


def error(code: str, clause: str, *, th: str, en: str, where: str = "") -> Finding:
    """Something that stands in the way."""
    return Finding(code, Severity.ERROR, clause, Message(th, en), where)


def warning(code: str, clause: str, *, th: str, en: str, where: str = "") -> Finding:
    """Something to look at that stands in nobody's way."""
    return Finding(code, Severity.WARNING, clause, Message(th, en), where)


def info(code: str, clause: str, *, th: str, en: str, where: str = "") -> Finding:
    """Something good to know."""
    return Finding(code, Severity.INFO, clause, Message(th, en), where)
