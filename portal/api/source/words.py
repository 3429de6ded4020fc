"""What an expression may say: the texts that it can come to, as far as the code itself tells them."""

import ast
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from .modules import Function, Sources

UNKNOWN = "…"  # in the place of what only a run could tell
MOST = 64  # texts of one expression: beyond that it is not told any more


@dataclass(frozen=True)
class Scope:
    """What names mean at a place: each one an expression in a scope of its own, or several that it may be."""

    module: str
    names: Mapping[str, list[tuple[ast.expr, "Scope"]]] = field(default_factory=dict)


Meaning = tuple[ast.expr, Scope]


def texts(sources: Sources, node: ast.expr | None, scope: Scope) -> list[str]:
    """Every text that the expression may come to; UNKNOWN stands for parts that the code does not tell."""
    found = list(dict.fromkeys(_texts(sources, node, scope)))
    return found if len(found) <= MOST else [UNKNOWN]


def _texts(sources: Sources, node: ast.expr | None, scope: Scope) -> list[str]:
    if isinstance(node, ast.Constant):
        return ["" if node.value is None else str(node.value)]
    if isinstance(node, ast.JoinedStr):
        parts = [texts(sources, part, scope) for part in node.values]
        return ["".join(said) for said in itertools.islice(itertools.product(*parts), MOST + 1)]
    if isinstance(node, ast.FormattedValue):
        return [UNKNOWN] if node.format_spec else texts(sources, node.value, scope)
    if isinstance(node, ast.IfExp):
        return texts(sources, node.body, scope) + texts(sources, node.orelse, scope)
    if isinstance(node, ast.Name):
        return _meant(sources, node, scope)
    if isinstance(node, ast.Call):
        return _called(sources, node, scope)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):  # a sentence with %(places)s
        return texts(sources, node.left, scope)
    return [UNKNOWN]


def _meant(sources: Sources, node: ast.Name, scope: Scope) -> list[str]:
    if node.id in scope.names:
        meanings = scope.names[node.id]
        return [
            said
            for expr, inner in meanings
            for said in sources.once(expr, partial(texts, sources, expr, inner), [UNKNOWN])
        ]
    named = sources.meant(scope.module, node)
    statement = sources.defined(named)
    if named and isinstance(statement, ast.Assign):
        value = statement.value
        return sources.once(value, partial(texts, sources, value, Scope(named[0])), [UNKNOWN])
    return [UNKNOWN]


def _called(sources: Sources, node: ast.Call, scope: Scope) -> list[str]:
    """Translated sentences, `str(…)` and `.replace("_", "-")`."""
    if isinstance(node.func, ast.Name) and node.func.id in ("_", "gettext", "gettext_lazy"):
        return texts(sources, node.args[0], scope)
    if isinstance(node.func, ast.Name) and node.func.id == "str":
        return texts(sources, node.args[0], scope)
    if isinstance(node.func, ast.Name) and node.func.id in ("ngettext", "ngettext_lazy"):
        return texts(sources, node.args[0], scope)  # by which catalogues know the sentence
    if isinstance(node.func, ast.Attribute) and node.func.attr == "replace" and len(node.args) == 2:
        old, new = (texts(sources, each, scope)[0] for each in node.args)
        return [said.replace(old, new) for said in texts(sources, node.func.value, scope)]
    return [UNKNOWN]


def returned(sources: Sources, node: ast.Call, scope: Scope) -> list[Meaning]:
    """What a function of ours may return or yield, as expressions."""
    named = sources.meant(scope.module, node.func)
    function = sources.defined(named)
    if named is None or not isinstance(function, Function):
        return []
    inner = Scope(named[0], assigned((function,), named[0]))
    return [
        (each.value, inner)
        for each in ast.walk(function)
        if isinstance(each, ast.Return | ast.Yield) and each.value is not None
    ]


def assigned(functions: tuple[Function, ...], module: str) -> dict[str, list[Meaning]]:
    """What the functions assign to their names, the innermost's before the others'; `a, b = x, y` name by name."""
    found: dict[str, list[Meaning]] = {}
    for function in reversed(functions):
        own: dict[str, list[Meaning]] = {}
        scope = Scope(module, found)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for name, value in _pairs(node.targets[0], node.value):
                    own.setdefault(name, []).append((value, scope))
        found.update(own)
    return found


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return [pair for one, said in zip(target.elts, value.elts, strict=True) for pair in _pairs(one, said)]
    return []


def bound(target: ast.expr, value: ast.expr, scope: Scope) -> dict[str, list[Meaning]]:
    """The names of a loop for one of its rows."""
    return {name: [(said, scope)] for name, said in _pairs(target, value)}
