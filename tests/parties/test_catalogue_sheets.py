"""The catalogue by spreadsheet: a preview first, every error with its place, all of it or nothing, there and back."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import Workbook, load_workbook

from portal.parties.actors import Actor
from portal.parties.catalogue import exports, imports, writing
from portal.parties.catalogue.columns import COLUMNS
from portal.parties.models import Exporter, Material, Person, Product, ProductSheet, ProductVersion
from portal.parties.tasks import sweep_product_sheets

from .catalogue import (
    AT,
    CLAY,
    CUP,
    GLAZE,
    SignedIn,
    a_csv,
    a_product,
    bring_in,
    content,
    reading_of,
    sheet_row,
    the_catalogue,
)

CUP_ROWS = (sheet_row("CUP-01", CUP, CLAY), sheet_row("CUP-01", None, GLAZE))


def send(client: Client, exporter: Exporter, file: bytes, name: str = "products.csv") -> "Client":
    client.cookies["django_language"] = "en"
    return client.post(f"/companies/{exporter.pk}/products/sheet/", {"file": SimpleUploadedFile(name, file)})


@pytest.mark.parametrize("write", [exports.as_workbook, exports.as_csv])
def test_the_template_can_be_sent_as_it_is(malee: Person, siam_ceramics: Exporter, write: object) -> None:
    seen = bring_in(malee, siam_ceramics, write(exports.example_rows()))

    assert [len(seen.plan.new), len(seen.plan.changed), seen.plan.unchanged] == [2, 0, 0]
    assert list(Product.objects.order_by("code").values_list("code", flat=True)) == ["CUP-01", "PLATE-02"]
    assert ProductVersion.objects.get(product__code="CUP-01").digest == content().digest  # the same as by its form
    assert all(len(row) == len(COLUMNS) for row in exports.example_rows())


def test_a_file_is_looked_at_first_and_saved_by_a_yes(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    a_product(malee, siam_ceramics, "CUP-01", model="OLD")
    a_product(malee, siam_ceramics, "SAME", materials=[])
    client = signed_in(malee)
    rows = (*CUP_ROWS, sheet_row("SAME", CUP, None), sheet_row("NEW", CUP, GLAZE))

    sent = send(client, siam_ceramics, a_csv(*rows))
    preview = client.get(sent.headers["Location"])

    page = preview.content.decode()
    plan = preview.context["plan"]
    assert [len(plan.new), len(plan.changed), plan.unchanged] == [1, 1, 1]
    assert "gets a new version" in page and "is added" in page and "products.csv" in page
    assert ProductVersion.objects.count() == 2  # nothing is saved yet

    done = client.post(sent.headers["Location"], {"stamp": plan.stamp}, follow=True)

    assert "1 new, 1 changed, 1 unchanged" in done.content.decode()
    assert list(ProductVersion.objects.order_by("product__code", "number").values_list("product__code", "number")) == [
        ("CUP-01", 1),
        ("CUP-01", 2),
        ("NEW", 1),
        ("SAME", 1),
    ]
    assert Product.objects.get(code="CUP-01").version == 2
    assert [row.name for row in Material.objects.filter(version__product__code="NEW")] == ["เคลือบ"]
    assert not ProductSheet.objects.exists()


@pytest.mark.parametrize(
    ("material", "product", "column", "said"),
    [
        ({}, {"name_th": "Cup"}, "name_th", "Write this in Thai."),
        ({}, {"hs_code": "7700.00"}, "hs_code", "no chapter 77"),
        ({}, {"hs_code": "6912"}, "hs_code", "Enter 6 or 8 digits."),
        ({}, {"unit": "cups"}, "unit", "C62"),
        ({}, {"hs_edition": ""}, "hs_edition", "Choose the edition"),
        ({}, {"labour": "much"}, "labour", "Write a number in digits"),
        ({"country": "Narnia"}, {}, "material_country", "TH"),
        ({"country": "VN"}, {}, "material_country", "Choose Thailand"),
        ({"source": "imported", "hs_code": ""}, {}, "material_hs_code", "Enter the HS code"),
        ({"quantity": ""}, {}, "material_quantity", "Enter how much of the material"),
        ({"name": "\u202eดิน"}, {}, "material", "U+202E"),
    ],
)
@pytest.mark.django_db
def test_an_error_names_its_row_and_column(
    material: dict[str, str], product: dict[str, str], column: str, said: str
) -> None:
    with translation.override("en"):
        reading = reading_of(sheet_row("CUP-01", {**CUP, **product}, {**CLAY, **material}))

    assert [(each.row, each.column) for each in reading.problems] == [(2, column)]
    assert said in reading.problems[0].message


@pytest.mark.django_db
def test_every_error_is_told_at_once() -> None:
    reading = reading_of(
        sheet_row("", CUP, CLAY),
        sheet_row("A", {**CUP, "fob": "-1", "unit": ""}, {**CLAY, "unit_value": "x"}),
        sheet_row("A", {"model": "other"}, GLAZE),
        sheet_row("A", None, None),
        sheet_row("B", CUP, {"supplier": "Nobody"}),
    )

    assert [(each.row, each.column) for each in reading.problems] == [
        (2, "code"),
        (3, "unit"),
        (3, "fob"),
        (3, "material_unit_value"),
        (4, "model"),
        (5, "code"),
        (6, "material"),
        (6, "material_source"),
        (6, "material_country"),
        (6, "material_unit"),
        (6, "material_unit_value"),
        (6, "material_quantity"),
    ]


@pytest.mark.django_db
def test_beyond_a_thousand_errors_are_counted() -> None:
    reading = reading_of(*(sheet_row(f"P-{n}", {**CUP, "unit": "?"}, None) for n in range(1_005)))

    assert len(reading.problems) == 1_000 and reading.more == 5


def test_a_wrong_row_keeps_the_whole_file_out(malee: Person, siam_ceramics: Exporter, signed_in: SignedIn) -> None:
    wrong = sheet_row("BAD", {**CUP, "unit": "cups"}, None)

    answer = send(signed_in(malee), siam_ceramics, a_csv(*CUP_ROWS, wrong))

    page = answer.content.decode()
    assert answer.status_code == 422 and "Nothing was saved." in page and "Write one of these: C62" in page
    assert not Product.objects.exists() and not ProductSheet.objects.exists()


def test_a_column_that_is_missing_or_unknown_is_told(malee: Person, siam_ceramics: Exporter) -> None:
    titles = [column.title for column in COLUMNS]
    header = [*titles[:11], "fob price", *titles[12:], ""]

    seen = imports.preview(siam_ceramics, Actor.of(malee), "x.csv", a_csv(CUP_ROWS[0], header=header), AT)

    assert [(each.row, each.column) for each in seen.reading.problems] == [(1, "fob"), (1, "fob price")]


@pytest.mark.parametrize("write", [exports.as_workbook, exports.as_csv])
def test_a_catalogue_goes_out_and_comes_back_unchanged(malee: Person, siam_ceramics: Exporter, write: object) -> None:
    a_product(malee, siam_ceramics)
    a_product(malee, siam_ceramics, "0007", materials=[], hs_code="04090020", name_en="=1+1", model="@x", labour="")
    a_product(malee, siam_ceramics, "MANY", materials=[CLAY, {**GLAZE, "unit_value": "0.000001", "name": "-glaze"}])
    archived = a_product(malee, siam_ceramics, "OLD")
    writing.archive(archived, Actor.of(malee), AT)
    before = the_catalogue(siam_ceramics)

    seen = imports.preview(siam_ceramics, Actor.of(malee), "file", write(before), AT)

    assert seen.reading.problems == []
    assert [len(seen.plan.new), len(seen.plan.changed), seen.plan.unchanged] == [0, 0, 3]
    assert "OLD" not in {row[0] for row in before}


def test_downloads_run_no_formula(malee: Person, siam_ceramics: Exporter, signed_in: SignedIn) -> None:
    a_product(malee, siam_ceramics, materials=[], name_en="=HYPERLINK(1)")
    client, place = signed_in(malee), f"/companies/{siam_ceramics.pk}/products/"

    book = load_workbook(io.BytesIO(client.get(f"{place}catalogue.xlsx").content))
    text = client.get(f"{place}catalogue.csv").content.decode("utf-8-sig")

    assert book.active["C2"].value == "'=HYPERLINK(1)" and book.active["C2"].data_type == "s"
    assert "'=HYPERLINK(1)" in text and client.get(f"{place}catalogue.exe").status_code == 404


def test_numbers_as_spreadsheets_keep_them_are_read(malee: Person, siam_ceramics: Exporter) -> None:
    book = Workbook()
    book.active.append([column.title for column in COLUMNS])
    book.active.append([7, "ถ้วย", "Cup", None, 4090020, 2022, "piece", 0.1 + 0.2, 1e-05, None, None, 2])
    file = io.BytesIO()
    book.save(file)

    bring_in(malee, siam_ceramics, file.getvalue())

    version = ProductVersion.objects.get(product__code="7")
    assert (version.hs_code, version.unit, f"{version.labour} {version.overhead}") == (
        "04090020",
        "C62",
        "0.300000 0.000010",
    )


def test_what_somebody_saved_meanwhile_is_shown_before_anything_is_written(
    malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    product = a_product(malee, siam_ceramics, model="OLD")
    client = signed_in(malee)
    place = send(client, siam_ceramics, a_csv(*CUP_ROWS)).headers["Location"]
    stamp = client.get(place).context["plan"].stamp
    writing.save_product(product, Actor.of(niran), content(model="N"), AT, seen=1)

    moved = client.post(place, {"stamp": stamp})

    assert moved.status_code == 409 and "The catalogue has changed since you looked" in moved.content.decode()
    assert Product.objects.get().version == 2
    client.post(place, {"stamp": moved.context["plan"].stamp})
    assert Product.objects.get().version == 3


def test_an_archived_product_in_a_file_is_told(malee: Person, siam_ceramics: Exporter) -> None:
    writing.archive(a_product(malee, siam_ceramics), Actor.of(malee), AT)

    seen = imports.preview(siam_ceramics, Actor.of(malee), "x.csv", a_csv(*CUP_ROWS), AT)

    assert [(each.row, each.column) for each in seen.reading.problems] == [(2, "code")] and seen.kept is None


def test_a_failure_in_the_middle_writes_nothing(
    malee: Person, siam_ceramics: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_rows: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Material.objects, "bulk_create", broken)

    with pytest.raises(RuntimeError):
        bring_in(malee, siam_ceramics, a_csv(*CUP_ROWS))

    assert not Product.objects.exists() and not ProductVersion.objects.exists()


def test_only_who_sent_a_file_sees_its_preview(
    malee: Person, niran: Person, somsak: Person, siam_ceramics: Exporter, lanna_foods: Exporter, signed_in: SignedIn
) -> None:
    place = send(signed_in(malee), siam_ceramics, a_csv(*CUP_ROWS)).headers["Location"]
    elsewhere = place.replace(f"/{siam_ceramics.pk}/", f"/{lanna_foods.pk}/", 1)

    assert signed_in(niran).get(place).status_code == 404
    assert signed_in(somsak).post(place, {"stamp": ""}).status_code == 404
    assert signed_in(somsak).get(elsewhere).status_code == 404
    assert signed_in(malee).post(f"{place}discard/").status_code == 302
    assert not ProductSheet.objects.exists()


def test_files_nobody_said_yes_to_are_forgotten_after_a_day(malee: Person, siam_ceramics: Exporter) -> None:
    seen = imports.preview(siam_ceramics, Actor.of(malee), "x.csv", a_csv(*CUP_ROWS), AT)
    again = imports.preview(siam_ceramics, Actor.of(malee), "y.csv", a_csv(*CUP_ROWS), AT)

    assert list(ProductSheet.objects.values_list("name", flat=True)) == ["y.csv"] and seen.kept and again.kept
    assert imports.sweep(AT + timedelta(hours=23)) == 0
    assert imports.sweep(AT + timedelta(hours=25)) == 1
    assert sweep_product_sheets() == 0


def a_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (imports.BOUNDS.unpacked + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    "file",
    [b"", b"%PDF-1.7", b"PK\x03\x04 no zip", "ชื่อ,รหัส".encode("tis-620"), b"code,\x00\n1,2", b"\xff\xd8\xff"],
)
def test_what_is_no_table_is_refused(malee: Person, siam_ceramics: Exporter, signed_in: SignedIn, file: bytes) -> None:
    answer = send(signed_in(malee), siam_ceramics, file)

    assert answer.status_code == 422 and not ProductSheet.objects.exists()


def test_a_bomb_and_too_many_rows_are_refused_unread(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    client = signed_in(malee)
    long = "\n".join(["code", *("x" for _ in range(imports.BOUNDS.rows + 1))]).encode()

    assert "unpacks to too much" in send(client, siam_ceramics, a_bomb(), "x.xlsx").content.decode()
    assert "more than 50,000 rows" in send(client, siam_ceramics, long).content.decode()
    assert not Product.objects.exists()
