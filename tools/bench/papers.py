"""A warm one-page paper, from frozen facts to PDF, against WeasyPrint alone on the same page."""

import io
from collections.abc import Iterator

from pypdf import PdfReader

from portal.papers import render, sign
from portal.papers.models import Document

from .measure import Contest


def contests() -> Iterator[Contest]:
    """Printing alone, then printing and signing."""
    from weasyprint import HTML

    document = Document.objects.select_related("case").filter(kind="rex-registration").order_by("pk").first()
    if document is None:
        raise LookupError("the demo cases have no registration document to print")
    page = render.html(document)

    def bare() -> bytes:
        made: bytes = HTML(string=page, base_url=None, url_fetcher=render._fetcher()).write_pdf()
        return made

    yield Contest(
        "paper: printed", "WeasyPrint alone, same page", bare, lambda: render.pdf(document), as_long, 7, 1, 1.1
    )
    yield Contest(
        "paper: printed and signed",
        "WeasyPrint alone, same page",
        bare,
        lambda: sign.signed(render.pdf(document)),
        as_long,
        7,
        1,
    )


def as_long(left: object, right: object) -> None:
    """Both papers have as many pages, and ours says what the page says."""
    assert isinstance(left, bytes) and isinstance(right, bytes)
    theirs, ours = (PdfReader(io.BytesIO(made)) for made in (left, right))
    assert len(theirs.pages) == len(ours.pages)
    assert len(ours.pages[0].extract_text()) > 200
