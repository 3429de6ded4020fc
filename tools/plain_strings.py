"""Labels that a person reads and nobody can translate: `python tools/plain_strings.py` lists them, exit 1 if any.

Looks at names that Django shows to people (verbose_name, label, help_text, choices, error messages),
and leaves every other string alone.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("portal", "registrations", "watchlist", "drawback", "formd")
SHOWN = {"verbose_name", "verbose_name_plural", "label", "help_text", "empty_label", "short_description"}
CHOICES = {"TextChoices", "IntegerChoices"}
ERRORS = {"ValidationError"}
LETTER = re.compile(r"[^\W\d_]")


def _plain(node: ast.expr | None) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(LETTER.search(node.value))


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _in_class(node: ast.ClassDef) -> Iterator[ast.expr]:
    if "AppConfig" in _bases(node):
        return  # read by developers only: the officers' site names its sections itself
    for line in node.body:
        if not isinstance(line, ast.Assign):
            continue
        if CHOICES & _bases(node) and isinstance(line.value, ast.Tuple) and _plain(line.value.elts[-1]):
            yield line.value
        if _name(line.targets[0]) in SHOWN and _plain(line.value):
            yield line.value


def _in_call(node: ast.Call) -> Iterator[ast.expr]:
    for keyword in node.keywords:
        if keyword.arg in SHOWN and _plain(keyword.value):
            yield keyword.value
    if _name(node.func) in ERRORS and node.args and _plain(node.args[0]):
        yield node.args[0]
    if _name(node.func) in {"display", "action"}:
        yield from (word.value for word in node.keywords if word.arg == "description" and _plain(word.value))


def problems(path: Path) -> list[str]:
    """The plain labels of one Python file, each with its line."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            found += _in_class(node)
        elif isinstance(node, ast.Call):
            found += _in_call(node)
    return [f"{path.relative_to(ROOT)}:{node.lineno}: wrap {ast.unparse(node)} in gettext" for node in found]


def sources() -> list[Path]:
    files = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    return sorted(path for path in files if "migrations" not in path.parts)


if __name__ == "__main__":
    listed = [problem for path in sources() for problem in problems(path)]
    print("\n".join(listed) if listed else "Every label can be translated.")
    sys.exit(1 if listed else 0)
