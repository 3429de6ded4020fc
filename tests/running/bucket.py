"""A storage that speaks as much S3 as the portal asks: put, get (also in pieces), head, delete, list, and no more.

What comes without a signature is refused, as a private bucket refuses it.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape


class Bucket:
    """What is kept, by name; `refused` counts what came without a signature."""

    def __init__(self) -> None:
        self.there = False
        self.kept: dict[str, bytes] = {}
        self.refused = 0
        self.address = ""


@contextmanager
def a_bucket() -> Iterator[Bucket]:
    """One called portal."""
    bucket = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("BucketHandler", (Handler,), {"bucket": bucket}))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    bucket.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: Bucket

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if key := self.key():
            self.bucket.kept[key] = body
        else:
            self.bucket.there = True
        self.say(200, headers={"ETag": _etag(body)})

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        key = self.key()
        if not key:
            return self.listed() if "prefix" in self.asked() else self.say(200 if self.bucket.there else 404)
        if key not in self.bucket.kept:
            return self.say(404, b"<Error><Code>NoSuchKey</Code></Error>")
        body, status = self.bucket.kept[key], 200
        headers = {"ETag": _etag(body), "Last-Modified": format_datetime(datetime.now(UTC), usegmt=True)}
        if piece := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            end = int(piece[2]) + 1 if piece[2] else len(body)
            headers["Content-Range"] = f"bytes {piece[1]}-{min(end, len(body)) - 1}/{len(body)}"
            body, status = body[int(piece[1]) : end], 206
        return self.say(status, body, headers)

    def do_DELETE(self) -> None:
        self.bucket.kept.pop(self.key(), None)
        self.say(204)

    def listed(self) -> None:
        prefix, delimiter = self.asked().get("prefix", [""])[0], self.asked().get("delimiter", [""])[0]
        folders, files = set(), []
        for key in sorted(self.bucket.kept):
            rest = key.removeprefix(prefix)
            if key.startswith(prefix) and delimiter and delimiter in rest:
                folders.add(prefix + rest.split(delimiter)[0] + delimiter)
            elif key.startswith(prefix):
                files.append(f"<Contents><Key>{_said(key)}</Key><Size>{len(self.bucket.kept[key])}</Size></Contents>")
        within = "".join(f"<CommonPrefixes><Prefix>{_said(one)}</Prefix></CommonPrefixes>" for one in sorted(folders))
        body = f"<ListBucketResult><EncodingType>url</EncodingType>{''.join(files)}{within}</ListBucketResult>"
        self.say(200, body.encode())

    def key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/portal").removeprefix("/")

    def asked(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    def say(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        signed = self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential=portal/")
        if not signed:
            self.bucket.refused += 1
            status, body, headers = 403, b"<Error><Code>AccessDenied</Code></Error>", {}
        self.send_response(status)
        for header, value in (headers or {}).items():
            self.send_header(header, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nobody reads it."""


def _said(key: str) -> str:
    return escape(quote(key))


def _etag(body: bytes) -> str:
    return f'"{hashlib.md5(body).hexdigest()}"'
