"""Bodies that are too deep, too many, too large, or not what they say they are."""

import json
import zipfile
import zlib
from io import BytesIO
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.cases import attachments, messages
from portal.cases.models import Attachment
from portal.parties.actors import Actor

from .conftest import AT, World

EVALUATE = "/api/v1/evaluate/period/"
BODIES = {
    "deep-array": "[" * 100_000,
    "closed-deep-array": "[" * 50_000 + "]" * 50_000,
    "deep-object": '{"a":' * 20_000 + "1" + "}" * 20_000,
    "many": json.dumps([{}] * 100_000),
    "many-numbers": "[" + ",".join("1" for _ in range(500_000)) + "]",
    "huge-number": '{"months": ' + "9" * 100_000 + "}",
    "exponent": '{"months": 1e999999999}',
    "nan": '{"months": NaN}',
    "half-a-letter": '{"from": "\\ud800"}',
    "nul": '{"from": "\\u0000"}',
    "not-utf-8": "\udcff",
    "twice": '{"from": "2024-01-01", "from": "2024-01-02"}',
    "too-large": '"' + "a" * (2 * 1024 * 1024) + '"',
    "year-zero": '{"from": "0000-00-00", "months": 1}',
    "end-of-time": '{"from": "9999-12-31", "months": 12}',
}


@pytest.mark.parametrize("kind", BODIES)
def test_an_evaluator_refuses_what_it_cannot_read(db: None, kind: str) -> None:
    body = BODIES[kind].encode("utf-8", "surrogateescape")

    answer = Client(raise_request_exception=False).post(EVALUATE, body, "application/json")

    assert answer.status_code in (400, 413)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(answer.content) < 5_000


def chunk(name: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))


def picture_bomb() -> bytes:
    """Says that it is 50,000 × 50,000 points, in a few bytes."""
    head = pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def a_zip() -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("x.txt", "x")
    return into.getvalue()


def a_half_picture() -> bytes:
    into = BytesIO()
    Image.new("RGB", (64, 64), "red").save(into, "PNG")
    return into.getvalue()[:60]


FILES = {
    "zip.pdf": a_zip(),
    "zip-behind-a-head.pdf": b"%PDF-1.7\n" + a_zip(),
    "page.pdf": b"<html><script>alert(1)</script>",
    "page-behind-a-head.pdf": b"%PDF-1.7\n<script>alert(1)</script>",
    "page.png": b"<svg onload=alert(1)>",
    "drawing.svg": b"<svg onload=alert(1)/>",
    "bomb.png": picture_bomb(),
    "half.png": a_half_picture(),
    "nothing.pdf": b"",
    "program.exe": b"MZ" + b"\0" * 100,
    "picture.jpg": b"\xff\xd8\xff" + b"\0" * 100,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_what_it_says_is_not_kept(world: World, name: str) -> None:
    kept = Attachment.objects.count()

    with pytest.raises(attachments.FileRefused):
        messages.post(
            world.asked, Actor.of(world.people["owner"]), AT, "See the file.", [SimpleUploadedFile(name, FILES[name])]
        )

    assert Attachment.objects.count() == kept
    assert not world.asked.messages.filter(text="See the file.").exists()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2_000))),
        ("application/x-www-form-urlencoded; charset=no-such", b"a=1"),
        ("application/x-www-form-urlencoded", b"message-text=" + b"%ff" * 1000),
        ("application/x-www-form-urlencoded", b"message-text=" + b"a" * (6 * 1024 * 1024)),
        ("text/plain", b"message-text=x"),
        ("application/json", b'{"message-text": "x"}'),
        ("", b"x"),
    ],
)
def test_a_form_that_cannot_be_read_is_a_bad_request(world: World, kind: str, body: bytes) -> None:
    client, written = world.client("owner"), world.asked.messages.count()

    for address in (f"/cases/{world.asked.reference}/messages/", "/companies/new/", "/verify/", "/language/"):
        answer = client.generic("POST", address, body, kind)
        assert answer.status_code in (302, 400, 413, 422, 200), (address, answer.status_code)

    assert world.asked.messages.count() in (written, written + (b"%ff" in body))
