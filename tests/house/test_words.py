"""The Thai that people read has one word a thing: docs/glossary.md says which, and which not."""

import re
from pathlib import Path

import pytest

from tools.catalogues import Package, packages, read

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_ADDRESS = re.compile(r"คุณ(สมบัติ|ภาพ|%\(name\)s)")  # qualities, and the title before an officer's own name


def banned() -> frozenset[str]:
    """The last column of the glossary's Thai table."""
    table = (ROOT / "docs" / "glossary.md").read_text("utf-8").split("## คำไทย")[1]
    rows = re.findall(r"^\| [^|]*[ก-๙][^|]* \|[^|]*\| ([^|]+) \|$", table, re.MULTILINE)
    return frozenset(word for row in rows for word in row.split(", ")) - {"ไม่ใช้"}


def strangers(text: str) -> set[str]:
    return {word for word in banned() if word in NOT_ADDRESS.sub("", text)}


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.name)
def test_catalogues_hold_no_banned_word(package: Package) -> None:
    said = [
        text
        for message in read(package.po)
        for text in ([message.string] if isinstance(message.string, str) else message.string or ())
    ]

    assert {text: strangers(text) for text in said if strangers(text)} == {}


PATTERNS = [f"{name}/**/*.py" for name in ("portal", "registrations", "watchlist", "drawback", "formd")]


@pytest.mark.parametrize("pattern", [*PATTERNS, "fixtures/**/*.yaml", "templates/**/*"])
def test_findings_fixtures_and_papers_hold_no_banned_word(pattern: str) -> None:
    paths = [path for path in sorted(ROOT.glob(pattern)) if path.is_file()]

    assert paths
    assert {path.name: found for path in paths if (found := strangers(path.read_text("utf-8")))} == {}


def test_a_banned_word_is_found() -> None:
    assert len(banned()) > 20
    assert strangers("กรุณาตรวจสอบอีเมล์ของคุณ") == {"กรุณา", "อีเมล์", "คุณ"}
    assert strangers("คุณสมบัติของสินค้า") == set()
