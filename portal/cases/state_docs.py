"""A procedure's table of moves for people: the diagram of its states, and who may do what in each of them."""

from collections.abc import Iterator

from django.utils.translation import override

from .moves import Move
from .registry import Procedure

HEAD = ("state", "verb", "to", "who")


def diagram(procedure: Procedure) -> str:
    """The page docs/states/<procedure>.md: a Mermaid diagram, then each state with its turn and its term."""
    with override("en"):
        return "\n".join([*_diagram(procedure), "", *_states(procedure), ""])


def table(procedure: Procedure) -> str:
    """State × verb × role, one line each, so that a changed permission is a changed line."""
    rows = [HEAD, *_rows(procedure)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, ""])


def _rows(procedure: Procedure) -> Iterator[tuple[str, str, str, str]]:
    for state in procedure.states:
        for move in procedure.moves:
            if state.slug in move.from_states:
                for who in move.who:
                    yield state.slug, move.verb, move.to_state, who.slug


def _diagram(procedure: Procedure) -> Iterator[str]:
    yield f"# States of {procedure.title}"
    yield ""
    yield "Made from the procedure's table of moves by `make docs`; do not edit."
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {procedure.states[0].slug}"
    for state in procedure.states:
        for move in procedure.moves:
            if state.slug in move.from_states:
                yield f"    {state.slug} --> {move.to_state}: {_told(move)}"
    for state in procedure.states:
        if state.closed:
            yield f"    {state.slug} --> [*]"
    yield "```"


def _states(procedure: Procedure) -> Iterator[str]:
    yield "| State | Shown as | Whose turn | Term |"
    yield "|---|---|---|---|"
    for state in procedure.states:
        term = f"`{state.term.value}` ({state.term.clause})" if state.term else "–"
        yield f"| `{state.slug}` | {state.label} | {state.waiting_for} | {term} |"


def _told(move: Move) -> str:
    cites = f" ({', '.join(move.cites)})" if move.cites else ""
    return f"{move.verb}{cites}"
