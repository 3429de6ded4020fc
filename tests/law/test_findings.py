"""What rules answer."""

import json

import pytest

from portal.law.findings import Finding, Message, Severity, error, info, warning

HEADINGS = Finding(
    code="too-many-headings",
    severity=Severity.ERROR,
    clause="REX-4",
    message=Message("เกิน 20 ประเภท ให้ระบุเป็นตอน", "More than 20 headings: list chapters"),
    where="goods",
    looked_at={"headings": 21},
)


def test_a_finding_is_told_with_its_clause_in_both_languages() -> None:
    assert HEADINGS.as_dict() == {
        "code": "too-many-headings",
        "severity": "error",
        "clause": "REX-4",
        "message": {"th": "เกิน 20 ประเภท ให้ระบุเป็นตอน", "en": "More than 20 headings: list chapters"},
        "where": "goods",
        "looked_at": {"headings": 21},
    }


def test_a_finding_is_read_back_as_it_was_kept() -> None:
    assert Finding.from_dict(json.loads(json.dumps(HEADINGS.as_dict()))) == HEADINGS


def test_a_finding_that_tells_nothing_more_says_nothing_more() -> None:
    assert "looked_at" not in error("slug", "REX-1", th="ก", en="a").as_dict()


@pytest.mark.parametrize(("make", "severity"), [(error, "error"), (warning, "warning"), (info, "info")])
def test_three_weights_of_findings(make: object, severity: str) -> None:
    assert callable(make)

    found = make("slug", "REX-1", th="ก", en="a", where="name")

    assert (found.severity, found.where) == (severity, "name")


@pytest.mark.parametrize(
    ("language", "said"), [("th", "ก"), ("en", "a"), ("en-gb", "a"), ("fr", "ก"), (None, "ก"), ("", "ก")]
)
def test_thai_unless_english_is_asked_for(language: str | None, said: str) -> None:
    assert Message("ก", "a").in_language(language) == said
