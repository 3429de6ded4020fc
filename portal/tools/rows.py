"""Tables in a GET form: rows as `m-0-hs=…`, added and removed by buttons that need no script."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

_NAME = re.compile(r"([a-z]+)-([0-9]{1,3})-(\w+)")
MOST = 40  # rows of a table: an address has to hold them


@dataclass(frozen=True)
class Table:
    """A table of a tool: its prefix in the address, the form of a row, its titles, how many rows it begins with."""

    prefix: str
    form: type[forms.Form]
    title: Any
    row_title: Any
    begin: int = 1
    least: int = 0


class Rows:
    """The rows of a table as they were typed; blank ones are left out when they are judged."""

    def __init__(self, table: Table, query: QueryDict, judged: bool) -> None:
        self.table = table
        numbers = sorted({number for number, _field in _typed(table.prefix, query)})
        dropped = query.get("drop", "")
        kept = [number for number in numbers if f"{table.prefix}-{number}" != dropped][:MOST]
        self.forms = [self._form(number, query, judged) for number in kept]
        wanted = max(table.begin if not query else table.least, len(kept) + (query.get("add") == table.prefix))
        following = (max(numbers) + 1) if numbers else 0
        blank = range(following, following + min(wanted, MOST) - len(self.forms))
        self.forms += [self._blank(number) for number in blank]
        self.is_full = len(self.forms) >= MOST

    def _form(self, number: int, query: QueryDict, judged: bool) -> forms.Form:
        prefix = f"{self.table.prefix}-{number}"
        if not judged:
            typed = {field: query.get(f"{prefix}-{field}", "") for field in self.table.form.base_fields}
            return self.table.form(prefix=prefix, initial=typed)
        return self.table.form(query, prefix=prefix, empty_permitted=True, use_required_attribute=False)

    def _blank(self, number: int) -> forms.Form:
        return self.table.form(prefix=f"{self.table.prefix}-{number}")

    @property
    def filled(self) -> list[forms.Form]:
        """The rows that say anything."""
        return [form for form in self.forms if form.is_bound and form.has_changed()]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms if form.is_bound])

    @property
    def cleaned(self) -> list[Mapping[str, Any]]:
        """What the filled rows say."""
        return [form.cleaned_data for form in self.filled]

    def form_at(self, place: int) -> forms.Form | None:
        """The form of the row at a place of `cleaned`: where an evaluator's error belongs."""
        return self.filled[place] if place < len(self.filled) else None


def _typed(prefix: str, query: QueryDict) -> list[tuple[int, str]]:
    found = (_NAME.fullmatch(name) for name in query)
    return [(int(each[2]), each[3]) for each in found if each and each[1] == prefix]
