"""Values of the law by date: thresholds, periods, service times; each with its clause and its source (T-6)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

_DAY = timedelta(days=1)


class ValuesError(ValueError):
    """A table of values that contradicts itself, or a value nobody has set for that day."""


@dataclass(frozen=True)
class DatedValue:
    """What `key` is from one day until another, both counted; `value` is text, never a number guessed from it."""

    key: str
    value: str
    unit: str
    valid_from: date
    valid_until: date | None
    clause: str
    source: str
    checked_on: date

    @property
    def whole(self) -> int:
        """The value as a count."""
        return int(self.value)

    @property
    def decimal(self) -> Decimal:
        """The value as an amount, in `unit`."""
        return Decimal(self.value)

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class Values:
    """Every dated value, looked up by key and date."""

    def __init__(self, values: Iterable[DatedValue]) -> None:
        self._by_key: dict[str, list[DatedValue]] = {}
        for value in sorted(values, key=lambda each: (each.key, each.valid_from)):
            self._by_key.setdefault(value.key, []).append(value)
        for ordered in self._by_key.values():
            _check_no_overlap(ordered)

    @classmethod
    def load(cls, folder: Path) -> "Values":
        """Reads every values*.yaml of `folder`; raises ValuesError for an overlap or a missing field."""
        return cls(value for path in sorted(folder.glob("values*.yaml")) for value in _read(path))

    def overlaid(self, own: Iterable[DatedValue]) -> "Values":
        """These values with `own` in their place on the days on which those hold (T-6)."""
        by_key: dict[str, list[DatedValue]] = {}
        for value in own:
            by_key.setdefault(value.key, []).append(value)
        kept = [
            piece
            for key, values in self._by_key.items()
            for value in values
            for piece in _outside(value, by_key.get(key, []))
        ]
        return Values([*kept, *(value for values in by_key.values() for value in values)])

    def at(self, key: str, *, on: date) -> DatedValue:
        """The value in force on the day; ValuesError when there is none (T-6)."""
        for value in self._by_key.get(key, ()):
            if value.holds_on(on):
                return value  # T-6
        raise ValuesError(f"no value of {key} on {on.isoformat()}")

    def __iter__(self) -> Iterator[str]:
        """Every key, in order."""
        return iter(self._by_key)

    def history(self, key: str) -> tuple[DatedValue, ...]:
        """Every value that `key` ever had, oldest first."""
        return tuple(self._by_key.get(key, ()))


def _outside(value: DatedValue, others: Iterable[DatedValue]) -> Iterator[DatedValue]:
    """What is left of `value` on the days on which none of `others` holds."""
    begins: date | None = value.valid_from
    for other in sorted(others, key=lambda each: each.valid_from):
        if begins is None or (value.valid_until and other.valid_from > value.valid_until):
            break
        if other.valid_from > begins:
            yield replace(value, valid_from=begins, valid_until=other.valid_from - _DAY)
        if other.valid_until is None:
            begins = None
        elif other.valid_until >= begins:
            begins = other.valid_until + _DAY
    if begins is not None and (value.valid_until is None or begins <= value.valid_until):
        yield replace(value, valid_from=begins)


def _check_no_overlap(ordered: list[DatedValue]) -> None:
    for value in ordered:
        if value.valid_until is not None and value.valid_until < value.valid_from:
            raise ValuesError(f"{value.key} ends before it begins")
    for earlier, later in pairwise(ordered):
        if earlier.valid_until is None or earlier.valid_until >= later.valid_from:
            raise ValuesError(f"{earlier.key} has two values on {later.valid_from.isoformat()}")


def _read(path: Path) -> Iterable[DatedValue]:
    # BaseLoader: the others turn HS 0102.21 into a float and the country NO into False.
    for entry in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) or ():  # noqa: S506
        for dated in entry["values"]:
            yield _dated(path, entry, dated)


def _dated(path: Path, entry: Mapping[str, Any], dated: Mapping[str, str]) -> DatedValue:
    try:
        return DatedValue(
            key=entry["key"],
            value=dated["value"],
            unit=entry.get("unit", ""),
            valid_from=date.fromisoformat(dated["from"]),
            valid_until=date.fromisoformat(dated["until"]) if dated.get("until") else None,
            clause=entry["clause"],
            source=dated["source"],
            checked_on=date.fromisoformat(dated["checked_on"]),
        )
    except (KeyError, ValueError) as unfit:
        raise ValuesError(f"{path.name}: {entry.get('key', 'a value')} does not fit: {unfit}") from unfit
