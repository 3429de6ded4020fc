"""Ledgers as files: the same answers as the evaluator, errors by row and column, nothing written by halves."""

import csv
import errno
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from drawback.management.commands import allocate_drawback
from drawback.rules.fifo import allocate
from drawback.rules.ledger import Export, Lot
from portal.law.quantities import plain
from tests import lists

from . import ledgers

pytestmark = pytest.mark.django_db

LOT = ("id", "importer", "material", "mode", "imported_on", "declaration", "line", "quantity", "duty", "extended_to")
FORMULA = ("number", "product", "valid_from", "valid_until", "whole_pieces", "material", "net", "loss_percent")
EXPORT = (
    "id",
    "exporter",
    "exported_on",
    "declaration",
    "line",
    "product",
    "formula",
    "quantity",
    "transfer",
    "mode",
    "claimed_on",
)
LOTS = [("A", "I1", "M1", "cash", "2024-01-15", "A001", "1", "1000", "10000.00", "")]
FORMULAS = [("F1", "P1", "2024-01-01", "2027-01-01", "false", "M1", "2", "5")]
EXPORTS = [("X1", "I1", "2024-06-01", "E001", "1", "P1", "F1", "100", "", "", "2024-07-01")]


def write(path: Path, header: tuple[str, ...], rows: list[Any], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def run(
    folder: Path,
    lots: list[Any] = LOTS,
    formulas: list[Any] = FORMULAS,
    exports: list[Any] = EXPORTS,
    progress: bool = False,
) -> None:
    call_command(
        "allocate_drawback",
        lots=write(folder / "lots.csv", LOT, lots),
        formulas=write(folder / "formulas.csv", FORMULA, formulas, "utf-8-sig"),
        exports=write(folder / "exports.csv", EXPORT, exports),
        cuts=folder / "cuts.csv",
        balances=folder / "balances.csv",
        totals=folder / "totals.csv",
        findings=folder / "findings.jsonl",
        progress=progress,
    )


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_worked_example(tmp_path: Path) -> None:
    run(tmp_path)

    assert read(tmp_path / "cuts.csv") == [
        ["export", "lot", "material", "quantity", "refund", "formula"],
        ["X1", "A", "M1", "210", "2100.00", "F1"],
    ]
    assert read(tmp_path / "balances.csv")[1:] == [["A", "790", "7900.00", "2025-01-15"]]
    assert read(tmp_path / "totals.csv")[1:] == [["X1", "2100.00", ""]]


@pytest.mark.parametrize(
    "transfer",
    ['{"kind": "whole", "to": "I1", "formula": "F1"}', '{"kind":"part","to":"I1","formula":"F1","materials":["M1"]}'],
)
def test_a_transfer_is_a_json_cell(tmp_path: Path, transfer: str) -> None:
    run(tmp_path, exports=[(*EXPORTS[0][:1], "I9", *EXPORTS[0][2:8], transfer, "", "")])

    assert read(tmp_path / "cuts.csv")[1][1] == "A"


def test_a_transfer_is_four_columns(tmp_path: Path) -> None:
    header = (*EXPORT[:8], "transfer_kind", "transfer_to", "transfer_formula", "transfer_materials")
    exports = write(tmp_path / "exports.csv", header, [("X1", "I9", *EXPORTS[0][2:8], "part", "I1", "F1", "M1; M1")])

    call_command(
        "allocate_drawback",
        lots=write(tmp_path / "lots.csv", LOT[:-1], [LOTS[0][:-1]]),
        formulas=write(tmp_path / "formulas.csv", FORMULA, FORMULAS),
        exports=exports,
        cuts=tmp_path / "cuts.csv",
        balances=tmp_path / "balances.csv",
    )

    assert read(tmp_path / "cuts.csv")[1][1] == "A"


@pytest.mark.parametrize(
    ("what", "column", "cell", "where"),
    [
        ("lots", 7, "-1", "lots.0.quantity"),
        ("lots", 4, "15/01/2024", "lots.0.imported_on"),
        ("lots", 6, "one", "lots.0.line"),
        ("lots", 3, "", "lots.0.mode"),
        ("formulas", 4, "perhaps", "formulas.0.whole_pieces"),
        ("formulas", 6, "two", "formulas.0.net"),
        ("exports", 8, "{", "exports.0.transfer"),
        ("exports", 2, "", "exports.0.exported_on"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], what: str, column: int, cell: str, where: str
) -> None:
    rows = {"lots": LOTS, "formulas": FORMULAS, "exports": EXPORTS}[what]
    broken = [(*rows[0][:column], cell, *rows[0][column + 1 :])]

    with pytest.raises(SystemExit) as ended:
        run(tmp_path, **{what: broken})

    assert ended.value.code == 2
    said = json.loads(capfd.readouterr().err)
    assert said["where"] == where
    assert said["message"]["th"] != said["message"]["en"]
    assert not (tmp_path / "cuts.csv").exists()


def test_a_row_that_is_too_short_and_an_id_twice_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for lots, where in ([LOTS[0][:5]], "lots.0"), ([*LOTS, *LOTS], "lots.1.id"):
        with pytest.raises(SystemExit):
            run(tmp_path, lots=lots)
        assert json.loads(capfd.readouterr().err)["where"] == where


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = {name: tmp_path / f"{name}.csv" for name in ("lots", "formulas", "exports", "cuts", "balances")}
    write(files["lots"], (*LOT, "quantity"), [(*LOTS[0], "2000")])

    with pytest.raises(SystemExit):
        call_command("allocate_drawback", **files)

    assert json.loads(capfd.readouterr().err)["where"] == "lots.0.quantity"


def test_a_material_of_a_formula_is_named_by_its_own_row(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    other = ("F2", *FORMULAS[0][1:])

    with pytest.raises(SystemExit):
        run(tmp_path, formulas=[FORMULAS[0], other, (*FORMULAS[0][:5], "M2", "two", "5")])

    assert json.loads(capfd.readouterr().err)["where"] == "formulas.2.net"


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = ("lots", "formulas", "exports", "cuts", "balances")

    with pytest.raises(SystemExit) as ended:
        call_command("allocate_drawback", **{name: tmp_path / f"{name}.csv" for name in names})

    assert ended.value.code == 2
    assert json.loads(capfd.readouterr().err)["where"] == "lots"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"cuts": "nowhere/cuts.csv"}, "cuts"),
        ({"balances": "nowhere/balances.csv"}, "balances"),
        ({"totals": "lots.csv/totals.csv"}, "totals"),  # a file where a folder is wanted
        ({"findings": "."}, "findings"),
        ({"balances": "cuts.csv"}, "balances"),
        ({"totals": "./lots.csv"}, "totals"),
    ],
)
def test_an_output_that_cannot_be_written_is_named_and_the_others_stay_as_they_were(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], options: dict[str, str], where: str
) -> None:
    run(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path / "lots.csv", LOT, [(*LOTS[0][:7], "500", *LOTS[0][8:])])  # the answer would be another one
    before["lots.csv"] = (tmp_path / "lots.csv").read_bytes()
    capfd.readouterr()

    names = ("lots", "formulas", "exports", "cuts", "balances")
    paths = {name: f"{name}.csv" for name in names} | options
    with pytest.raises(SystemExit) as ended:
        call_command("allocate_drawback", **{name: tmp_path / path for name, path in paths.items()})

    assert ended.value.code == 2
    assert json.loads(capfd.readouterr().err)["where"] == where
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_disk_that_is_full_in_the_middle_leaves_the_earlier_answers(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(allocate_drawback, "write_balances", full)
    capfd.readouterr()
    with pytest.raises(SystemExit):
        run(tmp_path, exports=[])

    assert json.loads(capfd.readouterr().err)["where"] == "balances"
    del before["exports.csv"]
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert len(list(tmp_path.iterdir())) == len(before) + 1


def test_a_file_in_another_encoding_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(tmp_path)
    write(tmp_path / "lots.csv", LOT, [("ก", *LOTS[0][1:])], "tis-620")
    files = {name: tmp_path / f"{name}.csv" for name in ("lots", "formulas", "exports", "cuts", "balances")}
    before = read(tmp_path / "cuts.csv")

    with pytest.raises(SystemExit):
        call_command("allocate_drawback", **files)

    assert json.loads(capfd.readouterr().err.splitlines()[-1])["where"] == "lots"
    assert read(tmp_path / "cuts.csv") == before


def as_cells(fact: Any, names: tuple[str, ...]) -> tuple[str, ...]:
    said = []
    for name in names:
        value = getattr(fact, name)
        if name == "transfer" and value is not None:
            value = json.dumps(
                {"kind": value.kind, "to": value.to, "formula": value.formula, "materials": list(value.materials)}
            )
        said.append("" if value is None else str(value))
    return tuple(said)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ledgers.lots(), ledgers.exports())
