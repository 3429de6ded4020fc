"""The catalogue by API: what a company's ERP does with its products."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from portal.api.resources.productexamples import CLAY, CONTENT, GLAZE, NEW
from portal.parties.catalogue import selectors, writing
from portal.parties.models import Exporter, Person, Product, ProductVersion
from tests.parties.catalogue import a_product

from .catalogue import Programs, added, place, with_material


def test_a_product_is_added_and_read_as_it_was_sent(program: Programs, niran: Person, siam_ceramics: Exporter) -> None:
    erp = program(niran)

    address, tag = added(erp, siam_ceramics)

    said = erp.get(address)
    assert said["ETag"] == tag == '"1"'
    assert {name: said.json()[name] for name in NEW} == NEW
    assert said.json()["reckoned"] == {
        **{"materials_total": "0.51", "other_total": "0.20"},
        **{"total": "1.11", "ex_works": "1.41"},
    }
    assert said.json()["written_by"] == {"th": "นิรันดร์ ทองดี", "en": "Niran Thongdee"}
    assert erp.get(address, if_none_match=tag).status_code == 304


def test_what_the_browser_added_is_the_same_by_api(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    product = a_product(malee, siam_ceramics)

    said = program(malee).get(place(siam_ceramics, f"{product.pk}/")).json()

    assert {name: said[name] for name in CONTENT} == CONTENT


def test_amounts_are_exact_text_both_ways(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    erp = program(malee)

    address, _tag = added(erp, siam_ceramics, labour="123456789.123456", overhead="1e-6", fob="0.10", profit=None)

    said = erp.get(address).json()
    assert [said[name] for name in ("labour", "overhead", "fob", "profit")] == [
        *("123456789.123456", "0.000001"),
        *("0.1", None),
    ]
    assert said["reckoned"]["ex_works"] is None


def test_what_is_optional_may_be_left_out_of_a_new_product(
    program: Programs, malee: Person, siam_ceramics: Exporter
) -> None:
    needed = ("code", "name_th", "name_en", "hs_code", "hs_edition", "unit")

    made = program(malee).post(place(siam_ceramics), {name: NEW[name] for name in needed})

    assert made.status_code == 201
    assert (made.json()["model"], made.json()["fob"], made.json()["materials"]) == ("", None, [])


def test_a_change_is_the_next_version_and_the_old_one_stays(
    program: Programs, malee: Person, siam_ceramics: Exporter
) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)

    changed = erp.put(address, with_material(unit_value="4.50"), if_match=tag)

    assert (changed.status_code, changed["ETag"], changed.json()["version"]) == (200, '"2"', 2)
    assert changed.json()["materials"][1]["unit_value"] == "4.5"
    versions = erp.get(f"{address}versions/").json()
    assert [one["version"] for one in versions["data"]] == [2, 1] and versions["next"] is None
    first = erp.get(f"{address}versions/1/")
    assert first["ETag"] == '"1"' and first.json()["materials"] == [CLAY, GLAZE]
    assert erp.get(f"{address}versions/3/").status_code == 404


def test_what_was_read_may_come_back_whole(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)

    changed = erp.put(address, {**erp.get(address).json(), "model": "C-2"}, if_match=tag)

    assert (changed.json()["version"], changed.json()["model"]) == (2, "C-2")


def test_saying_nothing_new_writes_no_version(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)

    same = erp.put(address, with_material(unit_value="4.200", hs_code="3207.20"), if_match=tag)

    assert (same.status_code, same["ETag"]) == (200, tag)
    assert ProductVersion.objects.count() == 1


def test_who_writes_second_is_told_and_overwrites_nothing(
    program: Programs, malee: Person, niran: Person, siam_ceramics: Exporter
) -> None:
    erp, colleague = program(malee), program(niran)
    address, tag = added(erp, siam_ceramics)

    unseen = erp.put(address, {**CONTENT, "model": "M-1"})
    first = colleague.put(address, {**CONTENT, "model": "N-1"}, if_match=tag)
    late = erp.put(address, {**CONTENT, "model": "M-1"}, if_match=tag)
    again = erp.put(address, {**CONTENT, "model": "M-1"}, if_match=first["ETag"])

    assert (unseen.status_code, unseen.json()["code"]) == (428, "precondition-required")
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")
    assert again.status_code == 200
    versions = ProductVersion.objects.order_by("number")
    assert list(versions.values_list("model", flat=True)) == ["C-1", "N-1", "M-1"]


def test_whoever_is_overtaken_after_the_tag_was_read_is_told_too(
    program: Programs, malee: Person, siam_ceramics: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)
    save = writing.save_product

    def overtaken(product: Product, *args: Any, **options: Any) -> Product:
        Product.objects.filter(pk=product.pk).update(version=2)
        return save(product, *args, **options)

    monkeypatch.setattr(writing, "save_product", overtaken)

    late = erp.put(address, {**CONTENT, "model": "M-1"}, if_match=tag)

    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")


def test_a_code_is_taken_once_in_a_company(
    program: Programs, malee: Person, somsak: Person, siam_ceramics: Exporter, lanna_foods: Exporter
) -> None:
    erp = program(malee)
    added(erp, siam_ceramics)

    taken = erp.post(place(siam_ceramics), NEW)

    assert (taken.status_code, taken.json()["code"], taken.json()["where"]) == (409, "code-taken", "code")
    assert taken.json()["detail"] == "There is a product with this code, perhaps an archived one."
    assert taken.json()["errors"][0]["message"] == taken.json()["detail"]
    added(program(somsak), lanna_foods)


def test_an_archived_product_leaves_the_list_and_comes_back(
    program: Programs, malee: Person, siam_ceramics: Exporter
) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)

    archived = erp.post(f"{address}archive/", {}, if_match=tag)
    gone, kept = erp.get(place(siam_ceramics)), erp.get(place(siam_ceramics, "?archived=true"))
    stale = erp.put(address, {**CONTENT, "model": "M-1"}, if_match=tag)
    refused = erp.put(address, {**CONTENT, "model": "M-1"}, if_match=archived["ETag"])
    twice = erp.post(f"{address}archive/")
    back = erp.post(f"{address}restore/")

    assert (archived.status_code, archived["ETag"]) == (200, '"1-archived"')
    assert gone.json()["data"] == [] and [one["code"] for one in kept.json()["data"]] == ["CUP-01"]
    assert (stale.json()["code"], refused.json()["code"]) == ("changed-meanwhile", "product-archived")
    assert twice.json()["archived_at"] == archived.json()["archived_at"]
    assert (back["ETag"], back.json()["archived_at"]) == (tag, None)
    assert [one["code"] for one in erp.get(place(siam_ceramics)).json()["data"]] == ["CUP-01"]


def test_what_was_sent_twice_is_done_once(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    erp = program(malee)

    first = erp.post(place(siam_ceramics), NEW, idempotency_key="cup")
    again = erp.post(place(siam_ceramics), NEW, idempotency_key="cup")
    other = erp.post(place(siam_ceramics), {**NEW, "code": "CUP-02"}, idempotency_key="cup")

    assert again["Idempotent-Replayed"] == "true" and again.json() == first.json()
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert other.json()["code"] == "idempotency-key-reused"
    assert Product.objects.count() == 1


def test_the_list_goes_by_code_in_pages_and_is_searched(
    program: Programs, malee: Person, siam_ceramics: Exporter
) -> None:
    for code in ("P:3", "P-1", "ถ-2"):
        a_product(malee, siam_ceramics, code, name_en=f"Cup {code.encode().hex()}")
    erp = program(malee)

    def walk(query: str) -> list[list[str]]:
        pages, address = [], place(siam_ceramics, query)
        while address:
            answer = erp.get(address).json()
            pages.append([one["code"] for one in answer["data"]])
            address = (answer["next"] or "").partition("/api/v1/")[2]
        return pages

    in_order = [version.product.code for version in selectors.page(siam_ceramics).versions]
    assert walk("?limit=1") == [[code] for code in in_order]
    assert walk("?q=cup p:3") == [["P:3"]]
    assert walk("?q=ถ้วย 6912&limit=2") == [in_order[:2], in_order[2:]]
    assert walk("?q=none") == [[]]


def test_versions_come_in_pages_the_newest_first(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)
    for model in ("C-2", "C-3"):
        tag = erp.put(address, {**CONTENT, "model": model}, if_match=tag)["ETag"]

    first = erp.get(f"{address}versions/?limit=2").json()
    rest = erp.get(first["next"].partition("/api/v1/")[2]).json()

    assert [one["version"] for one in first["data"]] == [3, 2]
    assert ([one["version"] for one in rest["data"]], rest["next"]) == ([1], None)


def test_the_list_asks_no_more_of_the_database_for_more_products(
    program: Programs, malee: Person, siam_ceramics: Exporter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(20):
        a_product(malee, siam_ceramics, f"P-{n:03}")
    erp = program(malee)
    erp.get(place(siam_ceramics))  # the day on which a token was used is written once

    # the token with its person, the roles, the company, the products
    with django_assert_num_queries(4):
        listed = erp.get(place(siam_ceramics))

    assert len(listed.json()["data"]) == 20


def test_a_product_costs_the_same_with_more_materials(
    program: Programs, malee: Person, siam_ceramics: Exporter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    erp = program(malee)
    address, _tag = added(erp, siam_ceramics, materials=[{**CLAY, "name": f"Clay {n}"} for n in range(200)])

    # the token with its person, the roles, the company, the product, its version, the materials as said and as summed
    with django_assert_num_queries(7):
        said = erp.get(address)

    assert len(said.json()["materials"]) == 200
