"""From a document's frozen facts to PDF bytes."""

import os
import threading
import time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from . import codes, fonts, kinds, qr
from .models import Document

FONTS_KEPT = 3600  # seconds


class ForeignAddress(ValueError):
    """A paper asked for something that is not the portal's own."""


def pdf(document: Document) -> bytes:
    """The document as a tagged PDF, unsigned. The same row gives the same bytes."""
    return to_pdf(html(document), identifier=document.pk.bytes)


def html(document: Document) -> str:
    """The document as the page that WeasyPrint prints; written in Thai, with English beside it."""
    kind = kinds.kind(document.kind)
    with translation.override("th"), timezone.override(settings.TIME_ZONE):
        return render_to_string(kind.template, context(document))


def context(document: Document) -> dict[str, Any]:
    """What a paper's template is given."""
    kind = kinds.kind(document.kind)
    verify_at = f"{settings.BASE_URL}/verify/{document.verification_code}/"
    return {
        "document": document,
        "kind": kind,
        "head": document.facts["head"],
        "facts": document.facts["body"],
        "faces": _faces(),
        "code": codes.grouped(document.verification_code) if kind.verifiable else "",
        "verify_at": f"{settings.BASE_URL}/verify/" if kind.verifiable else "",
        "qr": qr.svg(verify_at) if kind.verifiable else "",
    }


def to_pdf(page: str, *, identifier: bytes = b"portal") -> bytes:
    """The HTML `page` as PDF/UA bytes. Only the portal's own fonts can be fetched."""
    from weasyprint import HTML  # 2 s to import: only the worker pays

    fonts.repair()
    printed = HTML(string=page, base_url=None, url_fetcher=_fetcher())
    said: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_identifier": identifier, "custom_metadata": False}
    made: bytes = printed.write_pdf(font_config=_fonts(), **said)
    return made


def _fonts() -> Any:
    """The faces as the system's font library knows them: to make them known is a tenth of the work of one page.

    Each process and each thread has its own (Pango's map of fonts is for one thread), and makes it anew every hour: it
    stands on temporary files, and those that lie long are swept away on many systems.
    """
    return _fonts_kept(os.getpid(), threading.get_ident(), int(time.monotonic() // FONTS_KEPT))


@lru_cache(maxsize=8)
def _fonts_kept(process: int, thread: int, hour: int) -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _font_folder() -> Path:
    import fontpkg_sarabun

    return Path(fontpkg_sarabun.__file__).parent / "files"


@cache
def _faces() -> list[dict[str, str]]:
    """One file for each weight and style under the one family name; two would print garbage."""
    wanted = (("Regular", "400", "normal"), ("Bold", "700", "normal"), ("Italic", "400", "italic"))
    return [
        {"url": (_font_folder() / f"Sarabun-{name}.ttf").as_uri(), "weight": weight, "style": style}
        for name, weight, style in wanted
    ]


@cache
def _fetcher() -> Any:
    """A fetcher that opens the faces above and nothing else: no network, no other file of this machine."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    allowed = {face["url"] for face in _faces()}

    class OwnFontsOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in allowed:
                raise ForeignAddress(url)
            return URLFetcherResponse(url, Path(_font_folder() / url.rsplit("/", 1)[1]).read_bytes())

    return OwnFontsOnly()
