"""Who is acting: the one answer to "may this person" that moves and reads are given."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .models import Agency, Duty, RoleKind

if TYPE_CHECKING:
    from .models import Person


@dataclass(frozen=True)
class Actor:
    """A person with everything that decides what they may do, or the portal's own clock.

    `roles` maps exporter ids to the kinds of role held there; `duties` are those in `agency`.
    """

    person: "Person | None" = None
    roles: dict[int, frozenset[str]] = field(default_factory=dict)
    agency: str = ""
    duties: frozenset[str] = frozenset()
    is_clock: bool = False

    @classmethod
    def of(cls, person: Any) -> "Actor":
        """The actor that a signed-in person is; nobody for somebody who has not signed in."""
        if not getattr(person, "is_authenticated", False):
            return NOBODY
        roles: dict[int, frozenset[str]] = {}
        for exporter_id, kind in person.roles.values_list("exporter_id", "kind"):
            roles[exporter_id] = roles.get(exporter_id, frozenset()) | {kind}
        officer = getattr(person, "officer", None)
        if officer is None:
            return cls(person=person, roles=roles)
        duties = frozenset(officer.duties.values_list("duty", flat=True))
        return cls(person=person, roles=roles, agency=officer.agency, duties=duties)

    @property
    def is_officer(self) -> bool:
        return bool(self.agency)

    @property
    def someone(self) -> "Person":
        """The person acting. Raises ValueError for the clock and for nobody: they write nothing in a name."""
        if self.person is None:
            raise ValueError("nobody is acting")
        return self.person

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def exporter_ids(self) -> frozenset[int]:
        return frozenset(self.roles)

    def only_for(self, exporter_id: int) -> "Actor":
        """The same actor with the roles of one company alone; with none where they hold none there."""
        return replace(self, roles={pk: kinds for pk, kinds in self.roles.items() if pk == exporter_id})

    def holds(self, exporter_id: int, *kinds: str) -> bool:
        """Whether the actor holds one of the roles `kinds` (any role, if none is named) in the company."""
        held = self.roles.get(exporter_id, frozenset())
        return bool(held & set(kinds)) if kinds else bool(held)

    def serves(self, agency: str, *duties: str) -> bool:
        """Whether the actor is an officer of `agency` with one of `duties` (any, if none is named)."""
        return self.agency == agency and (not duties or bool(self.duties & set(duties)))


NOBODY = Actor()
CLOCK = Actor(is_clock=True)

__all__ = ["CLOCK", "NOBODY", "Actor", "Agency", "Duty", "RoleKind"]
