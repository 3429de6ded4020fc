"""The rules of REX at their bounds; the vectors are sentences in tests/vectors/registrations."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.findings import Severity
from registrations.facts import threshold_of, undertakings_at
from registrations.rules import consent, exporter, goods, life, number, statements, undertakings
from registrations.rules.application import (
    Application,
    Contact,
    Earlier,
    ExporterInformation,
    Good,
    Product,
    Signature,
)
from registrations.rules.checklist import checklist

from .vectors import vectors

TODAY = date(2026, 11, 22)
EDITION = undertakings_at(TODAY)
SIGNED = Signature("Bangkok", TODAY, "Malee Srisuk", "Managing Director")
WHOLE = Application(
    exporter=ExporterInformation(
        "Siam Ceramics Co., Ltd.", "99 Rama IV Road", "10110", "Bangkok", "TH", "0105551234567",
        "Malee Srisuk", "021234567", "office@siam-ceramics.example",
    ),
    contacts=(Contact("Niran Thongdee", "99 Rama IV Road, Bangkok", "niran@example.com", "021234567"),),
    activities=frozenset({"production"}),
    goods=(Good("6911", "Porcelain tableware"),),
    accepted=frozenset(EDITION.slugs),
    undertakings_signed=SIGNED,
    consent=True,
    consent_signed=SIGNED,
    juristic_id="0105551234567",
)  # fmt: skip


def errors(application: Application) -> list[tuple[str, str]]:
    found = checklist(application, EDITION)
    return [(one.code, one.clause) for one in found if one.severity is Severity.ERROR]


def test_a_whole_application_has_nothing_against_it_and_says_what_was_looked_at() -> None:
    found = list(checklist(WHOLE, EDITION))

    assert {one.severity for one in found} == {Severity.INFO}
    assert [one.clause for one in found] == ["REX-1", "REX-2", "REX-3", "REX-4", "REX-5", "REX-6"]
    assert all(one.message.th and one.message.en for one in found)


@pytest.mark.parametrize("name", list(exporter.REQUIRED))
def test_each_part_of_the_exporter_information_is_required(name: str) -> None:
    lacking = replace(WHOLE, exporter=replace(WHOLE.exporter, **{name: ""}))

    assert errors(lacking) == [("exporter-information-missing", "REX-1")]


@pytest.mark.parametrize(
    ("tax_id", "code"),
    [
        ("0105551234568", "tax-id-invalid"),
        ("010555123456", "tax-id-invalid"),
        ("01055512345670", "tax-id-invalid"),
        ("0505560000014", "tax-id-of-another-company"),
    ],
)
def test_a_tax_id_that_is_not_the_companys_stands_in_the_way(tax_id: str, code: str) -> None:
    wrong = replace(WHOLE, exporter=replace(WHOLE.exporter, tax_id=tax_id))

    assert errors(wrong) == [(code, "REX-1")]


def test_an_application_without_a_contact_person_is_incomplete() -> None:
    assert errors(replace(WHOLE, contacts=())) == [("contact-missing", "REX-2")]


def test_a_contact_person_without_a_fax_is_complete_and_one_without_a_phone_is_not() -> None:
    no_phone = replace(WHOLE.contacts[0], phone="", fax="021234568")

    assert errors(WHOLE) == []
    assert errors(replace(WHOLE, contacts=(*WHOLE.contacts, no_phone))) == [("contact-incomplete", "REX-2")]


@pytest.mark.parametrize(
    ("chosen", "main", "shown"),
    [
        ({"production"}, "", "production"),
        ({"trading"}, "", "trading"),
        ({"production", "trading"}, "trading", "trading"),
        ({"production", "trading"}, "", None),
        ({"production", "trading"}, "export", None),
        (set(), "trading", None),
    ],
)
def test_the_print_shows_the_main_activity(chosen: set[str], main: str, shown: str | None) -> None:
    application = replace(WHOLE, activities=frozenset(chosen), main_activity=main)

    assert exporter.main_activity(application) == shown  # REX-3
    assert bool(errors(application)) == (shown is None)


@pytest.mark.parametrize(("headings", "then"), vectors("goods_listing"))
def test_more_than_twenty_headings_are_listed_as_chapters(headings: list[str], then: dict[str, Any]) -> None:
    listing = goods.goods_listing(headings)  # REX-4

    assert (listing.by, list(listing.codes)) == (then["by"], then["codes"])


@given(st.lists(st.from_regex(r"[0-9]{4}", fullmatch=True), min_size=1, max_size=60))
def test_every_good_is_covered_by_the_listing_and_none_is_listed_twice(headings: list[str]) -> None:
    listing = goods.goods_listing(headings)

    assert all(heading.startswith(listing.codes) for heading in headings)
    assert len(set(listing.codes)) == len(listing.codes)
    assert listing.by == "chapter" or len(listing.codes) <= 20


@pytest.mark.parametrize(("heading", "then"), vectors("headings"))
def test_a_heading_that_is_none_is_told_why(heading: str, then: str) -> None:
    problem = goods.heading_problem(heading)

    assert then in (problem.en if problem else "ok")


def test_goods_need_a_row_and_each_row_a_description() -> None:
    assert errors(replace(WHOLE, goods=())) == [("goods-missing", "REX-4")]
    assert errors(replace(WHOLE, goods=(Good("6911", ""),))) == [("description-missing", "REX-4")]


def test_a_good_listed_twice_is_a_warning_only() -> None:
    found = list(goods.goods(replace(WHOLE, goods=(Good("6911", "Plates"), Good("6911", "plates")))))

    assert [(one.code, one.severity) for one in found] == [
        ("good-listed-twice", Severity.WARNING),
        ("goods-listed-by-heading", Severity.INFO),
    ]


@pytest.mark.parametrize("left_out", EDITION.slugs)
def test_each_undertaking_left_unticked_blocks(left_out: str) -> None:
    application = replace(WHOLE, accepted=WHOLE.accepted - {left_out})

    found = [one for one in checklist(application, EDITION) if one.severity is Severity.ERROR]

    assert [(one.code, one.clause, one.where) for one in found] == [
        ("undertaking-not-accepted", "REX-5", f"undertakings.{left_out}")
    ]


def test_there_are_nine_undertakings_in_thai_and_english() -> None:
    assert len(EDITION.undertakings) == 9  # REX-5
    assert all(one.text.th and one.text.en for one in EDITION.undertakings)


@pytest.mark.parametrize("part", ["place", "day", "name", "job_title"])
def test_undertakings_and_consent_each_need_their_whole_signature(part: str) -> None:
    nothing: Any = None if part == "day" else ""
    lacking = replace(SIGNED, **{part: nothing})

    assert errors(replace(WHOLE, undertakings_signed=lacking)) == [("undertakings-not-signed", "REX-5")]
    assert errors(replace(WHOLE, consent_signed=lacking)) == [("consent-not-signed", "REX-6")]


def test_an_edition_of_the_undertakings_holds_from_its_day_on() -> None:
    first = replace(EDITION, since=date(2017, 1, 1))
    second = replace(EDITION, since=date(2027, 1, 1))

    assert undertakings.edition_at([first, second], date(2026, 12, 31)) is first
    assert undertakings.edition_at([first, second], date(2027, 1, 1)) is second
    with pytest.raises(LookupError):
        undertakings.edition_at([first], date(2016, 12, 31))


def test_refusing_consent_is_no_ground_to_refuse_but_not_answering_is_incomplete() -> None:
    assert errors(replace(WHOLE, consent=False)) == []
    assert errors(replace(WHOLE, consent=None)) == [("consent-unanswered", "REX-6")]


def test_the_public_sees_who_it_is_only_with_consent() -> None:
    always = {"number", "registered_on", "valid_from", "revoked_on", "countries"}

    assert set(consent.published(consented=False)) == always  # REX-6
    assert set(consent.published(consented=True)) == always | {"name", "address", "contacts", "goods"}


@pytest.mark.parametrize(("said", "then"), vectors("numbers"))
def test_a_number_follows_the_pattern_or_is_not_given(said: dict[str, str], then: str) -> None:
    try:
        made = number.render(said["pattern"], year=int(said["year"]), seq=int(said["seq"]))
    except number.NumberPatternError:
        made = "refused"

    assert made == then  # REX-9


@pytest.mark.parametrize("typed", ["threx2026000001", "THREX 2026 000001", " THREX-2026-000001 ", "TH REX2026/000001"])
def test_a_number_is_found_however_it_is_typed(typed: str) -> None:
    assert number.normalise(typed) == "THREX2026000001"


def test_numbers_of_other_countries_are_rex_numbers_but_not_thai() -> None:
    assert number.is_rex_number("LAREX123")
    assert not number.is_thai("LAREX123")
    assert not number.is_rex_number("THREX")
    assert not number.is_rex_number("THREX1\n")


def test_a_registration_holds_from_the_day_of_reception_and_a_revocation_is_for_the_future_only() -> None:
    since = life.valid_from(TODAY)  # REX-10

    assert since == TODAY
    assert not life.covers(since, None, date(2026, 11, 21))
    assert life.covers(since, None, TODAY)
    assert life.covers(since, None, date(2126, 1, 1))
    assert life.covers(since, date(2027, 1, 1), date(2026, 12, 31))
    assert not life.covers(since, date(2027, 1, 1), date(2027, 1, 1))


def test_a_company_that_is_registered_already_gets_no_second_number() -> None:
    assert errors(replace(WHOLE, earlier=(Earlier("THREX1"),))) == [("already-registered", "REX-10")]


def test_a_revoked_registration_is_shown_and_does_not_stand_in_the_way() -> None:
    found = list(checklist(replace(WHOLE, earlier=(Earlier("THREX1", TODAY),)), EDITION))

    assert [one.code for one in found if one.severity is Severity.WARNING] == ["earlier-registration-revoked"]
    assert not [one for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize(("made_out", "then"), vectors("statements", "keep"))
def test_a_statement_is_kept_to_the_end_of_the_third_year(made_out: str, then: str) -> None:
    assert statements.keep_until(date.fromisoformat(made_out)) == date.fromisoformat(then)  # REX-11


@pytest.mark.parametrize(("made_out", "then"), vectors("statements", "valid"))
def test_a_statement_is_valid_for_twelve_months(made_out: str, then: str) -> None:
    assert statements.valid_until(date.fromisoformat(made_out)) == date.fromisoformat(then)  # REX-11


@pytest.mark.parametrize(("said", "then"), vectors("statements", "number"))
def test_a_number_is_needed_above_the_threshold(said: dict[str, str], then: str) -> None:
    threshold = threshold_of(said["country"], date.fromisoformat(said["on"]))

    needed = statements.needs_number(Decimal(said["value"]), threshold)  # REX-11

    assert needed == (then == "yes")


def test_a_consignment_below_nothing_is_no_consignment() -> None:
    with pytest.raises(ValueError):
        statements.needs_number(Decimal("-0.01"), statements.Threshold("CH", "CHF", Decimal(10300)))


@pytest.mark.parametrize(
    ("product", "found"),
    [
        (Product("CUP-01", "3", "6911"), []),
        (Product("CUP-01", "3", "6912"), [("heading-differs-from-product", "warning", "goods.0.heading")]),
        (Product("CUP-01", "3"), [("product-unknown", "error", "goods.0.product")]),
        (Product("CUP-01", ""), [("product-unknown", "error", "goods.0.product")]),
    ],
)
def test_a_good_is_of_a_version_that_the_company_has(product: Product, found: list[tuple[str, str, str]]) -> None:
    said = replace(WHOLE, goods=(Good("6911", "Porcelain tableware", product),))

    against = [one for one in goods.goods(said) if one.severity is not Severity.INFO]

    assert [(one.code, one.severity.value, one.where) for one in against] == found
    assert {one.clause for one in against} <= {"REX-4"}
    assert all("CUP-01" in one.message.th and "CUP-01" in one.message.en for one in against)


def test_a_heading_that_is_missing_is_not_compared_as_well() -> None:
    said = replace(WHOLE, goods=(Good("", "Porcelain tableware", Product("CUP-01", "3", "6912")),))

    assert [one.code for one in goods.goods(said)] == ["heading-invalid"]
