"""The catalogue in the browser: products with their materials, their versions, who sees and who changes them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from portal.parties.catalogue import selectors
from portal.parties.models import Exporter, Person, Product, ProductVersion, Role, RoleKind
from tests.conftest import a_person

from .catalogue import CLAY, GLAZE, SignedIn, a_product, typed


@pytest.fixture
def rung(siam_ceramics: Exporter) -> Person:
    """Reads what Siam Ceramics has, and changes nothing."""
    person = a_person("rung", "รุ่ง แจ่มใส", "Rung Jaemsai")
    Role.objects.create(person=person, exporter=siam_ceramics, kind=RoleKind.READER)
    return person


def place(exporter: Exporter, more: str = "") -> str:
    return f"/companies/{exporter.pk}/products/{more}"


def test_a_preparer_adds_a_product_with_its_materials(
    niran: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    client = signed_in(niran)
    client.cookies["django_language"] = "en"

    answer = client.post(place(siam_ceramics, "new/"), typed(CLAY, GLAZE, code="CUP-01"))

    product = Product.objects.get(exporter=siam_ceramics)
    version = product.versions.get()
    assert answer.headers["Location"] == place(siam_ceramics, f"{product.pk}/")
    assert (product.code, product.version, version.hs_code, version.written_by) == ("CUP-01", 1, "691200", niran)
    assert [row.name for row in version.materials.all()] == ["ดินขาว", "เคลือบ"]
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Domestic materials" in page and "Imported materials" in page and "6912.00" in page
    assert "1.41" in page  # ex-works: 0.40 + 0.30 + 0.21 + 0.15 + 0.05 + 0.30


def test_the_empty_list_says_what_to_do(
    malee: Person, rung: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    owner = signed_in(malee).get(place(siam_ceramics)).content.decode()
    reader = signed_in(rung).get(place(siam_ceramics)).content.decode()

    assert 'class="portal-empty"' in owner and place(siam_ceramics, "new/") in owner
    assert 'class="portal-empty"' in reader and place(siam_ceramics, "new/") not in reader


def test_a_change_is_a_new_version_and_the_old_one_stays(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics)
    client = signed_in(malee)
    client.cookies["django_language"] = "en"
    dearer = {**GLAZE, "unit_value": "4.50"}

    client.post(place(siam_ceramics, f"{product.pk}/change/"), typed(CLAY, dearer, seen=1, model="C-2"))

    now = client.get(place(siam_ceramics, f"{product.pk}/")).content.decode()
    then = client.get(place(siam_ceramics, f"{product.pk}/versions/1/")).content.decode()
    assert "What version 2 changed" in now and "C-1" in now and "C-2" in now
    assert "2. เคลือบ: Unit value (USD)" in now and "4.5" in now
    assert "It stays as it was." in then and "C-1" in then and "C-2" not in then


def test_saving_what_is_there_already_writes_no_version(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics)

    signed_in(malee).post(place(siam_ceramics, f"{product.pk}/change/"), typed(CLAY, GLAZE, seen=1))

    assert ProductVersion.objects.count() == 1


def test_a_material_is_removed_and_a_row_added_without_scripts(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics)
    client = signed_in(malee)
    address = place(siam_ceramics, f"{product.pk}/change/")

    asked = client.post(address, typed(CLAY, GLAZE, seen=1, name_en="") | {"add": "material"})
    client.post(address, typed(CLAY, {**GLAZE, "DELETE": "on"}, seen=1))

    page = asked.content.decode()
    assert asked.status_code == 200 and 'name="materials-3-name"' in page and "govuk-error" not in page
    assert [row.name for row in selectors.version_of(Product.objects.get()).materials.all()] == ["ดินขาว"]


@pytest.mark.parametrize(
    ("row", "changed", "field"),
    [
        ({}, {"name_th": "Cup"}, "id_name_th"),
        ({}, {"hs_code": "6912"}, "id_hs_code"),
        ({}, {"hs_code": "7700.00"}, "id_hs_code"),
        ({}, {"fob": "0"}, "id_fob"),
        ({}, {"labour": "1.1234567"}, "id_labour"),
        ({}, {"labour": "1234567890"}, "id_labour"),
        ({}, {"hs_edition": "1999"}, "id_hs_edition"),
        ({"country": "JP"}, {}, "id_materials-0-country"),
        ({"source": "imported", "hs_code": ""}, {}, "id_materials-0-hs_code"),
        ({"source": "imported", "country": "CN"}, {}, "id_materials-0-originating"),
        ({"quantity": "0"}, {}, "id_materials-0-quantity"),
        ({"loss_percent": "100.01"}, {}, "id_materials-0-loss_percent"),
        ({"name": "ดิน\u202eขาว"}, {}, "id_materials-0-name"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_saved(
    malee: Person,
    siam_ceramics: Exporter,
    signed_in: SignedIn,
    row: dict[str, str],
    changed: dict[str, str],
    field: str,
) -> None:
    answer = signed_in(malee).post(place(siam_ceramics, "new/"), typed({**CLAY, **row}, code="CUP-01", **changed))

    assert answer.status_code == 422 and f'<a href="#{field}">' in answer.content.decode()
    assert not Product.objects.exists()


def test_a_code_is_used_once_in_a_company_and_freely_in_another(
    malee: Person, somsak: Person, siam_ceramics: Exporter, lanna_foods: Exporter, signed_in: SignedIn
) -> None:
    a_product(malee, siam_ceramics)

    taken = signed_in(malee).post(place(siam_ceramics, "new/"), typed(code="CUP-01"))
    theirs = signed_in(somsak).post(place(lanna_foods, "new/"), typed(code="CUP-01"))

    assert taken.status_code == 422 and '<a href="#id_code">' in taken.content.decode()
    assert theirs.status_code == 302


def test_who_saves_second_is_told_and_loses_nothing(
    malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics)
    address = place(siam_ceramics, f"{product.pk}/change/")
    first, second = signed_in(malee), signed_in(niran)
    second.cookies["django_language"] = "en"
    first.post(address, typed(CLAY, seen=1, model="M-1"))

    conflict = second.post(address, typed(CLAY, GLAZE, seen=1, model="N-1"))
    again = second.post(address, typed(CLAY, GLAZE, seen=2, model="N-1"))

    page = conflict.content.decode()
    assert conflict.status_code == 409 and "Somebody has changed this product meanwhile" in page
    assert "M-1" in page and 'value="N-1"' in page and 'name="seen" value="2"' in page and "Malee" in page
    assert again.status_code == 302
    assert list(product.versions.order_by("number").values_list("model", flat=True)) == ["C-1", "M-1", "N-1"]


def test_an_archived_product_leaves_the_list_and_comes_back(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics)
    client = signed_in(malee)

    client.post(place(siam_ceramics, f"{product.pk}/archive/"))
    gone, put_away = client.get(place(siam_ceramics)), client.get(place(siam_ceramics) + "?archived=1")
    typed_against_it = client.post(place(siam_ceramics, f"{product.pk}/change/"), typed(seen=1))
    client.post(place(siam_ceramics, f"{product.pk}/restore/"))

    assert "CUP-01" not in gone.content.decode() and "CUP-01" in put_away.content.decode()
    assert typed_against_it.status_code == 409
    assert "CUP-01" in client.get(place(siam_ceramics)).content.decode()
    assert ProductVersion.objects.count() == 1


def test_a_reader_reads_and_may_not_write(
    malee: Person, rung: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics)
    client, own = signed_in(rung), place(siam_ceramics, f"{product.pk}/")

    page = client.get(own).content.decode()

    assert "ถ้วยเซรามิก" in page and "/change/" not in page and "/archive/" not in page
    assert client.get(place(siam_ceramics, "catalogue.csv")).status_code == 200
    assert client.get(place(siam_ceramics, "new/")).status_code == 403
    assert client.get(place(siam_ceramics, "sheet/")).status_code == 403
    for verb in ("change/", "archive/", "restore/"):
        assert client.post(own + verb, typed(CLAY, seen=1, model="X")).status_code == 403
    assert ProductVersion.objects.count() == 1


def test_a_stranger_finds_nothing(
    malee: Person, somsak: Person, ploy: Person, siam_ceramics: Exporter, lanna_foods: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics)
    ways = ["", "new/", "sheet/", "catalogue.csv", "template.xlsx", f"{product.pk}/", f"{product.pk}/change/"]

    for person in (somsak, ploy):
        client = signed_in(person)
        assert {client.get(place(siam_ceramics, way)).status_code for way in ways} == {404}
        assert client.post(place(siam_ceramics, f"{product.pk}/archive/")).status_code == 404
    # Under one's own company another's product is not there either.
    assert signed_in(somsak).get(place(lanna_foods, f"{product.pk}/")).status_code == 404
    assert Product.objects.get().archived_at is None


def test_the_list_is_searched_in_both_languages_and_cut_into_pages(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    for n in range(selectors.PAGE + 2):
        a_product(malee, siam_ceramics, f"P-{n:03}", materials=[], name_en=f"Cup number {n}")
    client = signed_in(malee)

    def codes(query: str) -> list[str]:
        page = client.get(place(siam_ceramics) + query).context["page"]
        return [version.product.code for version in page.versions]

    assert codes("")[:1] == ["P-000"] and len(codes("")) == selectors.PAGE
    assert codes("?after=P-049") == ["P-050", "P-051"]
    assert codes("?before=P-050")[-1] == "P-049"
    assert codes("?q=NUMBER p-007") == ["P-007"]
    assert len(codes("?q=ถ้วย 6912")) == selectors.PAGE
    assert codes("?q=none") == []
    assert codes("?q=" + "p-007 " * 1_000) == ["P-007"]
    assert codes("?q=" + " ".join(map(str, range(1_000)))) == []


def test_the_list_asks_no_more_of_the_database_for_more_products(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(malee)
    for n in range(20):
        a_product(malee, siam_ceramics, f"P-{n:03}")

    # session (read, and written between two savepoint lines), person, roles, officer, company, its roles,
    # products, notices
    with django_assert_num_queries(11):
        page = client.get(place(siam_ceramics))

    assert page.content.decode().count("P-0") >= 20
