"""Goods that a program takes from the company's products: kept with their version, refused where there is none."""

from typing import Any

import pytest

from portal.cases.models import Case
from portal.parties.catalogue import writing
from portal.parties.models import Exporter, Person, Product
from registrations.api import EXAMPLE
from tests.parties.agents import an_agent
from tests.parties.catalogue import AT, Actor, a_product, content

from .conftest import Program
from .test_drafts import Programs, begun

CUP = {"id": "cups", "heading": "6912", "description": "Ceramic cup", "product": "CUP-01"}


def with_goods(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"steps": {**EXAMPLE, "goods": {"rows": list(rows)}}}


def goods_of(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.json()
    rows: list[dict[str, Any]] = answer.json()["steps"]["goods"]["rows"]
    return rows


@pytest.fixture
def cup(malee: Person, siam_ceramics: Exporter) -> Product:
    """Two versions of it."""
    made = a_product(malee, siam_ceramics)
    return writing.save_product(made, Actor.of(malee), content(name_en="Porcelain cup"), AT, seen=1)


def test_a_row_names_a_product_and_the_answer_shows_the_newest_version(
    program: Programs, malee: Person, cup: Product
) -> None:
    erp = program(malee)
    address, tag = begun(erp)

    written = erp.patch(address, with_goods(CUP), if_match=tag)
    writing.save_product(cup, Actor.of(malee), content(name_en="Bone china cup"), AT, seen=2)

    assert goods_of(written) == [CUP | {"product_version": "2"}] == goods_of(erp.get(address))
    assert erp.get(f"{address}check/").json()["ready"]
    assert erp.post(f"{address}submit/").status_code == 201
    good = Case.objects.get().rex_application.goods.get()
    assert good.product_version is not None
    assert (good.product_version.number, good.product_version.name_en) == (2, "Porcelain cup")


@pytest.mark.parametrize("version", [1, "1"])
def test_an_older_version_is_named_by_its_number(
    program: Programs, malee: Person, cup: Product, version: int | str
) -> None:
    erp = program(malee)
    address, tag = begun(erp)

    written = erp.patch(address, with_goods(CUP | {"product_version": version}), if_match=tag)

    assert goods_of(written)[0]["product_version"] == "1"
    assert erp.post(f"{address}submit/").status_code == 201
    good = Case.objects.get().rex_application.goods.get()
    assert good.product_version is not None and good.product_version.number == 1


@pytest.mark.parametrize(("code", "version"), [("CUP-01", "3"), ("MUG-09", ""), ("THEIRS-01", "1")])
def test_what_the_company_does_not_have_is_kept_and_stands_against_submitting(
    program: Programs,
    malee: Person,
    cup: Product,
    somsak: Person,
    lanna_foods: Exporter,
    code: str,
    version: str,
) -> None:
    a_product(somsak, lanna_foods, "THEIRS-01")
    erp = program(malee)
    address, tag = begun(erp)
    row = CUP | {"product": code, "product_version": version}
    assert goods_of(erp.patch(address, with_goods(row), if_match=tag)) == [row]

    checked = erp.get(f"{address}check/").json()
    refused = erp.post(f"{address}submit/")

    assert not checked["ready"] and checked["errors"] == []
    (found,) = [one for one in checked["findings"] if one["severity"] == "error"]
    assert (found["code"], found["clause"], found["where"]) == ("product-unknown", "REX-4", "goods.0.product")
    assert (refused.status_code, refused.json()["code"]) == (422, "draft-not-ready")
    assert refused.json()["findings"] == [found]
    assert not Case.objects.exists()


def test_a_program_of_an_agent_learns_nothing_of_the_companys_products(
    program: Programs, settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person, cup: Product
) -> None:
    settings.MEDIA_ROOT = tmp_path
    broker = program(an_agent(siam_ceramics))
    address, tag = begun(broker, company=siam_ceramics.pk)

    for code in ("CUP-01", "MUG-09"):
        answer = broker.patch(address, with_goods(CUP | {"product": code}), if_match=tag)
        assert (answer.status_code, answer.json()["code"], answer.json()["where"]) == (422, "unkept", "product")

    owner: Program = program(malee)
    owners = owner.patch(address, with_goods(CUP), if_match=tag)
    sent_back = goods_of(owners)[0] | {"description": "Cup with a saucer"}
    assert goods_of(broker.patch(address, with_goods(sent_back), if_match=owners["ETag"])) == [sent_back]


def test_the_document_tells_how_a_row_names_its_product(program: Programs, malee: Person) -> None:
    operation = program(malee).get("schema/?format=json").json()["paths"]["/api/v1/rex/drafts/{id}/"]["patch"]

    assert "`product_version`" in operation["description"] and "`goods`" in operation["description"]
    assert '"product": "CUP-01"' in str(operation).replace("'", '"')
