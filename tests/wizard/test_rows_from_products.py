"""A row that was taken from a product: it keeps its version, is told of newer ones, and is parted from it at will."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django import forms

from portal.cases import drafts, picking, products, rows
from portal.cases.models import Draft
from portal.cases.steps import Step
from portal.parties.actors import Actor
from portal.parties.catalogue import writing
from portal.parties.models import Exporter, Person, Product
from tests.conftest import a_person

from .conftest import NOW
from .pages import SignedIn, english, page, step, url
from .procedure import LineForm
from .products import CUP, listed, renamed, without_id


@pytest.fixture
def boonmee(siam_ceramics: Exporter) -> Callable[[], Actor]:
    """An agent who fills in permits for Siam Ceramics."""
    person = a_person("boonmee", "บุญมี ชิปปิ้ง", "Boonmee Shipping")
    return lambda: replace(Actor.of(person), powers={"trial": {siam_ceramics.pk: frozenset({"preparer"})}})


def test_a_row_keeps_its_version_when_it_is_edited(
    draft: Draft, malee: Person, cup: Product, signed_in: SignedIn
) -> None:
    picking.add(draft, "lines", Actor.of(malee), NOW, [cup.pk])
    here = url(draft, "row", "lines", listed(draft)[0]["id"])
    client = signed_in(malee)
    shown = client.get(here)
    sent = {field.html_name: field.value() for field in shown.context["form"]}
    assert all(f'type="hidden" name="{name}"' in page(shown) for name in ("product", "product_version"))

    client.post(here, sent | {"words": "Cup with a saucer"})

    assert without_id(draft) == [CUP | {"words": "Cup with a saucer"}]


def test_a_newer_version_is_told_and_taken_by_its_button(
    draft: Draft, malee: Person, cup: Product, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    picking.add(draft, "lines", Actor.of(malee), NOW, [cup.pk])
    renamed(malee, cup, "Porcelain cup")
    client, row_id = english(signed_in(malee)), listed(draft)[0]["id"]
    with django_assert_max_num_queries(12):  # one more than without products
        shown = page(client.get(step(draft, "lines")))
    assert "Version 1 of CUP-01; version 2 is newer." in shown
    assert f'name="newest" value="{row_id}"' in shown

    answer = page(client.post(url(draft, "rows", "lines"), {"newest": row_id}, follow=True))

    assert "The row now says what version 2 of CUP-01 says." in answer and "is newer" not in answer
    assert listed(draft) == [{"id": row_id, **CUP, "words": "Porcelain cup", "product_version": "2"}]
    assert client.post(url(draft, "rows", "lines"), {"newest": "0badcafe"}).status_code == 404


def test_a_row_can_be_parted_from_its_product(draft: Draft, malee: Person, cup: Product, signed_in: SignedIn) -> None:
    picking.add(draft, "lines", Actor.of(malee), NOW, [cup.pk])
    client, row_id = english(signed_in(malee)), listed(draft)[0]["id"]

    answer = page(client.post(url(draft, "rows", "lines"), {"part": row_id}, follow=True))

    assert "The row no longer names a product." in answer and "Version 1 of CUP-01" not in answer
    assert listed(draft) == [{"id": row_id, "heading": "6912", "words": "Ceramic cup"}]
    assert client.post(url(draft, "rows", "lines"), {"part": "0badcafe"}).status_code == 404


def test_the_table_says_what_became_of_a_product(draft: Draft, malee: Person, cup: Product) -> None:
    named = [CUP, CUP | {"product_version": "7"}, CUP | {"product": "MUG-09"}, CUP | {"product_version": "x"}]
    drafts.save(draft, "lines", Actor.of(malee), NOW, {}, named)
    renamed(malee, cup, "Porcelain cup")

    found = list(products.standings(draft, Actor.of(malee), listed(draft)).values())

    assert [one.behind for one in found] == [True, False, False, False]
    assert [one.unknown for one in found] == [False, True, True, True]
    writing.archive(cup, Actor.of(malee), NOW)
    (first, *_rest) = products.standings(draft, Actor.of(malee), listed(draft)).values()
    assert first.archived and not first.behind
    with pytest.raises(KeyError):
        picking.take_newest(draft, "lines", listed(draft)[0]["id"], Actor.of(malee), NOW)


def test_an_agent_finds_no_products_and_learns_nothing_of_them(
    draft: Draft, malee: Person, cup: Product, boonmee: Callable[[], Actor]
) -> None:
    agent = boonmee()
    assert drafts.may_edit(agent, draft)
    for named in (CUP, CUP | {"product": "MUG-09"}, CUP | {"product_version": ""}):
        with pytest.raises(drafts.Unkept):
            rows.add(draft, "lines", agent, NOW, named)
        with pytest.raises(drafts.Unkept):
            drafts.save(draft, "lines", agent, NOW, {}, [named])
    with pytest.raises(drafts.NotYours):
        picking.add(draft, "lines", agent, NOW, [cup.pk])

    assert listed(draft) == []


def test_an_agent_may_edit_a_row_that_the_company_took_from_a_product(
    draft: Draft, malee: Person, cup: Product, boonmee: Callable[[], Actor]
) -> None:
    picking.add(draft, "lines", Actor.of(malee), NOW, [cup.pk])
    renamed(malee, cup, "Porcelain cup")
    agent, row_id = boonmee(), listed(draft)[0]["id"]

    rows.change(draft, "lines", row_id, agent, NOW, CUP | {"words": "Cup with a saucer"})

    assert without_id(draft) == [CUP | {"words": "Cup with a saucer"}]
    (stands,) = products.standings(draft, agent, listed(draft)).values()
    assert (stands.newest, stands.behind, stands.unknown) == (None, False, False)
    with pytest.raises(drafts.Unkept):
        rows.change(draft, "lines", row_id, agent, NOW, CUP | {"product_version": "2"})
    with pytest.raises(drafts.NotYours):
        picking.take_newest(draft, "lines", row_id, agent, NOW)


def test_a_step_whose_rows_cannot_say_where_they_come_from_is_refused() -> None:
    class Plain(forms.Form):
        heading = forms.CharField()

    assert Step("lines", "Goods", row=LineForm, from_product=lambda _version: {}).from_product
    with pytest.raises(ValueError):
        Step("lines", "Goods", row=Plain, from_product=lambda _version: {})
