"""The catalogue by API: what does not fit is named by path and sentence; who has no part in it finds nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from portal.api.resources.productexamples import CLAY, CONTENT, GLAZE, NEW
from portal.parties import invitations, powers
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Product, ProductVersion, Role, RoleKind
from tests.conftest import a_person
from tests.parties.catalogue import a_product
from tests.parties.test_powers import AT, a_scan, given

from .catalogue import Programs, added, place, with_material
from .conftest import Program
from .test_authentication import a_client, program_of


@pytest.fixture
def rung(siam_ceramics: Exporter) -> Person:
    """Reads what Siam Ceramics has, and changes nothing."""
    person = a_person("rung", "รุ่ง แจ่มใส", "Rung Jaemsai")
    Role.objects.create(person=person, exporter=siam_ceramics, kind=RoleKind.READER)
    return person


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=x", "archived=1", "cursor=zzz", "cursor=azox", "cursor=YzoA", "cursor=Yzo"),
        "q=" + "x" * 201,
    ],
)
def test_a_list_asked_for_in_rubbish_is_refused_by_name(
    program: Programs, malee: Person, siam_ceramics: Exporter, query: str
) -> None:
    refused = program(malee).get(place(siam_ceramics, f"?{query}"))

    assert (refused.status_code, refused.json()["where"]) == (400, query.partition("=")[0])


@pytest.mark.parametrize(
    ("said", "where", "code", "clause"),
    [
        ({"name_th": "Cup"}, "name_th", "not-thai", ""),
        ({"name_en": None}, "name_en", "required", ""),
        ({"name_en": ["Cup"]}, "name_en", "unfit", ""),
        ({"name_en": "Cup\u202e"}, "name_en", "control", ""),
        ({"hs_code": "6912"}, "hs_code", "short", ""),
        ({"hs_edition": "1999"}, "hs_edition", "invalid_choice", ""),
        ({"fob": "0"}, "fob", "zero", ""),
        ({"fob": 2.1}, "fob", "unfit", ""),
        ({"fob": 2}, "fob", "unfit", ""),
        ({"fob": True}, "fob", "unfit", ""),
        ({"labour": "1.1234567"}, "labour", "places", ""),
        ({"labour": "1234567890"}, "labour", "large", ""),
        ({"labour": "-1"}, "labour", "number", ""),
        ({"labour": "NaN"}, "labour", "number", ""),
        ({"colour": "red"}, "colour", "unfit", ""),
        ({"materials": None}, "materials", "unfit", ""),
        ({"materials": {}}, "materials", "unfit", ""),
        ({"materials": [7]}, "materials.0", "unfit", ""),
        ({"materials": [{}] * 1001}, "materials", "too-many", ""),
        (with_material(hs_code=""), "materials.1.hs_code", "imported-without-hs-code", "WL-6"),
        (with_material(originating=True), "materials.1.originating", "originating-outside-asean", "FD-8"),
        (with_material(originating="yes"), "materials.1.originating", "unfit", ""),
        (with_material(source="domestic"), "materials.1.country", "domestic-not-thai", ""),
        (with_material(quantity=0.05), "materials.1.quantity", "unfit", ""),
        (with_material(quantity=None), "materials.1.quantity", "required", ""),
        (with_material(loss_percent="100.01"), "materials.1.loss_percent", "most", ""),
        (with_material(id=3), "materials.1.id", "unfit", ""),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_written(
    program: Programs,
    malee: Person,
    siam_ceramics: Exporter,
    said: Mapping[str, Any],
    where: str,
    code: str,
    clause: str,
) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics, code="BOWL")

    refusals = [
        erp.post(place(siam_ceramics), {**NEW, **said}),
        erp.put(address, {**CONTENT, **said}, if_match=tag),
    ]

    for refused in refusals:
        told = refused.json()
        assert (refused.status_code, told["code"], told["where"]) == (400, "input-unfit", where)
        assert told["errors"] == [{"where": where, "code": code, "clause": clause, "message": told["detail"]}]
    assert ProductVersion.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"fob": NaN}', b'{"code": "\\ud800"}', b'{"code": "A", "code": "B"}', b'{"code": "A\\u0000"}'],
)
def test_what_is_no_object_is_refused(program: Programs, malee: Person, siam_ceramics: Exporter, body: bytes) -> None:
    erp = program(malee)
    headers = {**erp.headers, "idempotency-key": "rubbish"}

    refused = erp.client.post(f"/api/v1/{place(siam_ceramics)}", body, content_type="application/json", headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (400, "input-unfit")


def test_every_error_is_told_at_once_in_the_readers_language(
    malee: Person, siam_ceramics: Exporter, program: Programs
) -> None:
    erp = program(malee)
    erp.headers["accept-language"] = "th"
    rubbish = {**NEW, "code": "", "fob": 2.5, "materials": [{**CLAY, "unit": "X"}, {**GLAZE, "hs_code": "", "x": 1}]}

    refused = erp.post(place(siam_ceramics), rubbish).json()

    told = {one["where"]: one["message"] for one in refused["errors"]}
    assert set(told) == {"code", "fob", "materials.0.unit", "materials.1.hs_code", "materials.1.x"}
    assert told["materials.1.hs_code"] == "โปรดกรอกพิกัดศุลกากรของวัตถุดิบนำเข้า"


def test_a_change_has_every_field_so_that_none_is_emptied_by_mistake(
    program: Programs, malee: Person, siam_ceramics: Exporter
) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)
    clay = {name: value for name, value in CLAY.items() if name != "loss_percent"}
    forgotten = {name: value for name, value in CONTENT.items() if name != "fob"} | {"materials": [clay]}

    refused = erp.put(address, forgotten, if_match=tag).json()
    without = erp.put(address, {name: value for name, value in CONTENT.items() if name != "materials"}, if_match=tag)

    assert [one["where"] for one in refused["errors"]] == ["fob", "materials.0.loss_percent"]
    assert without.json()["where"] == "materials"


@pytest.mark.parametrize(
    ("name", "said"), [("code", "CUP-2"), ("id", 0), ("version", 7), ("reckoned", {}), ("written_by", None)]
)
def test_what_cannot_be_changed_is_refused_by_name(
    program: Programs, malee: Person, siam_ceramics: Exporter, name: str, said: Any
) -> None:
    erp = program(malee)
    address, tag = added(erp, siam_ceramics)

    refused = erp.put(address, {**erp.get(address).json(), name: said}, if_match=tag)

    assert (refused.status_code, refused.json()["where"]) == (400, name)


def test_a_reader_reads_and_may_not_write(
    program: Programs, malee: Person, rung: Person, siam_ceramics: Exporter
) -> None:
    product = a_product(malee, siam_ceramics)
    erp, own = program(rung), place(siam_ceramics, f"{product.pk}/")

    for address in (place(siam_ceramics), own, f"{own}versions/", f"{own}versions/1/"):
        assert erp.get(address).status_code == 200
    for refused in (
        erp.post(place(siam_ceramics), {}),
        erp.put(own, {}),
        erp.post(f"{own}archive/"),
        erp.post(f"{own}restore/"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert ProductVersion.objects.count() == 1


def everything(erp: Program, exporter: Exporter, product: Product) -> set[int]:
    """What all endpoints of a company's product answer."""
    own = place(exporter, f"{product.pk}/")
    reads = [erp.get(one) for one in (place(exporter), own, f"{own}versions/", f"{own}versions/1/")]
    writes = [erp.post(one) for one in (place(exporter), f"{own}archive/", f"{own}restore/")]
    return {answer.status_code for answer in (*reads, *writes, erp.put(own, CONTENT, if_match='"1"'))}


