"""A case with papers, and a kind of paper that only these tests know."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from portal.cases import registry
from portal.cases.models import Case
from portal.papers import kinds, render
from portal.papers.management.commands.make_signing_key import demo_key
from portal.papers.models import Document
from portal.parties.models import Agency, Exporter
from tests.cases import procedure

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample procedure, known while a test of this package runs."""
    monkeypatch.setattr(registry, "_procedures", dict(registry._procedures))
    procedure.register()


@pytest.fixture(scope="session")
def key_bytes() -> bytes:
    return demo_key()


@pytest.fixture(autouse=True)
def signing_key(settings: Any, tmp_path: Path, key_bytes: bytes) -> Path:
    """The portal has a key, and files of its own."""
    settings.SIGNING_KEY_FILE = tmp_path / "portal.p12"
    settings.SIGNING_KEY_FILE.write_bytes(key_bytes)
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.SIGNING_KEY_FILE


@pytest.fixture(scope="session")
def one_page() -> bytes:
    return render.to_pdf("<html lang='en'><title>A page</title><p>A page")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, one_page: bytes) -> None:
    """Papers are signed and issued as ever, but show one and the same page: for tests of what comes after."""
    monkeypatch.setattr(render, "to_pdf", lambda *_page, **_options: one_page)


@pytest.fixture
def case(siam_ceramics: Exporter) -> Case:
    """Siam Ceramics' case at the DFT."""
    return a_case(siam_ceramics, "TST-2569-000001")


def a_case(exporter: Exporter, reference: str) -> Case:
    return Case.objects.create(
        reference=reference,
        procedure="sample",
        exporter=exporter,
        agency=Agency.DFT,
        state="submitted",
        waiting_for="officers",
        submitted_at=AT,
        exporter_name_th=exporter.name_th,
        exporter_name_en=exporter.name_en,
        search=reference,
    )


def facts(case: Case, submission: Any) -> dict[str, Any]:
    return {"company": case.exporter.name_th, "lines": ["สินค้า", "น้ำ", "จำกัด"]}


def numbering(document: Document) -> kinds.Numbering:
    return kinds.Numbering("letter-2569", "LTR-2569-{n:04d}")


LETTER = kinds.DocumentKind(
    slug="test-letter",
    title="Letter",
    template="papers/test_letter.html",
    facts=facts,
    series=numbering,
    filename="letter-{number}.pdf",
    public=lambda document: [("Company", document.facts["body"]["company"])],
)


@pytest.fixture(autouse=True)
def letter(settings: Any) -> Iterator[kinds.DocumentKind]:
    """The kind "test-letter"."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent]}]
    kinds.register(LETTER)
    yield LETTER
    kinds._kinds.pop(LETTER.slug)