def test_files_answer_what_the_evaluator_answers(tmp_path: Path, lots: list[Lot], exports: list[Export]) -> None:
    formulas = [
        (*as_cells(formula, FORMULA[:4]), str(formula.whole_pieces).lower(), *as_cells(line, FORMULA[5:]))
        for formula in ledgers.formulas
        for line in formula.materials
    ]
    by_law = allocate(lots, ledgers.formulas, exports, lists.reference())

    run(tmp_path, [as_cells(lot, LOT) for lot in lots], formulas, [as_cells(export, EXPORT) for export in exports])

    assert [row[:5] for row in read(tmp_path / "cuts.csv")[1:]] == [
        [cut.export, cut.lot, cut.material, plain(cut.quantity), str(cut.refund)] for cut in by_law.cuts
    ]
    assert read(tmp_path / "balances.csv")[1:] == [
        [each.lot, plain(each.quantity), str(each.duty), each.usable_until.isoformat()] for each in by_law.balances
    ]
    assert [row[:2] for row in read(tmp_path / "totals.csv")[1:]] == [
        [total.export, str(total.refund)] for total in by_law.totals
    ]


def test_a_bar_shows_how_far_it_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, progress=True)

    said = capfd.readouterr().err
    assert "lots.csv: 1 lines" in said
    assert "1 cuts of 1 lots for 1 export lines" in said
