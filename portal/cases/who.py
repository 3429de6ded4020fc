"""Who may make a move, as sentences that a table of moves can be read by."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.parties.actors import Actor

from .models import Case


@dataclass(frozen=True)
class Who:
    """A kind of actor: `slug` names it in tables and tests; `duties` are the officers' duties that make one."""

    slug: str
    test: Callable[[Actor, Case], bool]
    duties: frozenset[str] = frozenset()

    def __call__(self, actor: Actor, case: Case) -> bool:
        return self.test(actor, case)


def company(*roles: str) -> Who:
    """Somebody who acts for the case's company as one of `roles`: its own people, or an agent."""
    return Who(f"company:{'|'.join(roles)}", lambda actor, case: actor.acts_in(case, *roles))


def officer(*duties: str) -> Who:
    """An officer of the case's own agency with one of `duties`."""
    return Who(f"officer:{'|'.join(duties)}", lambda actor, case: actor.serves(case.agency, *duties), frozenset(duties))


CLOCK = Who("clock", lambda actor, _case: actor.is_clock)
