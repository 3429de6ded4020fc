"""Lists of documents that an application brings: each with its clause, its source and when it is wanted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .findings import Finding, Message, error


class DocumentsError(ValueError):
    """A list of documents that nobody wrote, or that lacks something."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document; `only_if` names the fact that makes it needed, empty: always; `optional`: welcome, never missing."""

    slug: str
    name: Message
    only_if: str = ""
    optional: bool = False

    def wanted(self, facts: Collection[str]) -> bool:
        return not self.optional and (not self.only_if or self.only_if in facts)


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The documents of one kind of application."""

    id: str
    clause: str
    source: str
    checked_on: date
    documents: tuple[Document, ...]


class DocumentLists:
    """All lists, by id."""

    def __init__(self, lists: Iterable[DocumentList]) -> None:
        self._by_id = {each.id: each for each in lists}

    def __iter__(self) -> Iterator[DocumentList]:
        return iter(self._by_id.values())

    def __getitem__(self, list_id: str) -> DocumentList:
        """The list of that id; DocumentsError when there is none."""
        try:
            return self._by_id[list_id]
        except KeyError:
            raise DocumentsError(f"there is no list of documents {list_id}") from None


def document_lists(written: Sequence[Mapping[str, Any]]) -> DocumentLists:
    """The lists as fixtures/law/documents.yaml writes them; DocumentsError when one lacks something."""
    return DocumentLists(_list(said) for said in written)


def missing(listed: DocumentList, given: Collection[str], facts: Collection[str]) -> Iterator[Finding]:
    """An error for each document that the facts call for and that was not given, by the list's own clause."""
    for document in listed.documents:
        if document.wanted(facts) and document.slug not in given:
            yield error(
                "document-missing",
                listed.clause,
                th=f"โปรดแนบ{document.name.th}",
                en=f"Attach: {document.name.en}.",
                where=f"documents.{document.slug}",
            )


def _list(said: Mapping[str, Any]) -> DocumentList:
    try:
        return DocumentList(
            id=said["list"],
            clause=said["clause"],
            source=said["source"],
            checked_on=date.fromisoformat(said["checked_on"]),
            documents=tuple(
                Document(
                    slug=each["slug"],
                    name=Message(each["th"], each["en"]),
                    only_if=each.get("only_if", ""),
                    optional=each.get("optional") == "true",
                )
                for each in said["documents"]
            ),
        )
    except (KeyError, ValueError) as unfit:
        raise DocumentsError(f"{said.get('list', 'a list')} does not fit: {unfit!r}") from unfit
