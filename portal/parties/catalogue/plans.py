"""What a spreadsheet would do to the catalogue: which products are new, which change, which stay as they are."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Exporter
from .columns import CODE
from .content import Content
from .reading import Reading
from .selectors import current_versions


@dataclass(frozen=True, slots=True)
class Planned:
    """A product of the file; `product_id` and `version` are those of the catalogue, None and 0 for a new one."""

    code: str
    content: Content
    product_id: int | None
    version: int


@dataclass(frozen=True)
class Plan:
    """The products by what becomes of them. Products that the file does not name stay as they are."""

    new: tuple[Planned, ...]
    changed: tuple[Planned, ...]
    unchanged: int

    @property
    def writes(self) -> tuple[Planned, ...]:
        return (*self.new, *self.changed)

    @property
    def stamp(self) -> str:
        """Two plans with one stamp do the same: what somebody saw is what they say yes to."""
        digest = hashlib.sha256()
        for each in self.writes:
            digest.update(f"{each.code}\0{each.version}\0{each.content.digest}\n".encode())
        return digest.hexdigest()


def plan_of(exporter: Exporter, reading: Reading) -> Plan:
    """Compares the file with the catalogue. An archived product of the file is a problem of the reading."""
    there = {
        code: (pk, number, digest, archived_at)
        for code, pk, number, digest, archived_at in current_versions(exporter).values_list(
            "product__code", "product_id", "number", "digest", "product__archived_at"
        )
    }
    new, changed, unchanged = [], [], 0
    for code, content in reading.contents.items():
        if code not in there:
            new.append(Planned(code, content, None, 0))
            continue
        pk, number, digest, archived_at = there[code]
        if archived_at:
            said = _("This product is archived. Bring it back first, or take it out of the file.")
            reading.refuse(reading.rows[code], CODE, said)
        elif digest == content.digest:
            unchanged += 1
        else:
            changed.append(Planned(code, content, pk, number))
    return Plan(tuple(new), tuple(changed), unchanged)


def first_of(plan: Plan, most: int) -> Iterator[tuple[str, Planned]]:
    """The first products that would be written, each with whether it is new or changed."""
    for each in plan.writes[:most]:
        yield ("changed" if each.version else "new"), each
