"""The list of watch-list goods by edition: the items a code lies in, the destinations each blocks (WL-9)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

UNION = "EU"  # what a result or a question may name in place of one of the Union's members


class Group(StrEnum):
    """Which country's measure an item comes from (the four headings of the list)."""

    US_ANTI_DUMPING = "us-ad"
    US_ANTI_DUMPING_OR_301 = "us-ad-301"
    US_301 = "us-301"
    EU_ANTI_DUMPING = "eu"


class Scope(StrEnum):
    """For which destinations an item blocks: its group's own, or every one (a setting of the edition)."""

    GROUP = "group"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code of an item: the item's number and group, its names, and the edition of the HS that the code is of."""

    number: int
    digits: str
    group: Group
    hs_edition: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An item that a good lies in, and whether it blocks a certificate for the destination asked about."""

    code: ListedCode
    blocks: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a good stands on the list for a destination: its items, the longest prefix first, and the listed codes
    that lie below a code given too short."""

    items: tuple[Listed, ...]
    below: tuple[str, ...]

    @property
    def listed(self) -> bool:
        return bool(self.items)

    @property
    def blocked(self) -> bool:
        return any(item.blocks for item in self.items)


_NOWHERE = Standing((), ())
_MOST_KEPT = 200_000


@dataclass(frozen=True)
class Edition:
    """The list as it stands from `valid_from` on; `known_until`: from the day after it was revised elsewhere, and
    that edition has not been loaded."""

    id: str
    valid_from: date
    valid_until: date | None
    known_until: date | None
    scope: Scope
    source: str
    union: frozenset[str]
    codes: tuple[ListedCode, ...]
    _kept: dict[tuple[str, str], Standing] = field(default_factory=dict, repr=False, compare=False)

    def standing(self, digits: str, destination: str) -> Standing:
        """Where the good of these digits stands for the destination. Answers are kept: they only depend on the two."""
        found = self._kept.get((digits, destination))
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[digits, destination] = self._look_up(digits, destination)
        return found

    def _look_up(self, digits: str, destination: str) -> Standing:
        matching = sorted(
            (code for code in self.codes if digits.startswith(code.digits)),  # WL-9: by prefix
            key=lambda code: (-len(code.digits), code.number),  # WL-9: the longest first
        )
        below = {code.digits for code in self.codes if code.digits.startswith(digits) and code.digits != digits}
        if not matching and not below:
            return _NOWHERE
        items = tuple(Listed(code, self._blocks(code.group, destination)) for code in matching)
        return Standing(items, tuple(sorted(below)))

    def _blocks(self, group: Group, destination: str) -> bool:
        return self.scope is Scope.ALL or destination in self.destinations(group)  # WL-9

    def destinations(self, group: Group) -> frozenset[str]:
        """The countries that a group of the list is about (WL-9)."""
        return self.union | {UNION} if group is Group.EU_ANTI_DUMPING else frozenset({"US"})  # WL-9


class WatchList:
    """Every edition of the list, found by date."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._editions = sorted(editions, key=lambda edition: edition.valid_from)
        self.kept: dict[tuple[str, str, date], Any] = {}

    def keep(self, key: tuple[str, str, date], answer: Any) -> None:
        """Keeps an answer that only depends on its key and on this list, up to a bound."""
        if len(self.kept) >= _MOST_KEPT:
            self.kept.clear()
        self.kept[key] = answer

    def edition_on(self, on: date) -> Edition | None:
        """The edition in force on the day; None before the first one (T-6)."""
        for edition in reversed(self._editions):
            if edition.valid_from <= on and (edition.valid_until is None or on <= edition.valid_until):
                return edition  # T-6
        return None
