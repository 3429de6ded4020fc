"""The kinds of paper that procedures bring; filled at start-up from their AppConfig.ready()."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from portal.cases.registry import Text

if TYPE_CHECKING:
    from portal.cases.models import Case, Submission

    from .models import Document

Facts = Mapping[str, Any]


class Numbering(NamedTuple):
    """A series, by its key in the table of series, and how its numbers are written ("RCP-2569-{n:06d}")."""

    series: str
    pattern: str


@dataclass(frozen=True)
class DocumentKind:
    """One kind of paper.

    `facts` gathers everything that the template says, as JSON; it is called once, when the paper is asked for.
    `series` numbers the papers (None: the paper has no number of its own). `public` are the lines, label and
    value, that the verification page may show to anybody: it is asked at every look, so that a consent taken
    back counts at once. `filename` may use {reference} and {number}. `of_last_filing`: the paper of a new filing
    takes the place of that of the filing before (a form to sign), instead of standing beside it (a receipt).
    """

    slug: str
    title: Text
    template: str
    facts: Callable[["Case", "Submission | None"], Facts]
    series: "Callable[[Document], Numbering] | None" = None
    signed: bool = True
    verifiable: bool = True
    shown_to: frozenset[str] = frozenset({"exporter", "officers"})
    filename: str = "{reference}.pdf"
    valid_until: "Callable[[Case, Submission | None], date | None] | None" = None
    of_last_filing: bool = False
    public: "Callable[[Document], Sequence[tuple[Text, Text]]] | None" = None


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> None:
    """Makes a kind of paper known; a slug is taken once."""
    known = _kinds.setdefault(kind.slug, kind)
    if known is not kind:
        raise ValueError(f"two kinds of paper are called {kind.slug}")


def kind(slug: str) -> DocumentKind:
    return _kinds[slug]


def kinds() -> tuple[DocumentKind, ...]:
    return tuple(_kinds.values())
