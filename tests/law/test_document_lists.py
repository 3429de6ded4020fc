"""Lists of documents: read strictly, asked by facts, what is missing said by the list's own clause."""

from datetime import date
from typing import Any

import pytest

from portal.law.documents import Document, DocumentList, DocumentLists, DocumentsError, document_lists, missing
from portal.law.findings import Message, Severity
from tests import lists

WRITTEN: dict[str, Any] = {
    "list": "principle",
    "clause": "P-3",
    "source": "the guide",
    "checked_on": "2026-11-25",
    "documents": [
        {"slug": "form", "th": "แบบ", "en": "The form"},
        {"slug": "licence", "th": "ใบอนุญาต", "en": "The licence", "only_if": "controlled"},
        {"slug": "other", "th": "อื่น", "en": "Others", "optional": "true"},
    ],
}


def test_a_list_is_read_as_it_is_written() -> None:
    assert list(document_lists([WRITTEN])) == [
        DocumentList(
            id="principle",
            clause="P-3",
            source="the guide",
            checked_on=date(2026, 11, 25),
            documents=(
                Document("form", Message("แบบ", "The form")),
                Document("licence", Message("ใบอนุญาต", "The licence"), only_if="controlled"),
                Document("other", Message("อื่น", "Others"), optional=True),
            ),
        )
    ]


def test_a_list_is_found_by_its_id_and_another_one_is_not() -> None:
    kept = document_lists([WRITTEN, {**WRITTEN, "list": "import"}])

    assert [kept["principle"].id, kept["import"].id] == ["principle", "import"]
    with pytest.raises(DocumentsError, match="no list of documents export"):
        kept["export"]


@pytest.mark.parametrize(
    "broken",
    [
        *({key: said for key, said in WRITTEN.items() if key != left_out} for left_out in WRITTEN),
        {**WRITTEN, "checked_on": "yesterday"},
        *(
            {**WRITTEN, "documents": [{key: said for key, said in WRITTEN["documents"][0].items() if key != left_out}]}
            for left_out in ("slug", "th", "en")
        ),
    ],
)
def test_a_list_that_lacks_something_is_refused_by_name(broken: dict[str, Any]) -> None:
    with pytest.raises(DocumentsError, match=broken.get("list", "a list")):
        document_lists([broken])


@pytest.mark.parametrize(
    ("given", "facts", "then"),
    [
        ((), (), ["form"]),
        ((), ("controlled",), ["form", "licence"]),
        (("form",), ("controlled",), ["licence"]),
        (("form", "licence"), ("controlled",), []),
        (("licence", "other"), (), ["form"]),
    ],
)
def test_what_the_facts_call_for_and_was_not_given_is_missing(
    given: tuple[str, ...], facts: tuple[str, ...], then: list[str]
) -> None:
    found = list(missing(document_lists([WRITTEN])["principle"], given, facts))

    assert [finding.where for finding in found] == [f"documents.{slug}" for slug in then]
    assert {(finding.code, finding.clause, finding.severity) for finding in found} <= {
        ("document-missing", "P-3", Severity.ERROR)
    }
    for finding, slug in zip(found, then, strict=True):
        name = next(each for each in WRITTEN["documents"] if each["slug"] == slug)
        assert name["th"] in finding.message.th
        assert name["en"] in finding.message.en


def test_every_list_of_the_law_names_each_document_once_in_both_languages() -> None:
    kept = lists.reference().of(DocumentLists)

    assert len(list(kept)) == len(lists.read("law/documents.yaml"))
    for listed in kept:
        slugs = [document.slug for document in listed.documents]
        assert len(slugs) == len(set(slugs)) > 0, listed.id
        assert all(document.name.th != document.name.en for document in listed.documents), listed.id
