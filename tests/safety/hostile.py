"""Files as somebody would send them who means harm, each made here so that no scanner finds them in the repository."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from struct import pack

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

SCRIPT = b"<script>alert(1)</script>"
ACTIVE, TWOFOLD, SWOLLEN = "more than paper", "something else besides", "more than a reader can show"
OTHER, BROKEN, KIND = "not what its name says", "cannot be opened", "of a kind that is not taken"


def a_pdf(change: Callable[[PdfWriter], object] = lambda _writer: None) -> bytes:
    writer, into = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    change(writer)
    writer.write(into)
    return into.getvalue()


def a_picture(kind: str, **said: object) -> bytes:
    into = BytesIO()
    Image.new("RGB", (16, 16), "white").save(into, kind, **said)  # type: ignore[arg-type]
    return into.getvalue()


def a_zip(**parts: bytes) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def named(**said: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in said.items()})  # type: ignore[misc]


def with_action(kind: str, **said: object) -> bytes:
    return a_pdf(lambda pdf: pdf.root_object.update({NameObject("/OpenAction"): named(S=NameObject(kind), **said)}))


def with_form(**said: object) -> bytes:
    return a_pdf(lambda pdf: pdf.root_object.update({NameObject("/AcroForm"): named(**said)}))


def a_script() -> bytes:
    return with_action("/JavaScript", JS=TextStringObject("app.alert(1)"))


def a_program() -> bytes:
    return with_action("/Launch", F=TextStringObject("cmd.exe"))


def an_address() -> bytes:
    return with_action("/URI", URI=TextStringObject("https://evil.example/"))


def on_the_page(**said: object) -> bytes:
    return a_pdf(lambda pdf: pdf.pages[0].update({NameObject("/Annots"): ArrayObject([named(**said)])}))


def with_stream(data: bytes, *filters: str) -> bytes:
    stream = EncodedStreamObject()
    stream._data = data
    stream[NameObject("/Filter")] = ArrayObject([NameObject(name) for name in filters])
    return a_pdf(lambda pdf: pdf.pages[0].update({NameObject("/Contents"): pdf._add_object(stream)}))


def with_a_hidden_action() -> bytes:
    """Spelled out by escapes, behind the last object and in no table: some readers search for it all the same."""
    whole = a_pdf()
    at = whole.rfind(b"startxref")
    return whole[:at] + b"99 0 obj << /S /J#61vaScript >> endobj\n" + whole[at:]


def with_an_indirect_action() -> bytes:
    def change(pdf: PdfWriter) -> None:
        kind = pdf._add_object(NameObject("/Launch"))
        pdf.root_object[NameObject("/Names")] = pdf._add_object(named(X=named(S=kind)))

    return a_pdf(change)


def in_a_packed_object() -> bytes:
    """The action within an object stream, where nobody who searches the bytes finds it."""
    inside = b"7 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    packed = zlib.compress(inside)
    stream = b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    body = b"%PDF-1.5\n"
    places = {}
    for number, content in (
        (1, b"<< /Type /Catalog /Pages 2 0 R /OpenAction 7 0 R >>"),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"),
        (4, b"<< /Type /ObjStm /N 1 /First 4 " + stream),
    ):  # fmt: skip
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"\0\0\0\0" + b"".join(b"\1" + pack(">H", places[n]) + b"\0" for n in (1, 2, 3, 4))
    rows += b"\1" + pack(">H", len(body)) + b"\0" + b"\0\0\0\0" + b"\2" + pack(">H", 4) + b"\0"
    head = b"<< /Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /Length %d >>" % len(rows)
    return body + b"5 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, rows, len(body))


def many_zeros(size: int = 190_000_000) -> bytes:
    packer, piece = zlib.compressobj(6), b"\0" * 1_000_000
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


def chunk(name: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))


def a_wide_png() -> bytes:
    head = pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def a_png_that_speaks() -> bytes:
    info = PngInfo()
    info.add_text("Comment", SCRIPT.decode())
    return a_picture("PNG", pnginfo=info)


def a_png_with_a_late_text() -> bytes:
    whole = a_picture("PNG")
    at = whole.rfind(b"IEND") - 4
    return whole[:at] + chunk(b"tEXt", b"Comment\0" + SCRIPT) + whole[at:]


def embedded() -> bytes:
    return a_pdf(lambda pdf: pdf.add_attachment("macro.docm", b"PK\x03\x04"))


def with_xfa() -> bytes:
    stream = DecodedStreamObject()
    stream.set_data(b"<xdp/>")
    return with_form(XFA=stream, Fields=ArrayObject())


MACROS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><svg>&b;</svg>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>"""
AREA = ArrayObject([NumberObject(0)] * 4)

