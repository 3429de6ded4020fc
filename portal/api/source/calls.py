"""The calls of a function, one for each set of words that they are made with: loops unrolled, callers followed."""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial

from .modules import Function, Named, Site, Sources
from .words import Scope, assigned, bound, returned, texts

DEEPEST = 4  # callers of callers


@dataclass(frozen=True)
class Call:
    """A call as made: its arguments, what names mean in them, and the definition that chose the words."""

    sources: Sources
    node: ast.Call
    scope: Scope
    chosen_by: Named

    def argument(self, place: int, name: str) -> ast.expr | None:
        if place < len(self.node.args):
            return self.node.args[place]
        return next((each.value for each in self.node.keywords if each.arg == name), None)

    def texts(self, place: int, name: str) -> list[str]:
        """What the argument may say; [""] where it is not given."""
        given = self.argument(place, name)
        return texts(self.sources, given, self.scope) if given is not None else [""]


def calls(sources: Sources, called: Named, wanted: Collection[tuple[int, str]]) -> Iterator[Call]:
    """Every call of `called`; where one of the `wanted` arguments is handed through, one for each caller."""
    for site in sources.sites.get(called, ()):
        yield from _made(sources, site, wanted, DEEPEST)


def _made(sources: Sources, site: Site, wanted: Collection[tuple[int, str]], deep: int) -> Iterator[Call]:
    plain = Call(sources, site.call, Scope(site.module), site.definition)
    asked = [given for place, name in wanted if (given := plain.argument(place, name)) is not None]
    for scope, chosen_by in _scopes(sources, site, asked, deep):
        yield Call(sources, site.call, scope, chosen_by)


def _scopes(sources: Sources, site: Site, asked: list[ast.expr], deep: int) -> Iterator[tuple[Scope, Named]]:
    local = assigned(site.functions, site.module)
    names = _named(asked, local)
    rows = _rows(sources, site, Scope(site.module, local))
    for inner in rows:
        known = {**local, **inner}
        handed = next((each for each in site.functions if (names - set(inner)) & set(_parameters(each))), None)
        callers = _callers(sources, site, handed) if handed and deep else []
        if not handed or not callers:
            yield Scope(site.module, known), site.definition
            continue
        parameters = _parameters(handed)
        for caller in callers:
            made = Call(sources, caller.call, Scope(caller.module), caller.definition)
            given = {name: made.argument(place, name) for place, name in enumerate(parameters)}
            told = [each for name, each in given.items() if each is not None and name in names]
            for scope, chosen_by in _scopes(sources, caller, told, deep - 1):
                meant = {name: [(each, scope)] for name, each in given.items() if each is not None}
                yield _all_in(site.module, {**known, **meant}, meant), chosen_by


def _all_in(module: str, names: dict[str, list[tuple[ast.expr, Scope]]], meant: Collection[str]) -> Scope:
    """The scope in which also what was assigned here knows what the callers handed in."""
    scope = Scope(module, names)
    for name, values in names.items():
        if name not in meant:
            names[name] = [(value, scope if inner.module == module else inner) for value, inner in values]
    return scope


def _callers(sources: Sources, site: Site, function: Function) -> list[Site]:
    named = (site.module, function.name)
    return [each for each in sources.sites.get(named, ()) if each.call is not site.call]


def _parameters(function: Function) -> list[str]:
    return [each.arg for each in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]


def _rows(sources: Sources, site: Site, scope: Scope) -> list[dict[str, list[tuple[ast.expr, Scope]]]]:
    """The names of the loops around the call, for each of their rows; [{}] where no row is told by the code."""
    rows: list[dict[str, list[tuple[ast.expr, Scope]]]] = [{}]
    for loop in site.around:
        if isinstance(loop, ast.For):
            found = [bound(loop.target, value, inner) for value, inner in _through(sources, loop.iter, scope)]
            rows = [{**row, **more} for row in rows for more in found if more] or rows
    return rows


def _through(sources: Sources, node: ast.expr, scope: Scope) -> list[tuple[ast.expr, Scope]]:
    """What a loop goes through, where it is written down: in place, under a name, or yielded by a function."""
    if isinstance(node, ast.Tuple | ast.List):
        return [(each, scope) for each in node.elts]
    if isinstance(node, ast.Call):
        return returned(sources, node, scope)
    if isinstance(node, ast.Name):
        told = scope.names.get(node.id) or _at_the_top(sources, node, scope)
        return [
            row for value, inner in told for row in sources.once(value, partial(_through, sources, value, inner), [])
        ]
    return []


def _at_the_top(sources: Sources, node: ast.Name, scope: Scope) -> list[tuple[ast.expr, Scope]]:
    """What a name of a module holds; the values of an enumeration as if they were a list."""
    named = sources.meant(scope.module, node)
    statement = sources.defined(named)
    if named and isinstance(statement, ast.Assign):
        return [(statement.value, Scope(named[0]))]
    if named and isinstance(statement, ast.ClassDef):
        values = [each.value for each in statement.body if isinstance(each, ast.Assign)]
        return [(ast.Tuple(values, ast.Load()), Scope(named[0]))]
    return []


def _named(expressions: list[ast.expr], local: dict[str, list[tuple[ast.expr, Scope]]]) -> set[str]:
    """The names whose texts the expressions are made of, also by way of what was assigned."""
    found: set[str] = set()
    waiting = list(expressions)
    while waiting:
        for name in _as_text(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting += [value for value, _scope in local.get(name, ())]
    return found


def _as_text(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.JoinedStr):
        return {name for part in node.values for name in _as_text(part)}
    if isinstance(node, ast.FormattedValue):
        return set() if node.format_spec else _as_text(node.value)
    if isinstance(node, ast.IfExp):
        return _as_text(node.body) | _as_text(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "replace":
        return _as_text(node.func.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
        return _as_text(node.args[0])
    return set()
