"""What a list of documents misses, asked by the list's name as a vector can write it."""

from collections.abc import Iterator

from portal.law.documents import DocumentLists, missing
from portal.law.findings import Finding
from portal.law.reference import Reference


def missing_of(list: str, given: frozenset[str], facts: frozenset[str], reference: Reference) -> Iterator[Finding]:
    return missing(reference.of(DocumentLists)[list], given, facts)
