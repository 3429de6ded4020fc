"""The company's products, ticked to become rows: each is added once, and never another company's."""

from dataclasses import replace
from typing import Any

import pytest

from portal.cases import picking, registry, rows
from portal.cases.models import Draft
from portal.parties.actors import Actor
from portal.parties.catalogue import writing
from portal.parties.models import Exporter, Person, Product, Role, RoleKind
from tests.conftest import a_person
from tests.parties.catalogue import a_product

from .conftest import LINE, NOW
from .pages import SignedIn, english, page, step, url
from .procedure import TRIAL
from .products import CUP, listed, picker, without_id


def few_rows(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """The table of goods has room for so many."""
    steps = tuple(replace(one, max_rows=most) if one.slug == "lines" else one for one in TRIAL.steps)
    monkeypatch.setitem(registry._procedures, "trial", replace(TRIAL, steps=steps))


def test_ticked_products_become_rows_with_their_version(
    draft: Draft, malee: Person, siam_ceramics: Exporter, cup: Product, signed_in: SignedIn
) -> None:
    bowl = a_product(malee, siam_ceramics, "BOWL-01", name_en="Ceramic bowl")
    a_product(malee, siam_ceramics, "POT-01")
    client = english(signed_in(malee))
    assert client.post(step(draft, "lines"), {"wizard-action": "add-products"})["Location"] == picker(draft)
    shown = page(client.get(picker(draft)))
    assert all(text in shown for text in ("BOWL-01", "CUP-01", "Ceramic bowl", "ถ้วยเซรามิก", "6912.00"))

    answer = client.post(picker(draft), {"product": [bowl.pk, cup.pk]}, follow=True)

    assert "2 products are in the table now." in page(answer)
    assert "Version 1 of BOWL-01." in page(answer)
    assert without_id(draft) == [CUP | {"product": "BOWL-01", "words": "Ceramic bowl"}, CUP]


def test_pressed_twice_they_are_there_once(draft: Draft, malee: Person, cup: Product, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    for _press in range(2):
        answer = client.post(picker(draft), {"product": cup.pk}, follow=True)

    assert "1 product is in the table now." in page(answer)
    assert without_id(draft) == [CUP]


def test_what_is_in_the_table_is_marked_and_cannot_be_ticked(
    draft: Draft, malee: Person, siam_ceramics: Exporter, cup: Product, signed_in: SignedIn
) -> None:
    bowl = a_product(malee, siam_ceramics, "BOWL-01")
    picking.add(draft, "lines", Actor.of(malee), NOW, [cup.pk])

    shown = page(english(signed_in(malee)).get(picker(draft)))

    assert shown.count("in the table already") == 1
    assert f'value="{cup.pk}" aria-describedby="product-{cup.pk}-hint" disabled' in shown
    assert f'value="{bowl.pk}" aria-describedby="product-{bowl.pk}-hint">' in shown


def test_a_row_that_was_deleted_can_be_taken_again(draft: Draft, malee: Person, cup: Product) -> None:
    actor = Actor.of(malee)
    picking.add(draft, "lines", actor, NOW, [cup.pk])
    rows.remove(draft, "lines", listed(draft)[0]["id"], actor, NOW)

    assert picking.add(draft, "lines", actor, NOW, [cup.pk]) == 1

    assert without_id(draft) == [CUP]


def test_after_adding_one_can_go_on_ticking_where_one_was(
    draft: Draft, malee: Person, cup: Product, signed_in: SignedIn
) -> None:
    answer = signed_in(malee).post(f"{picker(draft)}?q=cup", {"product": cup.pk, "wizard-action": "another"})

    assert answer["Location"] == f"{picker(draft)}?q=cup"


def test_the_list_is_searched_and_walked_by_pages(
    draft: Draft, malee: Person, siam_ceramics: Exporter, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        a_product(malee, siam_ceramics, f"CUP-{number:02d}", materials=[])
    client = english(signed_in(malee))

    with django_assert_max_num_queries(11):
        first = client.get(picker(draft))
    assert "CUP-49" in page(first) and "CUP-50" not in page(first)
    second = page(client.get(picker(draft) + first.context["later"]))
    assert ">CUP-50<" in second and ">CUP-49<" not in second
    found = page(client.get(f"{picker(draft)}?q=cup-07"))
    assert "CUP-07" in found and "CUP-08" not in found
    assert "No product fits this search" in page(client.get(f"{picker(draft)}?q=teapot"))


def test_an_empty_catalogue_says_how_products_come_into_it(
    draft: Draft, malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    signer = a_person("suda", "สุดา ลงนาม", "Suda Longnam")
    Role.objects.create(person=signer, exporter=siam_ceramics, kind=RoleKind.SIGNATORY)

    assert f"/companies/{siam_ceramics.pk}/products/new/" in page(english(signed_in(malee)).get(picker(draft)))
    assert "An owner or a preparer of the company adds products." in page(english(signed_in(signer)).get(picker(draft)))


@pytest.mark.parametrize(
    ("most", "added", "said"), [(3, 2, "2 products are in"), (2, 0, "There is room for 1 more, and you ticked 2.")]
)
def test_more_than_the_table_holds_are_not_added_at_all(
    draft: Draft,
    malee: Person,
    siam_ceramics: Exporter,
    cup: Product,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    added: int,
    said: str,
) -> None:
    bowl = a_product(malee, siam_ceramics, "BOWL-01")
    few_rows(monkeypatch, most)
    rows.add(draft, "lines", Actor.of(malee), NOW, LINE)

    answer = english(signed_in(malee)).post(picker(draft), {"product": [cup.pk, bowl.pk]}, follow=True)

    assert said in page(answer) and len(listed(draft)) == 1 + added
    assert answer.status_code == (200 if added else 422)
    assert page(answer).count(" checked") == (0 if added else 2), "what was ticked stays ticked"


def test_a_full_table_offers_no_products(
    draft: Draft, malee: Person, cup: Product, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_rows(monkeypatch, 1)
    rows.add(draft, "lines", Actor.of(malee), NOW, LINE)
    client = english(signed_in(malee))

    assert "Add from your products" not in page(client.get(step(draft, "lines")))
    assert "it holds 1 rows at most" in page(client.post(picker(draft), {"product": cup.pk}))


def test_nothing_ticked_is_said_and_nonsense_is_refused(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))

    nothing = client.post(picker(draft))

    assert nothing.status_code == 422 and "Tick at least one product." in page(nothing)
    assert client.post(picker(draft), {"product": "CUP-01"}).status_code == 400
    assert client.post(picker(draft), {"product": list(range(1, 60))}).status_code == 400
    assert client.get(url(draft, "products", "holder")).status_code == 404


def test_archived_products_are_neither_listed_nor_added(
    draft: Draft, malee: Person, siam_ceramics: Exporter, cup: Product, signed_in: SignedIn
) -> None:
    bowl = a_product(malee, siam_ceramics, "BOWL-01")
    writing.archive(cup, Actor.of(malee), NOW)
    client = english(signed_in(malee))
    assert "CUP-01" not in page(client.get(picker(draft)))

    answer = page(client.post(picker(draft), {"product": [cup.pk, bowl.pk]}, follow=True))

    assert "A product that has been archived meanwhile was not added." in answer
    assert [row["product"] for row in listed(draft)] == ["BOWL-01"]


def test_another_companys_products_are_not_added(
    draft: Draft, malee: Person, somsak: Person, lanna_foods: Exporter, signed_in: SignedIn
) -> None:
    theirs = a_product(somsak, lanna_foods, "THEIRS-01")

    assert "THEIRS-01" not in page(signed_in(malee).get(picker(draft)))
    signed_in(malee).post(picker(draft), {"product": theirs.pk})

    assert listed(draft) == []
