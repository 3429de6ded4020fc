"""Text in the PDFs extracts as it reads: the forms' own words, by two different readers."""

import io
import re
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader

from portal.law.thai import normalise
from portal.papers import fonts, render

VOCABULARY = Path(__file__).parent.parent / "vectors" / "papers" / "vocabulary.yaml"
WORDS = [word for words in yaml.load(VOCABULARY.read_text(), yaml.BaseLoader).values() for word in words]


def with_pdftotext(pdf: bytes) -> str:
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return said.stdout.decode()


def with_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Every word on a line of its own, in regular, bold and italic."""
    faces = "".join(
        f'@font-face {{ font-family: Sarabun; src: url("{face["url"]}"); font-weight: {face["weight"]};'
        f" font-style: {face['style']} }}"
        for face in render._faces()
    )
    lines = "".join(f"<p>{word}</p><p><b>{word}</b></p><p><i>{word}</i></p>" for word in WORDS)
    return render.to_pdf(
        f'<html lang="th"><title>t</title><style>{faces} body {{ font-family: Sarabun }}</style>{lines}'
    )


def lost(read: Callable[[bytes], str], pdf: bytes, tidy: Callable[[str], str]) -> set[str]:
    lines = [tidy(line).strip() for line in read(pdf).splitlines()]
    return {word for word in WORDS if lines.count(word) != 3}


def test_every_word_of_the_forms_comes_out_exactly_as_it_reads(pdf: bytes) -> None:
    assert lost(with_pdftotext, pdf, str) == set()


def test_a_reader_that_knows_glyphs_only_loses_no_word_either(pdf: bytes) -> None:
    """pypdf heeds no ActualText: it gives ํ + า for ำ, and a space after two marks over a tall letter."""
    high_marks = re.compile("([ปฝฟ][ัิีึื][่้๊๋]) ")

    assert lost(with_pypdf, pdf, lambda line: normalise(high_marks.sub(r"\1", line))) == set()


def test_the_wrapped_weasyprint_is_the_one_that_was_read() -> None:
    assert version("weasyprint") == fonts.WRAPPED_IN


def test_without_the_repair_words_are_lost(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, WeasyPrint has learnt it, and this part of portal/papers/fonts.py can go."""
    monkeypatch.setattr(fonts, "meanings", lambda content, index=0: {})
    words = "<html lang='th'><title>t</title><style>body { font-family: Sarabun }</style><p>น้ำ จำกัด สินค้า"

    assert "สินค้า" not in normalise(with_pypdf(render.to_pdf(words)))
