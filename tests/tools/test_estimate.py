"""The estimate from three spreadsheets: every error with row and column, hostile files refused, results for a while."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from openpyxl import Workbook

from drawback.services.templates import template_of
from drawback.views import MOST_AN_HOUR
from portal.parties.sheets import SheetError, read_sheet
from portal.tools import models
from portal.tools.models import SharedResult
from portal.tools.tasks import sweep_results

pytestmark = pytest.mark.django_db
PAGE = "/tools/drawback/"
LOTS = ["id", "importer", "material", "mode", "imported_on", "declaration", "line", "quantity", "duty", "extended_to"]


@pytest.fixture(autouse=True)
def loaded(db: None) -> None:
    from django.core.cache import cache

    cache.clear()
    call_command("load_reference", verbosity=0)


def a_file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.xlsx", content)


def send(**changed: bytes) -> Any:
    client = Client()
    client.cookies["django_language"] = "en"
    files = {name: a_file(name, changed.get(name, template_of(name))) for name in ("lots", "formulas", "exports")}
    return client.post(PAGE, files)


def a_book(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_templates_can_be_sent_as_they_are_and_the_result_is_shared(client: Client) -> None:
    sent = send()
    page = client.get(sent.headers["Location"])

    assert sent.status_code == 302
    assert "2,100.00" in page.content.decode()
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert page.headers["X-Robots-Tag"] == "noindex"
    cuts = client.get(sent.headers["Location"] + "cuts.csv").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(cuts)))[1] == ["X1", "A", "M1", "210", "2100.00"]


def test_days_and_numbers_may_be_cells_of_their_own_kind() -> None:
    lot = ["A", "I1", "M1", "cash", date(2024, 1, 15), "A001", 1, 1000.5, 10000.0, None]

    sent = send(lots=a_book([LOTS, lot]))

    assert sent.status_code == 302


def test_a_csv_file_does_as_well() -> None:
    text = ",".join(LOTS) + "\r\nA,I1,M1,cash,2024-01-15,A001,1,1000,10000.00,\r\n"

    assert send(lots=text.encode("utf-8-sig")).status_code == 302


def test_every_error_is_told_with_its_row_and_column_and_nothing_is_kept() -> None:
    rows = [
        LOTS,
        ["A", "I1", "M1", "cash", "15/01/2024", "A001", 1, 1000, 1, None],
        ["B", "I1", "M1", "barter", "2024-01-15", "A001", 2, 1000, 1, None],
        ["C", "I1", "M1", "cash", "2024-01-15", "A001", 3, -5, 1, None],
    ]

    sent = send(lots=a_book(rows))
    page = sent.content.decode()

    assert sent.status_code == 422
    found = [(problem.row, problem.column) for problem in sent.context["problems"]]
    assert found == [(2, "imported_on"), (3, "mode"), (4, "quantity")]
    assert "Nothing was kept" in page
    assert not SharedResult.objects.exists()


def test_a_missing_column_and_an_id_twice_are_told() -> None:
    short = send(lots=a_book([LOTS[:-3], ["A", "I1", "M1", "cash", "2024-01-15", "A001", 1]]))
    row = ["A", "I1", "M1", "cash", "2024-01-15", "A001", 1, 10, 1, None]
    twice = send(lots=a_book([LOTS, row, row]))

    assert [problem.column for problem in short.context["problems"]] == ["quantity", "duty"]
    assert [(problem.row, problem.column) for problem in twice.context["problems"]] == [(3, "id")]


def test_a_column_without_a_name_shifts_nothing() -> None:
    header = [*LOTS[:3], None, *LOTS[3:], "", "notes"]
    lot = ["A", "I1", "M1", "our own remark", "cash", "2024-01-15", "A001", 1, 1000, 10000, None, "x", "y"]

    sent = send(lots=a_book([header, lot]))

    assert sent.status_code == 302
    assert SharedResult.objects.get().answer["refund"] == "2100.00"


def test_a_column_that_is_there_twice_is_refused() -> None:
    sent = send(lots=a_book([[*LOTS, "quantity"], ["A", "I1", "M1", "cash", "2024-01-15", "A001", 1, 10, 1, None, 20]]))

    assert sent.status_code == 422
    assert "The column quantity is there twice" in sent.content.decode()


def test_an_id_twice_is_told_at_its_own_row_whatever_is_wrong_before_it() -> None:
    def lot(name: str, mode: str = "cash") -> list[Any]:
        return [name, "I1", "M1", mode, "2024-01-15", "A001", 1, 10, 1, None]

    sent = send(lots=a_book([LOTS, lot("A"), lot("B", "barter"), lot("A"), [None], lot("C")]))

    assert [(each.row, each.column) for each in sent.context["problems"]] == [(3, "mode"), (4, "id")]


def test_what_is_wrong_with_a_material_of_a_formula_is_told_at_its_own_row() -> None:
    names = ["number", "product", "valid_from", "valid_until", "whole_pieces", "material", "net", "loss_percent"]
    first = ["F1", "P1", "2024-01-01", "2027-01-01", "no"]
    rows = [names, [*first, "M1", 2, 5], ["F2", *first[1:], "M1", 2, 5], [*first, "M2", "two", 5]]

    wrong = send(formulas=a_book(rows))
    backwards = send(formulas=a_book([names, rows[1], ["F3", "P1", "2024-01-02", "2024-01-01", "no", "M1", 2, 5]]))

    assert [(each.row, each.column) for each in wrong.context["problems"]] == [(4, "net")]
    assert [(each.row, each.column) for each in backwards.context["problems"]] == [(3, "valid_until")]


@pytest.mark.parametrize("cell", ["1 piece", "2e", "1e999", "e5", "1e5e5", "9" * 40 + "e9"])
def test_a_number_with_letters_is_an_error_at_its_cell(cell: str) -> None:
    sent = send(lots=a_book([LOTS, ["A", "I1", "M1", "cash", "2024-01-15", "A001", 1, cell, 1, None]]))

    assert [(each.row, each.column) for each in sent.context["problems"]] == [(2, "quantity")]


@pytest.mark.parametrize("cell", [1e-7, "1e3", "1.5E+2", "1,000"])
def test_a_number_as_spreadsheets_write_it_is_read(cell: Any) -> None:
    sent = send(lots=a_book([LOTS, ["A", "I1", "M1", "cash", "2024-01-15", "A001", 1, cell, 1, None]]))

    assert sent.status_code == 302


def test_missing_files_are_asked_for() -> None:
    response = Client().post(PAGE, {})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"lots", "formulas", "exports"}


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 100)
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (90 * 1024 * 1024))
    return buffer.getvalue()


def macros() -> bytes:
    buffer = io.BytesIO(template_of("lots"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf")
    return buffer.getvalue()


def entities() -> bytes:
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>'
    laughs += "<worksheet><sheetData><row><c><v>&c;</v></c></row></sheetData></worksheet>"
    source, target = zipfile.ZipFile(io.BytesIO(template_of("lots"))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            evil = part.filename == "xl/worksheets/sheet1.xml"
            archive.writestr(part.filename, laughs if evil else source.read(part.filename))
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02\xff", b"PK\x03\x04 nothing of the kind", b"MZ\x90\x00", b"%PDF-1.7\n%\xe2\xe3"],
    ids=["empty", "binary", "false zip", "program", "document"],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes) -> None:
    with pytest.raises(SheetError) as refused:
        read_sheet(content)

    assert refused.value.message.th != refused.value.message.en


@pytest.mark.parametrize("make", [bomb, macros, entities], ids=["decompression bomb", "macros", "entities"])
def test_hostile_workbooks_are_refused(make: Any) -> None:
    with pytest.raises(SheetError):
        read_sheet(make())


def test_too_many_rows_or_bytes_are_refused() -> None:
    with pytest.raises(SheetError):
        read_sheet(b"a\n" + b"1\n" * 20_001)
    with pytest.raises(SheetError):
        read_sheet(b"x" * (5 * 1024 * 1024 + 1))


def test_a_cell_that_a_spreadsheet_would_run_is_harmless_in_the_download(client: Client) -> None:
    exports = [
        ["id", "exporter", "exported_on", "declaration", "line", "product", "formula", "quantity"],
        ["=cmd|' /C calc'!A0", "I1", "2024-06-01", "E001", 1, "P1", "F1", 100],
    ]
    text = "\n".join(",".join(map(str, row)) for row in exports)
    sent = send(exports=text.encode())

    cuts = client.get(sent.headers["Location"] + "cuts.csv").content.decode("utf-8-sig")

    assert sent.status_code == 302
    assert list(csv.reader(io.StringIO(cuts)))[1][0].startswith("'=")


def test_many_findings_of_one_kind_are_folded_and_do_not_bury_the_tables(client: Client) -> None:
    first = ["id", "exporter", "exported_on", "declaration", "line", "product", "formula", "quantity"]
    exports = [[f"X{n}", "I1", "2024-06-01", f"E{n:03}", 1, "P1", "F1", 1000] for n in range(300)]
    late = ["Y", "I1", "2024-06-01", "E999", 1, "P1", "F9", 1]

    sent = send(exports=a_book([first, *exports, late]))
    response = client.get(sent.headers["Location"])

    kinds = [(len(kind["first"]), len(kind["folded"]), kind["more"]) for kind in response.context["findings"]]
    assert kinds == [(5, 195, 100), (1, 0, 0)]
    page = response.content.decode()
    assert page.count('class="portal-finding ') == 6
    assert "อีก 195 รายการในทำนองเดียวกัน" in page


def test_a_result_is_deleted_by_whoever_has_its_address(client: Client) -> None:
    address = send().headers["Location"]

    assert client.get(address + "delete/").status_code == 405
    assert client.post(address + "delete/").status_code == 302
    assert client.get(address).status_code == 404


def test_a_result_is_kept_for_thirty_days_and_swept() -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    result = models.keep("drawback", {}, at)

    assert models.kept("drawback", result.code, at + timedelta(days=30, seconds=-1))
    assert models.kept("drawback", result.code, at + timedelta(days=30)) is None
    assert models.kept("origin", result.code, at) is None
    SharedResult.objects.update(until=datetime(2020, 1, 1, tzinfo=UTC))
    assert sweep_results() == 1
    assert sweep_results() == 0


def test_codes_cannot_be_guessed() -> None:
    codes = {models.new_code() for _ in range(100)}

    assert len(codes) == 100
    assert min(map(len, codes)) >= 22


def test_an_address_that_sends_too_many_files_has_to_wait() -> None:
    answers = [Client().post(PAGE, {}).status_code for _ in range(MOST_AN_HOUR + 1)]

    assert set(answers[:-1]) == {422}
    assert answers[-1] == 429
