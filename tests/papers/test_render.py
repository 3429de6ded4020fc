"""What a paper may fetch, what it carries, and how it takes long or hostile words."""

import io
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pypdf import PdfReader

from portal.cases.models import Case
from portal.papers import codes, kinds, making, render, services
from portal.papers.models import Document

from .conftest import AT


@pytest.fixture
def document(case: Case) -> Document:
    return services.request(case, "test-letter", at=AT)


def with_lines(document: Document, *lines: str) -> str:
    """The text of the paper that says `lines`."""
    document.facts["body"]["lines"] = lines
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(render.pdf(document))).pages)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://elsewhere.example/x.png",
        "file:///etc/hostname",
        "ftp://x/y",
        "/etc/hostname",
    ],
)
def test_a_paper_fetches_nothing_but_the_portals_own_fonts(address: str) -> None:
    with pytest.raises(render.ForeignAddress):
        render._fetcher().fetch(address)


def test_a_path_that_climbs_out_of_the_font_folder_is_foreign() -> None:
    own = render._faces()[0]["url"]
    assert render._fetcher().fetch(own).read()[:4] == b"\x00\x01\x00\x00"

    with pytest.raises(render.ForeignAddress):
        render._fetcher().fetch(own.rsplit("/", 1)[0] + "/../metadata.json")


def test_a_page_with_a_foreign_picture_is_printed_without_it() -> None:
    pdf = render.to_pdf("<html lang='en'><title>t</title><img alt='nothing' src='file:///etc/hostname'><p>The rest")

    assert "The rest" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_paper_is_tagged_titled_and_in_thai(document: Document) -> None:
    reader = PdfReader(io.BytesIO(render.pdf(document)))

    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "th"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Letter / Letter · TST-2569-000001"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_the_foot_of_every_page_has_the_application_id_and_how_to_check(document: Document) -> None:
    document.facts["body"]["lines"] = ["น้ำ"] * 90

    pages = PdfReader(io.BytesIO(render.pdf(document))).pages

    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert "TST-2569-000001" in text
        assert codes.grouped(document.verification_code) in text
        assert f"{number} / 3" in text


def test_the_qr_code_leads_to_the_documents_own_page(document: Document, settings: Any) -> None:
    import segno

    settings.BASE_URL = "https://portal.example"

    said = render.context(document)["qr"]

    wanted = segno.make(f"https://portal.example/verify/{document.verification_code}/", error="q", micro=False)
    drawn = io.BytesIO()
    wanted.save(drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr", lineclass=None)
    assert said == drawn.getvalue().decode()


def test_what_people_typed_is_never_taken_for_markup(document: Document) -> None:
    text = with_lines(document, "<script>alert(1)</script>", "{{ document.error }}", "& < > \" '")

    assert "<script>alert(1)</script>" in text
    assert "{{ document.error }}" in text


def test_ten_thousand_letters_without_a_break_wrap_and_stay_whole(document: Document) -> None:
    name = "บริษัท" + "ก" * 5000 + "W" * 5000

    text = with_lines(document, name)

    assert re.sub(r"\s", "", text).count("ก") >= 5000
    assert text.count("W") >= 5000


def test_other_scripts_and_controls_do_not_stop_the_paper(document: Document) -> None:
    document.facts["body"]["lines"] = ["สินค้า 🐘", "مرحبا", "a\u202eb", "日本", "\x01", "the last"]

    said = subprocess.run(["pdftotext", "-", "-"], input=render.pdf(document), capture_output=True, check=True)

    text = said.stdout.decode()
    assert "สินค้า" in text
    assert "the last" in text


def test_a_paper_without_verification_has_neither_code_nor_square(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = kinds.kind("test-letter")
    form = kinds.DocumentKind(letter.slug, letter.title, letter.template, letter.facts, verifiable=False, signed=False)
    monkeypatch.setitem(kinds._kinds, letter.slug, form)

    page = render.html(document)

    assert "<svg" not in page
    assert codes.grouped(document.verification_code) not in page


def test_a_time_stamp_service_that_is_away_issues_nothing_and_is_tried_again(document: Document, settings: Any) -> None:
    settings.SIGNING_TIMESTAMP_URL = "http://127.0.0.1:9/"

    assert making.make_due() == 0

    document.refresh_from_db()
    assert document.state == Document.State.QUEUED
    assert document.issued_at is None
    assert document.error


def test_the_same_row_gives_the_same_bytes_whatever_was_printed_before(document: Document) -> None:
    render._fonts_kept.cache_clear()
    first = render.pdf(document)
    render.to_pdf("<p style='font: italic 31px Sarabun'>ใบสุทธินำกลับ ที่อยู่</p>")

    assert render.pdf(document) == first


def test_fonts_are_made_known_once_an_hour_in_each_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [7200.0]
    monkeypatch.setattr(render.time, "monotonic", lambda: now[0])
    render._fonts_kept.cache_clear()

    mine = render._fonts()
    with ThreadPoolExecutor(1) as other:
        assert other.submit(render._fonts).result() is not mine
    now[0] += render.FONTS_KEPT - 1
    assert render._fonts() is mine
    now[0] += 1
    assert render._fonts() is not mine
