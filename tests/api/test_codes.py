"""The dictionary of codes: nothing that an answer may carry is missing from it, and people and programs find it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from portal.api import codes, errors
from portal.api.source import findings, read
from portal.law.clause_index import CODE
from tests import rulebook

# Code that makes findings, but for the constructors themselves: a code written out after one of them.
_WRITTEN = re.compile(r"\b(?:error|warning|info|Finding|refuse|moved_on)\(\s*(?:# [^\n]*\s*)?\"([a-z0-9-]+)\"")
_RAISED = re.compile(r"ValidationError\(.*?code=\"([a-z-]+)\"", re.DOTALL)
_FORMS_OF_THE_API = ("portal/parties/text.py", "portal/parties/tradefields.py", "portal/parties/juristic.py")


def known(kind: str = "") -> set[str]:
    return {one.code for one in codes.every_code() if not kind or one.kind == kind}


def files() -> Iterator[Path]:
    for package in CODE:
        yield from (Path(settings.BASE_DIR) / package).rglob("*.py")


def test_no_finding_has_a_code_that_the_dictionary_cannot_tell() -> None:
    sources = read(Path(settings.BASE_DIR), CODE)

    assert findings.untold(sources) == []


def test_every_code_that_the_source_writes_out_is_in_the_dictionary() -> None:
    """Looked for by another way than the dictionary's own: as plain text."""
    written = {code for path in files() for code in _WRITTEN.findall(path.read_text("utf-8"))}

    assert len(written) > 150
    assert written - known(codes.FINDING) == set()


def test_every_code_that_fields_of_the_api_raise_is_in_the_dictionary() -> None:
    raised = {
        code
        for name in (*_FORMS_OF_THE_API, "registrations/forms/application.py")
        for code in _RAISED.findall((Path(settings.BASE_DIR) / name).read_text("utf-8"))
    }

    assert {"heading", "future", "check-digit", "places"} <= raised
    assert raised - known(codes.FIELD) == set()
    assert {"required", "invalid_choice", "max_length", "not-started", "too-many", "unfit"} <= known(codes.FIELD)


def test_every_code_that_a_vector_names_is_in_the_dictionary() -> None:
    """Those that vectors only raise are looked up as they run (tests/rulebook.py)."""
    named = {
        code
        for path in sorted(rulebook.FOLDER.rglob("*.yaml"))
        if isinstance(said := rulebook.read(path), dict)
        for row in said.get("cases", ())
        for code in _codes_in(row.get("then", {}))
    }

    assert len(named) > 100
    assert named - known(codes.FINDING) == set()


def _codes_in(then: Any) -> Iterator[str]:
    for path, said in then.items() if isinstance(then, dict) else ():
        if path in ("findings", "told") and isinstance(said, list):
            yield from (each for each in said if isinstance(each, str))
        elif re.fullmatch(r"findings\.[0-9]+\.code", path):
            yield said


def one(code: str, package: str) -> codes.Code:
    return next(each for each in codes.every_code() if (each.code, each.package) == (code, package))


def test_an_entry_says_clause_severity_place_and_sentence() -> None:
    found = one("signatory-unknown", "formd")

    assert found.severities == ("error", "warning")
    assert (found.clauses, found.where) == (("FD-1",), ("form.signatory_known",))
    assert found.messages[0].en.startswith("Signature or stamp") and found.messages[0].th.startswith("ลายมือชื่อ")
    assert found.evaluators == ("form-d-import",)


def test_codes_that_a_loop_or_a_caller_chooses_are_told_one_by_one() -> None:
    assert {"result-suspended", "result-cancelled", "result-withdrawn", "paper-seen-missing"} <= known()
    assert one("third-country-country-missing", "formd").messages[0].en.startswith("Enter the country of the company")
    assert one("total-wrong", "watchlist").clauses == ("WL-6",)
    assert one("same-person", "registrations").clauses == ("REX-8",)


def test_an_error_at_a_field_says_at_which_fields_it_may_stand() -> None:
    heading, year = one("heading", "registrations"), one("year", "registrations")

    assert heading.clauses == ("REX-4",)
    assert year.where == ("steps.consent.values.signed_on", "steps.undertakings.values.signed_on")
    assert "steps.contacts.rows.….email" in one("required", "registrations").where


def test_every_sentence_is_there_in_both_languages() -> None:
    for each in codes.every_code():
        for message in each.messages:
            assert re.search("[ก-๙…]", message.th) and re.search("[A-Za-z…]", message.en), (each.code, message)


def test_programs_get_the_dictionary_and_304_after_that(client: Client, db: None) -> None:
    answer = client.get("/api/v1/codes/")
    again = client.get("/api/v1/codes/", headers={"if-none-match": answer["ETag"]})

    said = answer.json()
    assert answer.status_code == 200 and answer["Cache-Control"] == "public, no-cache"
    assert {each["code"] for each in said["problems"]} == set(errors.DICTIONARY)
    assert {each["code"] for each in said["codes"]} == known()
    assert (again.status_code, again.content) == (304, b"")


def test_the_document_describes_the_dictionary_as_it_is(client: Client, db: None) -> None:
    said = SchemaGenerator().get_schema(request=None, public=True)["paths"]["/api/v1/codes/"]["get"]
    body = said["responses"]["200"]["content"]["application/json"]

    for value in (client.get("/api/v1/codes/").json(), *(each["value"] for each in body["examples"].values())):
        jsonschema.validate(value, body["schema"])

    assert "security" not in said  # it is for everybody
    [example] = body["examples"].values()
    assert example["value"]["codes"] == [one("description-missing", "registrations").as_dict()]


def test_the_dictionary_costs_no_query(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        client.get("/api/v1/codes/")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_has_every_code_with_an_anchor_of_its_own(client: Client, db: None, language: str) -> None:
    client.cookies["django_language"] = language

    page = client.get("/api/errors/").content.decode()

    anchors = re.findall(r'<tr class="govuk-table__row" id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) == len(codes.every_code()) + len(errors.DICTIONARY)
    assert known() | set(errors.DICTIONARY) <= set(anchors)


def test_the_page_is_searched_by_words_part_and_severity(client: Client, db: None) -> None:
    client.cookies["django_language"] = "en"

    by_words = client.get("/api/errors/", {"q": "rex-4", "severity": "warning"}).content.decode()
    by_part = client.get("/api/errors/", {"package": "drawback"}).content.decode()
    nothing = client.get("/api/errors/", {"q": "no such thing", "package": "x"}).content.decode()

    assert re.findall(r'<tr class="govuk-table__row" id="([^"]+)"', by_words) == [
        "good-listed-twice",
        "heading-differs-from-product",
    ]
    assert 'id="over-limit"' in by_part and 'id="good-listed-twice"' not in by_part
    assert "No code fits" in nothing


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_finding_has_a_page_with_every_meaning(client: Client, db: None, language: str) -> None:
    client.cookies["django_language"] = language

    page = client.get("/api/errors/code-too-short/").content.decode()

    for meaning in codes.called("code-too-short"):
        assert getattr(meaning.messages[0], language)[:25] in page
    assert "origin" in page and "watchlist" in page and "WL-9" in page and "FD-8" in page
