"""The modules of the project as syntax trees: what is defined in each, and what each name in it means."""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

Named = tuple[str, str]  # (module, name at its top)
Found = TypeVar("Found")
Function = ast.FunctionDef | ast.AsyncFunctionDef
LEFT_OUT = ("migrations", "settings", "static_src")


@dataclass(frozen=True)
class Site:
    """A call, with everything that stands around it: the module first, the innermost last."""

    module: str
    call: ast.Call
    around: tuple[ast.AST, ...]

    @property
    def functions(self) -> tuple[Function, ...]:
        """The functions around the call, the innermost first."""
        return tuple(each for each in reversed(self.around) if isinstance(each, Function))

    @property
    def definition(self) -> Named:
        """What at the top of the module the call belongs to; "" for the module itself."""
        return self.module, next(iter(_names(self.around[1])), "") if len(self.around) > 1 else ""


@dataclass
class Module:
    name: str
    is_package: bool
    tree: ast.Module
    imported: dict[str, Named] = field(default_factory=dict)
    defined: dict[str, ast.stmt] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for statement in self.tree.body:
            self.defined |= dict.fromkeys(_names(statement), statement)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                source = self._absolute(node)
                self.imported |= {each.asname or each.name: (source, each.name) for each in node.names}

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        kept = parts[: len(parts) - node.level + (1 if self.is_package else 0)]
        return ".".join((*kept, *filter(None, [node.module])))


class Sources:
    """All modules; `meant` and `reached` follow names from one to the other."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = {module.name: module for module in modules}
        self._asked: set[int] = set()

    def once(self, node: ast.AST, ask: Callable[[], list[Found]], otherwise: list[Found]) -> list[Found]:
        """What `ask` finds of `node`; `otherwise` where it is being looked for already: code may go in circles."""
        if id(node) in self._asked:
            return otherwise
        self._asked.add(id(node))
        try:
            return ask()
        finally:
            self._asked.discard(id(node))

    def meant(self, module: str, node: ast.AST) -> Named | None:
        """What a name, or a name of a module, stands for; None for what is local or not of the project."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found = self.modules[module].imported.get(node.value.id)
            return self._home(".".join(found), node.attr) if found and ".".join(found) in self.modules else None
        if isinstance(node, ast.Name):
            known = self.modules[module]
            return (module, node.id) if node.id in known.defined else self._of(known.imported.get(node.id))
        return None

    def _of(self, found: Named | None) -> Named | None:
        return self._home(*found) if found else None

    def _home(self, module: str, name: str) -> Named:
        """Where the name was defined, however many packages hand it on."""
        seen = set()
        while module in self.modules and name not in self.modules[module].defined and (module, name) not in seen:
            seen.add((module, name))
            module, name = self.modules[module].imported.get(name, (module, name))
        return module, name

    def defined(self, named: Named | None) -> ast.stmt | None:
        return self.modules[named[0]].defined.get(named[1]) if named and named[0] in self.modules else None

    @cached_property
    def sites(self) -> dict[Named, list[Site]]:
        """Every call in the project by what is called."""
        found: dict[Named, list[Site]] = defaultdict(list)
        for module in self.modules.values():
            for site in _calls(module.name, module.tree, ()):
                if called := self.meant(module.name, site.call.func):
                    found[called].append(site)
        return found

    def reached(self, *begin: Named) -> set[Named]:
        """Whatever the definitions name, and what those name, and so on; with themselves."""
        seen: set[Named] = set()
        waiting = list(begin)
        while waiting:
            named = waiting.pop()
            statement = self.defined(named)
            if named in seen or statement is None:
                continue
            seen.add(named)
            waiting += [found for node in ast.walk(statement) if (found := self.meant(named[0], node))]
        return seen


def read(root: Path, packages: Iterable[str]) -> Sources:
    """Every module under `packages`, but for migrations and settings."""
    paths = sorted(path for package in packages for path in (root / package).rglob("*.py"))
    return Sources(_module(root, path) for path in paths if not set(LEFT_OUT) & set(path.relative_to(root).parts))


def _module(root: Path, path: Path) -> Module:
    parts = path.relative_to(root).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(".".join(parts[:-1] if is_package else parts), is_package, ast.parse(path.read_text("utf-8")))


def _calls(module: str, node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[Site]:
    if isinstance(node, ast.Call):
        yield Site(module, node, around)
    for child in ast.iter_child_nodes(node):
        yield from _calls(module, child, (*around, node))


def _names(statement: ast.AST) -> list[str]:
    """What a statement at the top of a module defines."""
    if isinstance(statement, (Function, ast.ClassDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [node.id for target in targets if target for node in ast.walk(target) if isinstance(node, ast.Name)]
