"""Codes of the Harmonized System: read, ordered and matched as text, never as numbers."""

import re
from dataclasses import dataclass

from .findings import Message

_WRITTEN = re.compile(r"[0-9]+(\.[0-9]+)*")
_LENGTHS = (2, 4, 6, 8)
_LAST_CHAPTER = 97
_RESERVED_CHAPTER = "77"


class HSCodeError(ValueError):
    """A text that is no HS code; `message` says why, in both languages."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, order=True)
class HSCode:
    """2, 4, 6 or 8 digits of an edition ("2017"; None where the source names none)."""

    digits: str
    edition: str | None = None

    @classmethod
    def parse(cls, text: str, edition: str | None = None) -> "HSCode":
        """Reads "8471.70.20", "84717020" or "8471"; raises HSCodeError with a sentence for people."""
        written = text.strip()
        if not _WRITTEN.fullmatch(written):
            raise HSCodeError(
                Message(
                    "พิกัดศุลกากรต้องเป็นตัวเลขอารบิก จะคั่นด้วยจุดหรือไม่ก็ได้ เช่น 8471.70",
                    "An HS code is made of digits, with or without dots, such as 8471.70",
                )
            )
        digits = written.replace(".", "")
        _check(digits)
        return cls(digits, edition)

    @property
    def chapter(self) -> str:
        return self.digits[:2]

    @property
    def heading(self) -> str:
        """The 4 digits of the heading; HSCodeError when only a chapter was given."""
        return self._first(4)

    @property
    def subheading(self) -> str:
        """The 6 digits of the subheading; HSCodeError when the code is shorter."""
        return self._first(6)

    @property
    def dotted(self) -> str:
        """As people write it: 8471.70.20."""
        parts = (self.digits[:4], self.digits[4:6], self.digits[6:8])
        return ".".join(part for part in parts if part)

    def starts_with(self, other: "HSCode") -> bool:
        """Whether this code lies in `other`; codes of two named editions that differ never match."""
        comparable = None in (self.edition, other.edition) or self.edition == other.edition
        return comparable and self.digits.startswith(other.digits)

    def prefixes_longest_first(self) -> list["HSCode"]:
        """The code itself, then what it lies in: the order in which lists are searched."""
        return [HSCode(self.digits[:length], self.edition) for length in range(len(self.digits), 0, -2)]

    def __str__(self) -> str:
        return self.dotted

    def _first(self, length: int) -> str:
        if len(self.digits) < length:
            raise HSCodeError(
                Message(
                    f"พิกัดศุลกากร {self.dotted} สั้นเกินไป ต้องมีอย่างน้อย {length} หลัก",
                    f"HS code {self.dotted} is too short: at least {length} digits are needed",
                )
            )
        return self.digits[:length]


def _check(digits: str) -> None:
    if len(digits) not in _LENGTHS:
        raise HSCodeError(
            Message(
                f"พิกัดศุลกากรต้องมี 2, 4, 6 หรือ 8 หลัก แต่ที่กรอกมามี {len(digits)} หลัก",
                f"An HS code has 2, 4, 6 or 8 digits; this one has {len(digits)}",
            )
        )
    chapter = digits[:2]
    if not 1 <= int(chapter) <= _LAST_CHAPTER or chapter == _RESERVED_CHAPTER:
        raise HSCodeError(
            Message(
                f"ไม่มีตอนที่ {chapter} ในพิกัดศุลกากรระบบฮาร์โมไนซ์",
                f"The Harmonized System has no chapter {chapter}",
            )
        )
    if digits[2:4] == "00":
        raise HSCodeError(
            Message(
                f"ไม่มีประเภทที่ {digits[:4]} ในพิกัดศุลกากรระบบฮาร์โมไนซ์",
                f"The Harmonized System has no heading {digits[:4]}",
            )
        )