def test_a_stranger_finds_nothing(
    program: Programs, malee: Person, somsak: Person, siam_ceramics: Exporter, lanna_foods: Exporter
) -> None:
    product = a_product(malee, siam_ceramics)
    stranger = program(somsak)

    assert everything(stranger, siam_ceramics, product) == {404}
    # Under one's own company another's product is not there either.
    assert stranger.get(place(lanna_foods, f"{product.pk}/")).status_code == 404
    assert Product.objects.get().archived_at is None


def test_an_agent_fills_in_applications_and_finds_no_catalogue(
    program: Programs, settings: Any, tmp_path: Any, malee: Person, siam_ceramics: Exporter
) -> None:
    settings.MEDIA_ROOT = tmp_path
    product, broker = a_product(malee, siam_ceramics), a_person("boonmee", "บุญมี ชิปปิ้ง", "Boonmee Shipping")
    power = powers.give(siam_ceramics, Actor.of(malee), given(ends_on=date(2099, 12, 31)), a_scan(), AT)
    invitations.accept(power.invitation, broker, AT)
    agent = program(broker)

    assert agent.get(f"companies/{siam_ceramics.pk}/").status_code == 200
    assert everything(agent, siam_ceramics, product) == {404}


def test_a_client_keeps_the_catalogue_of_its_own_company_alone(
    malee: Person, siam_ceramics: Exporter, lanna_foods: Exporter
) -> None:
    Role.objects.create(person=malee, exporter=lanna_foods, kind=RoleKind.OWNER)
    theirs = a_product(malee, lanna_foods)
    erp = program_of(*a_client(malee, siam_ceramics, ["products:read", "products:write"]))

    added(erp, siam_ceramics)

    assert everything(erp, lanna_foods, theirs) == {404}


def test_reading_and_writing_are_scopes_of_their_own(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    reads, writes = program(malee, "products:read"), program(malee, "products:write")

    assert reads.get(place(siam_ceramics)).status_code == 200
    assert reads.post(place(siam_ceramics), NEW).json()["code"] == "insufficient-scope"
    assert writes.get(place(siam_ceramics)).json()["code"] == "insufficient-scope"
    assert writes.post(place(siam_ceramics), NEW).status_code == 201


@pytest.mark.parametrize("more", ["99999999999999999999/", "{product}/versions/99999999999999999999/"])
def test_numbers_that_no_database_has_are_not_there(
    program: Programs, malee: Person, siam_ceramics: Exporter, more: str
) -> None:
    product = a_product(malee, siam_ceramics)

    assert program(malee).get(place(siam_ceramics, more.format(product=product.pk))).status_code == 404
