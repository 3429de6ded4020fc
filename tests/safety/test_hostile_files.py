"""Whatever somebody sends who means harm is refused with a sentence in their language, and leaves nothing behind."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Fit, NameObject, TextStringObject

from portal.cases import attachments, drafts
from portal.cases.models import Attachment, Draft
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.registrations.story import AT

from . import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(settings: Any, tmp_path: Path, malee: Person, siam_ceramics: Exporter) -> Draft:
    settings.MEDIA_ROOT = tmp_path / "files"
    return drafts.start("rex", siam_ceramics, Actor.of(malee), AT)


def send(draft: Draft, person: Person, name: str, content: bytes) -> Attachment:
    return attachments.add(SimpleUploadedFile(name, content), actor=Actor.of(person), at=AT, draft=draft)


@pytest.mark.parametrize("kind", hostile.FILES)
def test_a_hostile_file_is_refused_and_leaves_nothing(draft: Draft, malee: Person, settings: Any, kind: str) -> None:
    name, made, why = hostile.FILES[kind]

    with translation.override("en"), pytest.raises(attachments.FileRefused, match=why):
        send(draft, malee, name, made())

    assert not Attachment.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()


def with_links_fields_and_a_signature(pdf: PdfWriter) -> None:
    pdf.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://www.dft.go.th/"))
    pdf.root_object[NameObject("/OpenAction")] = hostile.named(S=NameObject("/GoTo"))
    pdf.add_metadata({"/Title": "หนังสือมอบอำนาจ"})
    pdf.root_object[NameObject("/AcroForm")] = hostile.named(DA=TextStringObject("/Helv 0 Tf"))
    pdf.add_outline_item(title="หน้าแรก", page_number=0, fit=Fit.fit())


SOUND = {
    "letter.pdf": lambda: hostile.a_pdf(with_links_fields_and_a_signature),
    "padded.pdf": lambda: hostile.a_pdf() + b"\r\n\0\0",
    "old-tools.pdf": lambda: hostile.with_stream(b"GapP!GhT9k~>", "/ASCII85Decode"),
    "white.pdf": lambda: hostile.with_stream(hostile.many_zeros(50_000_000), "/FlateDecode"),
    "scan.png": lambda: hostile.a_picture("PNG"),
    "camera.jpg": lambda: hostile.a_picture("JPEG", comment="ถ่ายที่โรงงาน".encode()) + hostile.a_picture("JPEG"),
    "padded.jpg": lambda: hostile.a_picture("JPEG", xmp=b"<x:xmpmeta><rdf:RDF/></x:xmpmeta>") + b"\0" * 64,
}


@pytest.mark.parametrize("name", SOUND)
def test_what_people_really_send_is_kept(draft: Draft, malee: Person, name: str) -> None:
    assert send(draft, malee, name, SOUND[name]()).name == name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/cron.d/x.pdf", "x.pdf"),
        ("..\\..\\windows\\system32\\x.pdf", "x.pdf"),
        ("/absolute/x.pdf", "x.pdf"),
        ("x\0.exe.pdf", "x.exe.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("invoice\u200b\u2066.pdf", "invoice.pdf"),
        ("a" * 500 + ".pdf", "a" * 146 + ".pdf"),
        ("หนังสือรับรองบริษัท ๒๕๖๙.pdf", "หนังสือรับรองบริษัท ๒๕๖๙.pdf"),
        ("x.pdf:stream.pdf", "x.pdf:stream.pdf"),
        ("%2e%2e%2fx.pdf", "%2e%2e%2fx.pdf"),
    ],
)
def test_a_name_is_shown_without_tricks_and_never_reaches_the_folder(
    draft: Draft, malee: Person, settings: Any, sent: str, kept: str
) -> None:
    file = SimpleUploadedFile("x.pdf", hostile.a_pdf())
    file._name = sent  # past what Django's own handling takes away

    attachment = attachments.add(file, actor=Actor.of(malee), at=AT, draft=draft)

    lying = [path.relative_to(settings.MEDIA_ROOT) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert attachment.name == kept
    assert [str(path) for path in lying] == [f"attachments/{attachment.pk.hex[:2]}/{attachment.pk.hex}"]


def test_every_refusal_is_said_in_thai_and_in_english(draft: Draft, malee: Person) -> None:
    name, made, _why = hostile.FILES["a PDF with a script"]
    said = {}
    for language in ("th", "en"):
        with translation.override(language), pytest.raises(attachments.FileRefused) as refused:
            send(draft, malee, name, made())
        said[language] = refused.value.messages[0]

    assert said["en"].isascii()
    assert not said["th"].isascii()


def a_workbook(**changed: bytes) -> bytes:
    """A real one with parts changed or added, by their names in the archive."""
    into, out = BytesIO(), BytesIO()
    book = Workbook()
    book.active.append(["id", "quantity"])  # type: ignore[union-attr]
    book.save(into)
    with zipfile.ZipFile(into) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        for name in {*archive.namelist(), *changed}:
            anew.writestr(name, changed[name] if name in changed else archive.read(name))
    return out.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LAUGHING = b'<!DOCTYPE sst [<!ENTITY a "%s">%s]>' % (
    b"ha" * 50,
    b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)),
)
READING = b'<!DOCTYPE sst [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
IN_A_CELL = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>"""
WORKBOOKS = {
    "macros": lambda: a_workbook(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "macros in another folder": lambda: a_workbook(**{"XL/Macros/VBAPROJECT.BIN": b"\xd0\xcf\x11\xe0"}),
    "a part that unfolds without end": lambda: a_workbook(**{SHEET: b" " * 90_000_000}),
    "a thousand parts": lambda: a_workbook(**{f"xl/{n}.xml": b"" for n in range(1000)}),
    "a billion laughs": lambda: a_workbook(**{SHEET: LAUGHING + IN_A_CELL, STRINGS: LAUGHING + b"<sst>&j;</sst>"}),
    "a file of the server's": lambda: a_workbook(**{SHEET: READING + IN_A_CELL}),
    "no workbook": lambda: hostile.a_zip(**hostile.MACROS),
    "a program": lambda: b"MZ\x90\0" + b"\xff" * 100,
    "half an archive": lambda: a_workbook()[:300],
}


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_hostile_workbook_is_refused_by_the_public_tool(client: Client, kind: str) -> None:
    sent = {name: SimpleUploadedFile(f"{name}.xlsx", WORKBOOKS[kind]()) for name in ("lots", "formulas", "exports")}

    answer = client.post("/tools/drawback/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "govuk-error-summary" in page
    assert "root:" not in page and "haha" not in page
