"""Who is acting: the one answer to "may this person" that moves and reads are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q, Value
from django.utils import timezone

from .models import Agency, Duty, Power, PowerScope, RoleKind

if TYPE_CHECKING:
    from .models import Person


class Matter(Protocol):
    """A case or a draft: of one company, in one procedure."""

    exporter_id: Any
    procedure: Any


Held = Mapping[int, frozenset[str]]  # exporter id → kinds of role


@dataclass(frozen=True)
class Actor:
    """A person with everything that decides what they may do, or the portal's own clock.

    `roles` maps exporter ids to the kinds of role held there; `powers` maps procedures to the like for companies that
    the person is an agent of; `duties` are those in `agency`.
    """

    person: "Person | None" = None
    roles: Held = field(default_factory=dict)
    powers: Mapping[str, Held] = field(default_factory=dict)
    agency: str = ""
    duties: frozenset[str] = frozenset()
    is_clock: bool = False

    @classmethod
    def of(cls, person: Any, on: date | None = None) -> "Actor":
        """The actor that a signed-in person is today (or on another day, for powers of attorney); nobody for
        somebody who has not signed in."""
        if not getattr(person, "is_authenticated", False):
            return NOBODY
        officer = getattr(person, "officer", None)
        if officer is not None:
            duties = frozenset(officer.duties.values_list("duty", flat=True))
            return cls(person=person, agency=officer.agency, duties=duties)
        roles: dict[int, frozenset[str]] = {}
        powers: dict[str, dict[int, frozenset[str]]] = {}
        for exporter_id, kind, procedure in _held(person, on or timezone.localdate()):
            held = powers.setdefault(procedure, {}) if procedure else roles
            held[exporter_id] = held.get(exporter_id, frozenset()) | {kind}
        return cls(person=person, roles=roles, powers=powers)

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
        """The companies that the actor belongs to."""
        return frozenset(self.roles)

    @property
    def acts_for_ids(self) -> frozenset[int]:
        """The companies that the actor belongs to or is an agent of."""
        return frozenset(self.roles).union(*self.powers.values())

    def holds(self, exporter_id: int, *kinds: str) -> bool:
        """Whether the actor holds one of the roles `kinds` (any role, if none is named) in the company itself."""
        return _one_of(self.roles.get(exporter_id), kinds)

    def acts_for(self, exporter_id: int, procedure: str, *kinds: str) -> bool:
        """Whether the actor may act for the company in a procedure as one of `kinds` (any, if none is named): by a
        role in it, or under a power of attorney for that procedure."""
        powers = self.powers.get(procedure, {})
        return self.holds(exporter_id, *kinds) or _one_of(powers.get(exporter_id), kinds)

    def acts_in(self, matter: "Matter", *kinds: str) -> bool:
        """`acts_for` the company of a case or a draft, in its procedure."""
        return self.acts_for(matter.exporter_id, matter.procedure, *kinds)

    def reach(self) -> Q:
        """The rows (of a table with `exporter` and `procedure`) that the actor may read for companies."""
        reached = Q(exporter_id__in=self.exporter_ids)
        for procedure, held in self.powers.items():
            reached |= Q(procedure=procedure, exporter_id__in=frozenset(held))
        return reached

    def reach_by_company(self) -> list[Q]:
        """`reach()` cut into parts of one company each, that share no row: an index leads along one company."""
        by_power: dict[int, list[str]] = {}
        for procedure, held in sorted(self.powers.items()):
            for exporter_id in held.keys() - self.exporter_ids:
                by_power.setdefault(exporter_id, []).append(procedure)
        own = [Q(exporter_id=exporter_id) for exporter_id in sorted(self.exporter_ids)]
        return own + [Q(exporter_id=pk, procedure__in=names) for pk, names in sorted(by_power.items())]

    def only(self, exporter_id: int) -> "Actor":
        """The same actor, for one company alone."""
        roles = {pk: kinds for pk, kinds in self.roles.items() if pk == exporter_id}
        powers = {
            procedure: {exporter_id: held[exporter_id]}
            for procedure, held in self.powers.items()
            if exporter_id in held
        }
        return replace(self, roles=roles, powers=powers)

    def serves(self, agency: str, *duties: str) -> bool:
        """Whether the actor is an officer of `agency` with one of `duties` (any, if none is named)."""
        return self.agency == agency and (not duties or bool(self.duties & set(duties)))


def _one_of(held: frozenset[str] | None, kinds: tuple[str, ...]) -> bool:
    return bool(held and (not kinds or held & set(kinds)))


def _held(person: "Person", on: date) -> Iterable[tuple[int, str, str]]:
    """Roles, and powers in force by procedure, in one query: every request asks."""
    roles = person.roles.values_list("exporter_id", "kind", Value(""))
    powers = PowerScope.objects.filter(power__in=Power.objects.in_force(on).filter(agent=person))
    return roles.union(powers.values_list("power__exporter_id", "power__kind", "procedure"), all=True)


NOBODY = Actor()
CLOCK = Actor(is_clock=True)

__all__ = ["CLOCK", "NOBODY", "Actor", "Agency", "Duty", "RoleKind"]
