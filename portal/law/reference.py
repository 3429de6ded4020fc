"""What rules look things up in: handed to them, so that they read no clock, file or table themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from .calendar import Calendar
from .values import Values

List = TypeVar("List")


@dataclass(frozen=True)
class Reference:
    """The calendar of officials, the dated values, and the lists of the procedures, as they stand for one question.

    `sources` reads a list by its class (the watch-list, the product-specific rules); each is read once, when asked for.
    """

    calendar: Calendar
    values: Values
    sources: Mapping[type, Callable[[], Any]] = field(default_factory=dict)

    def of(self, kind: type[List]) -> List:
        """The list of that class; LookupError where no procedure brings one."""
        if kind not in self._read:
            if kind not in self.sources:
                raise LookupError(f"nobody brings a {kind.__name__}")
            self._read[kind] = self.sources[kind]()
        found: List = self._read[kind]
        return found

    @cached_property
    def _read(self) -> dict[type, Any]:
        return {}