# What is sent, under which name, and what the refusal says.
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a Windows program": ("letter.pdf", lambda: b"MZ\x90\0" + b"\0" * 500, OTHER),
    "a Linux program": ("letter.png", lambda: b"\x7fELF\2\1\1" + b"\0" * 500, OTHER),
    "a shell script": ("letter.jpg", lambda: b"#!/bin/sh\nrm -rf ~\n", OTHER),
    "a PowerShell script": ("letter.pdf.ps1", lambda: b"Remove-Item ~", KIND),
    "a program with two endings": ("letter.pdf.exe", a_pdf, KIND),
    "a shortcut": ("letter.pdf", lambda: b"L\0\0\0\1\x14\2\0" + b"\0" * 200, OTHER),
    "a document with macros": ("letter.docm", lambda: a_zip(**MACROS), KIND),
    "a document with macros, renamed": ("letter.pdf", lambda: a_zip(**MACROS), OTHER),
    "a document with macros inside": ("letter.docx", lambda: a_zip(**MACROS), KIND),
    "a workbook with macros, renamed": ("letter.jpg", lambda: a_zip(**{"xl/vbaProject.bin": b"x"}), OTHER),
    "an old document": ("letter.pdf", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, OTHER),
    "a zip bomb": ("letter.zip", lambda: a_zip(bomb=b"\0" * 10_000_000), KIND),
    "a zip bomb, renamed": ("letter.pdf", lambda: a_zip(bomb=b"\0" * 10_000_000), OTHER),
    "a picture of 3,600 million points": ("scan.png", a_wide_png, SWOLLEN),
    "a PDF that unfolds without end": ("letter.pdf", lambda: with_stream(many_zeros(), "/FlateDecode"), SWOLLEN),
    "a PDF that is packed twice": (
        "letter.pdf", lambda: with_stream(zlib.compress(zlib.compress(b"\0" * 10**6)), "/FlateDecode", "/Fl"), SWOLLEN,
    ),
    "a PDF that is packed five times": ("letter.pdf", lambda: with_stream(b"x", *["/ASCIIHexDecode"] * 5), SWOLLEN),
    "a PDF of runs": ("letter.pdf", lambda: with_stream(b"\x81\0" * 2_000_000, "/RunLengthDecode"), SWOLLEN),
    "a drawing with a billion laughs": ("drawing.svg", lambda: LAUGHS, KIND),
    "a drawing that reads a file, renamed": ("drawing.png", lambda: OUTSIDE, OTHER),
    "a PDF and an archive": ("letter.pdf", lambda: a_pdf() + a_zip(x=b"x"), TWOFOLD),
    "a PDF and an archive that ends like a PDF": ("letter.pdf", lambda: a_pdf() + a_zip(x=b"x") + b"\n%%EOF", TWOFOLD),
    "a PDF and a page": ("letter.pdf", lambda: a_pdf().replace(b"\n", b"\n%" + SCRIPT + b"\n", 1), TWOFOLD),
    "a PDF and what follows": ("letter.pdf", lambda: a_pdf() + b"MZ\x90\0 a program", TWOFOLD),
    "an archive, then a PDF": ("letter.pdf", lambda: a_zip(x=b"x") + a_pdf(), OTHER),
    "a GIF that is a script": ("scan.gif", lambda: b"GIF89a/*\1\0*/=1;alert(1);", KIND),
    "a GIF that is a script, renamed": ("scan.png", lambda: b"GIF89a/*\1\0*/=1;alert(1);", OTHER),
    "a photograph with a page in a remark": ("scan.jpg", lambda: a_picture("JPEG", comment=SCRIPT), TWOFOLD),
    "a photograph and a page": ("scan.jpg", lambda: a_picture("JPEG") + b"<HTML><body>", TWOFOLD),
    "a photograph and an archive": ("scan.jpg", lambda: a_picture("JPEG") + a_zip(x=b"x"), TWOFOLD),
    "a photograph and a program": ("scan.jpg", lambda: a_picture("JPEG") + b"MZ\x90\0", TWOFOLD),
    "a photograph and a paper": ("scan.jpg", lambda: a_picture("JPEG", comment=b"%PDF-1.7"), TWOFOLD),
    "a picture with a page in a text": ("scan.png", a_png_that_speaks, TWOFOLD),
    "a picture with a page in a text at its end": ("scan.png", a_png_with_a_late_text, TWOFOLD),
    "a picture and what follows": ("scan.png", lambda: a_picture("PNG") + b"anything", TWOFOLD),
    "a picture with a head of another kind": ("scan.png", lambda: a_picture("JPEG"), OTHER),
    "a PDF with a script": ("letter.pdf", a_script, ACTIVE),
    "a PDF that starts a program": ("letter.pdf", a_program, ACTIVE),
    "a PDF that opens an address": ("letter.pdf", an_address, ACTIVE),
    "a PDF with a script behind a name": ("letter.pdf", with_an_indirect_action, ACTIVE),
    "a PDF with a script nobody names": ("letter.pdf", with_a_hidden_action, ACTIVE),
    "a PDF with a packed script": ("letter.pdf", in_a_packed_object, ACTIVE),
    "a PDF with a file in it": ("letter.pdf", embedded, ACTIVE),
    "a PDF that sends itself": ("letter.pdf", lambda: on_the_page(A=named(S=NameObject("/SubmitForm"))), ACTIVE),
    "a PDF with a film": ("letter.pdf", lambda: on_the_page(Subtype=NameObject("/RichMedia"), Rect=AREA,
                          RichMediaContent=named()), ACTIVE),
    "a PDF with a form that is a program": ("letter.pdf", with_xfa, ACTIVE),
    "a PDF of one head": ("letter.pdf", lambda: b"%PDF-1.7\n%%EOF", BROKEN),
    "half a PDF": ("letter.pdf", lambda: a_pdf()[:200], BROKEN),
}  # fmt: skip
