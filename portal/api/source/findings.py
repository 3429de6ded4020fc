"""The index of findings: every code that a finding may carry, with its clause, severity, sentences and place.

Read from the code that makes them, so that there is no second list to forget.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from portal.law.findings import Message, Severity

from .calls import Call, calls
from .modules import Named, Sources
from .words import UNKNOWN, Scope, returned

One = TypeVar("One")
Other = TypeVar("Other")
_HOME = "portal.law.findings"
_OF_SEVERITY = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
_CODE, _CLAUSE = (0, "code"), (1, "clause")
_TH, _EN, _WHERE = (99, "th"), (99, "en"), (99, "where")  # by name only
_MADE_CLAUSE, _MADE_WHERE, _MADE_MESSAGE, _MADE_SEVERITY = (2, "clause"), (4, "where"), (3, "message"), (1, "severity")


@dataclass(frozen=True)
class Declared:
    """A finding as the code may make it; "…" stands for what only the facts of a case tell."""

    code: str
    severity: Severity
    clause: str
    message: Message
    where: str
    made_in: Named


def declared(sources: Sources) -> list[Declared]:
    """Every finding that the code may make, in the order of modules; one that differs in its sentence alone, too."""
    found = [
        one
        for name, severity in _OF_SEVERITY.items()
        for call in calls(sources, (_HOME, name), (_CODE, _CLAUSE, _TH, _EN))
        if call.scope.module != _HOME
        for one in _by_function(call, severity)
    ]
    for call in calls(sources, (_HOME, "Finding"), (_CODE, _MADE_CLAUSE, _MADE_MESSAGE, _MADE_SEVERITY)):
        if call.scope.module != _HOME:  # error(), warning() and info() make theirs of what they are given
            found += _by_hand(call)
    return sorted(dict.fromkeys(found), key=lambda one: (one.made_in, one.code))


def untold(sources: Sources) -> list[Declared]:
    """Findings whose code the index cannot tell: each would be missing from the dictionary."""
    return [one for one in declared(sources) if UNKNOWN in one.code or not one.code]


def _by_function(call: Call, severity: Severity) -> Iterator[Declared]:
    codes, clauses = call.texts(*_CODE), call.texts(*_CLAUSE)
    messages = [Message(th, en) for th, en in together(call.texts(*_TH), call.texts(*_EN))]
    for code, message in together(codes, messages):
        for clause in clauses:
            yield Declared(code, severity, clause, message, _place(call.texts(*_WHERE)), call.chosen_by)


def _by_hand(call: Call) -> Iterator[Declared]:
    codes = call.texts(*_CODE)
    messages = messages_of(call.sources, call.argument(*_MADE_MESSAGE), call.scope)
    pairs = together(codes, messages or [Message(UNKNOWN, UNKNOWN)])
    for severity in _severities(call.sources, call.argument(*_MADE_SEVERITY), call.scope):
        for code, message in pairs:
            for clause in call.texts(*_MADE_CLAUSE):
                yield Declared(code, severity, clause, message, _place(call.texts(*_MADE_WHERE)), call.chosen_by)


def messages_of(sources: Sources, node: ast.expr | None, scope: Scope) -> list[Message]:
    """Every Message that the expression may be: made in place, held by a name, or answered by a function of ours."""
    return sources.once(node, lambda: list(dict.fromkeys(_messages(sources, node, scope))), []) if node else []


def _messages(sources: Sources, node: ast.expr | None, scope: Scope) -> Iterator[Message]:
    if isinstance(node, ast.Name):
        for value, inner in scope.names.get(node.id, ()):
            yield from messages_of(sources, value, inner)
    if isinstance(node, ast.Call):
        if sources.meant(scope.module, node.func) == (_HOME, "Message"):
            made = Call(sources, node, scope, (scope.module, ""))
            yield from (Message(th, en) for th, en in together(made.texts(0, "th"), made.texts(1, "en")))
        for value, inner in returned(sources, node, scope):
            yield from messages_of(sources, value, inner)


def _severities(sources: Sources, node: ast.expr | None, scope: Scope) -> list[Severity]:
    """The severities that `Severity.ERROR`, a choice of two, or a name for one of these may be."""
    if isinstance(node, ast.IfExp):
        return _severities(sources, node.body, scope) + _severities(sources, node.orelse, scope)
    if isinstance(node, ast.Name):
        meanings = scope.names.get(node.id, ())
        return [
            one
            for value, inner in meanings
            for one in sources.once(value, partial(_severities, sources, value, inner), [])
        ]
    return [Severity[node.attr]] if isinstance(node, ast.Attribute) and node.attr in Severity.__members__ else []


def together(ones: list[One], others: list[Other]) -> list[tuple[One, Other]]:
    """Side by side where there are as many of each: what is chosen together is told together."""
    if len(ones) == len(others):
        return list(zip(ones, others, strict=True))
    return [(one, other) for one in ones for other in others]


def _place(said: Iterable[str]) -> str:
    """The one path that is told; "…" for one that depends on the caller."""
    told = list(said)
    return told[0] if len(told) == 1 else UNKNOWN
