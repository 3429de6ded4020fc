"""Goods taken from the company's products: what a case keeps of them, and what stands against filing (REX-4)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from portal.cases import changes, drafts, picking, submissions, summary
from portal.cases.models import Case, Draft
from portal.cases.submissions import SubmissionRefused
from portal.law.findings import Finding
from portal.parties.actors import Actor
from portal.parties.catalogue import selectors as catalogue
from portal.parties.catalogue import writing
from portal.parties.catalogue.facts import facts_of
from portal.parties.models import Exporter, Person, Product
from portal.parties.models.product import WrittenOnce
from registrations.models import Good
from tests.parties.catalogue import a_product, content

from .story import AT, GOOD, fill, move

CUP = {"id": "cups", "heading": "6912", "description": "Ceramic cup", "product": "CUP-01"}


def begun(person: Person, exporter: Exporter, *goods: Mapping[str, str]) -> Draft:
    return fill(drafts.start("rex", exporter, Actor.of(person), AT), person, goods=[dict(one) for one in goods])


def filed(person: Person, exporter: Exporter, *goods: Mapping[str, str]) -> Case:
    return submissions.submit(begun(person, exporter, *goods), Actor.of(person), AT)


def renamed(person: Person, product: Product, name: str, **changed: str) -> Product:
    product.refresh_from_db()
    said = content(name_en=name, **changed)
    return writing.save_product(product, Actor.of(person), said, AT, seen=product.version)


def against(draft: Draft, person: Person) -> list[Finding]:
    with pytest.raises(SubmissionRefused) as refused:
        submissions.submit(draft, Actor.of(person), AT)
    assert not refused.value.problems
    return refused.value.findings


def test_a_case_keeps_the_version_that_it_was_filed_with(malee: Person, siam_ceramics: Exporter) -> None:
    cup = a_product(malee, siam_ceramics)
    draft = begun(malee, siam_ceramics, GOOD)
    picking.add(draft, "goods", Actor.of(malee), AT, [cup.pk])

    case = submissions.submit(draft, Actor.of(malee), AT)
    newer = renamed(malee, cup, "Porcelain cup", fob="9.99")

    typed, taken = case.rex_application.goods.select_related("product_version__product")
    assert typed.product_version is None
    assert (taken.heading, taken.description) == ("6912", "Ceramic cup")
    kept = facts_of(taken.product_version)
    assert (kept.code, kept.version, kept.name_en, kept.fob) == ("CUP-01", 1, "Ceramic cup", Decimal("2.1"))
    assert facts_of(catalogue.version_of(newer)).name_en == "Porcelain cup"
    row = case.submissions.get().answers["goods"]["rows"][1]
    assert (row["product"], row["product_version"]) == ("CUP-01", "1")


def test_the_version_of_a_filed_case_cannot_be_deleted(malee: Person, siam_ceramics: Exporter) -> None:
    cup = a_product(malee, siam_ceramics)
    filed(malee, siam_ceramics, CUP)
    version = Good.objects.get().product_version
    assert version is not None

    with pytest.raises(WrittenOnce):
        version.delete()
    with pytest.raises(ProtectedError):
        Collector(using="default", origin=version).collect([version])
    with pytest.raises(ProtectedError):
        cup.delete()


def test_a_row_that_names_no_version_takes_the_newest_when_it_is_saved(malee: Person, siam_ceramics: Exporter) -> None:
    cup = renamed(malee, a_product(malee, siam_ceramics), "Porcelain cup")
    draft = begun(malee, siam_ceramics, CUP)
    renamed(malee, cup, "Bone china cup")

    case = submissions.submit(draft, Actor.of(malee), AT)

    good = case.rex_application.goods.get()
    assert good.product_version is not None and good.product_version.number == 2
    assert good.product_version.name_en == "Porcelain cup"


def test_a_row_may_name_an_older_version(malee: Person, siam_ceramics: Exporter) -> None:
    renamed(malee, a_product(malee, siam_ceramics), "Porcelain cup")

    case = filed(malee, siam_ceramics, CUP | {"product_version": "1"})

    good = case.rex_application.goods.get()
    assert good.product_version is not None and good.product_version.number == 1


@pytest.mark.parametrize(
    ("code", "version"), [("MUG-09", ""), ("MUG-09", "1"), ("CUP-01", "2"), ("cup-01", "1"), ("OTHER-01", "1")]
)
def test_a_version_that_the_company_does_not_have_is_refused(
    malee: Person, siam_ceramics: Exporter, somsak: Person, lanna_foods: Exporter, code: str, version: str
) -> None:
    a_product(malee, siam_ceramics)
    a_product(somsak, lanna_foods, "OTHER-01")
    draft = begun(malee, siam_ceramics, GOOD, CUP | {"product": code, "product_version": version})

    (found,) = against(draft, malee)

    assert (found.code, found.clause, found.where) == ("product-unknown", "REX-4", "goods.1.product")
    assert code in found.message.th and code in found.message.en
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("version", "field"), [("0", "product_version"), ("x", "product_version"), ("2" * 12, "product_version")]
)
def test_a_version_that_is_no_number_is_no_version(
    malee: Person, siam_ceramics: Exporter, version: str, field: str
) -> None:
    a_product(malee, siam_ceramics)
    draft = begun(malee, siam_ceramics, CUP | {"product_version": version})

    with pytest.raises(SubmissionRefused) as refused:
        submissions.submit(draft, Actor.of(malee), AT)

    assert [(one.step, one.field, one.clause) for one in refused.value.problems] == [("goods", field, "REX-4")]


def test_a_version_of_no_product_is_refused(malee: Person, siam_ceramics: Exporter) -> None:
    draft = begun(malee, siam_ceramics, GOOD | {"product_version": "1"})

    with pytest.raises(SubmissionRefused) as refused:
        submissions.submit(draft, Actor.of(malee), AT)

    assert [(one.field, one.clause) for one in refused.value.problems] == [("product_version", "REX-4")]


def test_a_heading_other_than_the_products_is_to_be_looked_at(malee: Person, siam_ceramics: Exporter) -> None:
    a_product(malee, siam_ceramics)

    case = filed(malee, siam_ceramics, CUP | {"heading": "6911"})

    found = [one for one in case.submissions.get().findings if one["code"] == "heading-differs-from-product"]
    assert [(one["severity"], one["clause"], one["where"]) for one in found] == [
        ("warning", "REX-4", "goods.0.heading")
    ]


def test_what_was_archived_after_it_was_taken_is_filed_all_the_same(malee: Person, siam_ceramics: Exporter) -> None:
    cup = a_product(malee, siam_ceramics)
    draft = begun(malee, siam_ceramics, CUP)
    writing.archive(cup, Actor.of(malee), AT)

    case = submissions.submit(draft, Actor.of(malee), AT)

    assert case.rex_application.goods.get().product_version_id == catalogue.version_of(cup).pk


def test_a_filing_that_is_mended_keeps_its_products_and_the_office_sees_what_changed(
    malee: Person, siam_ceramics: Exporter, ploy: Person
) -> None:
    cup = a_product(malee, siam_ceramics)
    case = filed(malee, siam_ceramics, CUP)
    for verb in ("receive", "examine", "return"):
        move(case, verb, ploy)
    renamed(malee, cup, "Ceramic cup", fob="3.00")
    draft = drafts.reopen(case, Actor.of(malee), AT)
    row = draft.steps.get(step="goods").data["rows"][0]
    assert (row["product"], row["product_version"]) == ("CUP-01", "1")

    picking.take_newest(draft, "goods", row["id"], Actor.of(malee), AT)
    submissions.submit(draft, Actor.of(malee), AT)

    older, newer = case.submissions.order_by("number")
    (found,) = changes.between(older, newer)
    assert (found.field, found.before, found.after) == ("product_version", "1", "2")
    good = case.rex_application.goods.get()
    assert good.product_version is not None and good.product_version.number == 2


def test_filings_read_in_both_languages_from_which_version_a_good_came(malee: Person, siam_ceramics: Exporter) -> None:
    a_product(malee, siam_ceramics)
    submission = filed(malee, siam_ceramics, GOOD, CUP).submissions.get()

    (table,) = _goods_of(summary.of_submission(submission, "en")).tables

    assert table.headers[-1] == "From the company's products"
    assert [row.cells[-1] for row in table.rows] == ["", "CUP-01, version 1"]
    (in_thai,) = _goods_of(summary.of_submission(submission, "th")).tables
    assert "CUP-01" in in_thai.rows[1].cells[-1]


def test_what_was_typed_or_filed_before_shows_no_column_of_products(malee: Person, siam_ceramics: Exporter) -> None:
    submission = filed(malee, siam_ceramics, GOOD).submissions.get()
    for row in submission.answers["goods"]["rows"]:  # as before rows could name a product
        del row["product"], row["product_version"]

    (table,) = _goods_of(summary.of_submission(submission, "en")).tables

    assert table.headers == ("HS heading (4 digits)", "Description in English")
    assert [len(row.cells) for row in table.rows] == [2]


def test_a_thousand_goods_from_products_are_checked_and_filed_in_a_fixed_number_of_queries(
    malee: Person, siam_ceramics: Exporter, django_assert_max_num_queries: Any
) -> None:
    cup = a_product(malee, siam_ceramics)
    few = begun(malee, siam_ceramics, CUP)
    with django_assert_max_num_queries(5) as asked:
        submissions.checklist(few)
    copies = [
        Product(exporter=siam_ceramics, code=f"CUP-{n:04d}", version=1, search=f"cup-{n}") for n in range(2, 1001)
    ]
    Product.objects.bulk_create(copies)
    _same_version(cup, copies)
    rows = [CUP | {"id": f"r{n}", "product": f"CUP-{n:04d}", "description": f"Cup {n}"} for n in range(2, 1001)]
    many = begun(malee, siam_ceramics, CUP, *rows)

    with django_assert_max_num_queries(len(asked)):
        assert {one.severity.value for one in submissions.checklist(many)} == {"info"}
    with django_assert_max_num_queries(80):  # SQLite takes a thousand rows in six inserts
        case = submissions.submit(many, Actor.of(malee), AT)

    assert case.rex_application.goods.filter(product_version__isnull=False).count() == 1000


def _same_version(product: Product, copies: list[Product]) -> None:
    version = catalogue.version_of(product)
    said = {
        field.attname: getattr(version, field.attname)
        for field in version._meta.concrete_fields
        if field.attname not in ("id", "product_id")
    }
    type(version).objects.bulk_create(type(version)(product=copy, **said) for copy in copies)


def _goods_of(sections: list[summary.Section]) -> summary.Section:
    return next(section for section in sections if section.step == "goods")
