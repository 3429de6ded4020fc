"""What a procedure tells the shared ground about itself; filled at start-up, read by everything above."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from portal.law.findings import Finding

    from .models import Case, Draft, Submission
    from .moves import Move
    from .steps import Step

Text = str | Promise


@dataclass(frozen=True)
class Term:
    """How long somebody has in a state: `value` is the key of a dated value (fixtures/law), `unit` its unit."""

    kind: str
    label: Text
    value: str
    unit: str  # Deadline.Unit
    clause: str


@dataclass(frozen=True)
class State:
    """A state of a case, with who acts next in it and by when."""

    slug: str
    label: Text
    waiting_for: str  # Waiting
    next_step: Text = ""  # what that somebody does now, in a sentence shown to both sides
    term: Term | None = None

    @property
    def closed(self) -> bool:
        return self.waiting_for == "nobody"


@dataclass(frozen=True)
class Procedure:
    """One procedure: its words, its table of moves, its form, and what shared pages ask of it.

    `checklist` is the law's own check of a set of answers: the exporter runs it before filing and the
    officer sees the same. `file` writes the procedure's rows from a submission, in the submission's transaction.
    `move_forms` are what an officer fills in for a move; a move without one asks for a note only. `happenings`
    says what the verbs mean that the procedure records on a case without moving it (a consent taken back).
    """

    slug: str
    title: Text
    prefix: str
    agency: str
    states: tuple[State, ...]
    moves: tuple["Move", ...]
    steps: tuple["Step", ...]
    checklist: Callable[[Mapping[str, Any], "Draft | Case"], Iterable["Finding"]]
    file: Callable[["Case", "Submission"], None]
    move_forms: Mapping[str, type[forms.Form]] = field(default_factory=dict)
    happenings: Mapping[str, Text] = field(default_factory=dict)
    signatures: tuple[str, ...] = ()  # moves by which officers sign for the outcome, each another person, in order
    who_may_start: frozenset[str] = frozenset({"owner", "preparer", "signatory"})
    who_may_submit: frozenset[str] = frozenset({"owner", "signatory"})
    submit_clause: str = ""  # what says that nobody else files
    code_clause: str = ""  # what asks for the security code

    def state(self, slug: str) -> State:
        return next(state for state in self.states if state.slug == slug)

    def move(self, verb: str) -> "Move | None":
        return next((move for move in self.moves if move.verb == verb), None)

    def step(self, slug: str) -> "Step | None":
        return next((step for step in self.steps if step.slug == slug), None)


@dataclass(frozen=True)
class Panel:
    """A part of the case page that a package above cases brings (documents, for one)."""

    slug: str
    title: Text
    template: str
    context: Callable[["Case", Any], Mapping[str, Any]]  # (case, actor) → what the template is given
    applies: Callable[["Case"], bool] = lambda case: True


_procedures: dict[str, Procedure] = {}
_panels: dict[str, Panel] = {}
_officers_page: list[Callable[["Case"], str]] = []


def register(procedure: Procedure) -> None:
    """Makes a procedure known. Called from an AppConfig's ready(); a slug is taken once.

    A table of moves that names a state or a function that there is not stops the start, not the first officer
    who makes the move.
    """
    _see_that_moves_lead_somewhere(procedure)
    known = _procedures.setdefault(procedure.slug, procedure)
    if known is not procedure:
        raise ValueError(f"two procedures are called {procedure.slug}")


def _see_that_moves_lead_somewhere(procedure: Procedure) -> None:
    states = {state.slug for state in procedure.states}
    for move in procedure.moves:
        if unknown := {*move.from_states, move.to_state} - states:
            raise ValueError(f"{procedure.slug}: the move {move.verb} names no state: {', '.join(sorted(unknown))}")
        for path in move.then:
            if not callable(import_string(path)):
                raise ImportError(f"{procedure.slug}: what follows the move {move.verb} is no function: {path}")


def procedure(slug: str) -> Procedure:
    return _procedures[slug]


def procedures() -> tuple[Procedure, ...]:
    return tuple(_procedures.values())


def register_panel(panel: Panel) -> None:
    _panels[panel.slug] = panel


def panels() -> tuple[Panel, ...]:
    return tuple(_panels.values())


def panels_of(case: "Case") -> tuple[Panel, ...]:
    """The panels that have something to say about `case`."""
    return tuple(panel for panel in _panels.values() if panel.applies(case))


def register_officers_page(address: Callable[["Case"], str]) -> None:
    """Tells where officers look at a case; the officers' site stands above this package."""
    _officers_page[:] = [address]


def officers_page(case: "Case") -> str:
    """The officers' address of a case, or nothing where no officers' site is installed."""
    return _officers_page[0](case) if _officers_page else ""
