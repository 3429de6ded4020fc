"""What the house promises about itself: sizes, words, purity, pages that stay complete."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROCEDURES = ("registrations", "watchlist", "drawback", "formd")
PACKAGES = ("portal", *PROCEDURES, "tools", "tests")
OURS = (*PACKAGES, "templates", "docs", "fixtures", ".ci")
TEXT = {".py", ".html", ".txt", ".md", ".yaml", ".scss", ".js", ".po", ".toml", ""}
LONGEST = 300


def files(*suffixes: str, under: tuple[str, ...] = OURS) -> list[Path]:
    found = [path for name in under for path in (ROOT / name).rglob("*") if path.is_file()]
    found += [
        path
        for path in ROOT.iterdir()
        if path.is_file() and under == OURS and path.name not in {"uv.lock", ".git", ".env"}
    ]
    return sorted(path for path in found if path.suffix in (suffixes or TEXT) and "__pycache__" not in path.parts)


def trees(*under: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in files(".py", under=under):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path.relative_to(ROOT), node


def test_no_file_outgrows_a_room() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(".py", ".html", ".js", ".scss")
        if "migrations" not in path.parts
    }

    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_room_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "helpers", "common", "constants", "misc"}

    assert [path for path in files(".py") if drawers & {path.stem, *path.parts}] == []


def test_nothing_is_left_for_another_day() -> None:
    left = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")

    assert [path for path in files(".py", ".html", ".js", ".md") if left.search(path.read_text(encoding="utf-8"))] == []


def test_the_project_stands_on_its_own() -> None:
    workplace = re.compile(
        r"(^|[\s\"'`(=])/(work|tmp/(wt|bin|brief|fresh))/|\.\./sha" r"red|sha" r"red/(seeds|RULES|DESIGN)"
    )

    found = [path.relative_to(ROOT) for path in files() if workplace.search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_no_test_is_skipped() -> None:
    ways = {"skip", "skipif", "xfail", "importorskip", "skipTest", "skipUnless", "skipIf"}

    found = [
        f"{path}:{node.lineno}"
        for path, node in trees("tests")
        if isinstance(node, ast.Attribute) and node.attr in ways
    ]

    assert found == []


def test_the_law_reads_no_clock() -> None:
    clocks = {"now", "today", "utcnow", "time", "monotonic", "localdate", "localtime"}

    found = [
        f"{path}:{node.lineno}"
        for path, node in trees("portal/law", *(f"{name}/rules" for name in PROCEDURES))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]

    assert found == []


def test_yaml_is_read_as_text_only() -> None:
    readers = {"safe_load", "full_load", "unsafe_load", "SafeLoader", "FullLoader"}

    found = [
        f"{path}:{node.lineno}"
        for path, node in trees("portal", *PROCEDURES, "tools")
        if isinstance(node, ast.Attribute) and node.attr in readers
    ]

    assert found == []


def test_every_setting_from_the_environment_is_on_its_page() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", page, re.MULTILINE))
    source = "".join(part.read_text(encoding="utf-8") for part in (ROOT / "portal" / "settings").glob("*.py"))
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z0-9_]+)\"", source))

    assert read
    assert read - described == set()
    composed = set(re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    assert composed - described == set()
    assert described - read == {"PORT", "HOST", "PYTHON"} | (composed - read)


def test_the_readme_names_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", readme)) | set(re.findall(r"^make ([a-z]+)", readme, re.MULTILINE))

    assert {"run", "setup", "test", "lint", "bench"} <= named
    assert named - targets == set()


def test_pages_point_at_files_that_exist() -> None:
    broken = []
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")

    assert broken == []


def test_decisions_are_numbered_once() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert len({path.name[:4] for path in decisions}) == len(decisions)
    for path in decisions:
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name[:4])}. "), path.name


@pytest.mark.parametrize("kind", [ast.ClassDef, ast.FunctionDef])
def test_the_glossarys_banned_words_name_nothing(kind: type[ast.ClassDef | ast.FunctionDef]) -> None:
    rows = re.findall(
        r"^\| \w+ \|.*\| ([a-z_, ]*) \|$", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE
    )
    banned = {word for row in rows for word in row.split(", ") if word}
    snake = re.compile(r"(?<=[a-z])(?=[A-Z])")

    found = [
        f"{path}:{node.lineno} {node.name}"
        for path, node in trees("portal", *PROCEDURES)
        if isinstance(node, kind)
        and any(word in f"_{snake.sub('_', node.name).lower()}_" for word in map("_{}_".format, banned))
    ]

    assert len(banned) > 20
    assert found == []
