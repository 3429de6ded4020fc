"""Why an application is sent back or refused: reasons that lead the exporter to the very field."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Reason:
    """One reason: a stable code, the step and field it speaks of (if any), the clause, and what to do, twice told."""

    code: str
    th: str
    en: str
    clause: str = ""
    step: str = ""
    field: str = ""

    def in_language(self, language: str | None) -> str:
        """What to do, in the reader's language, or in the other where the officer wrote only that."""
        both = (self.en, self.th) if (language or "th").startswith("en") else (self.th, self.en)
        return both[0] or both[1]

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Reason":
        """A reason as an event keeps it; what it does not say is empty."""
        return cls(**{name: str(said.get(name, "")) for name in ("code", "th", "en", "clause", "step", "field")})
