"""Ledgers as CSV files, read strictly. Columns are the fields of the evaluator's JSON."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO, TypeVar

from drawback.rules.evaluators.allocation import read_export, read_formula, read_lot
from drawback.rules.ledger import Export, Formula, Lot
from portal.law.evaluators import InputError, Record
from portal.law.findings import Message

Row = dict[str, Any]
Fact = TypeVar("Fact")
Watch = Callable[[Iterable[Any], str], Iterable[Any]]

_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_FORMULA = ("number", "product", "valid_from", "valid_until", "whole_pieces")
_FORMULA_LINE = ("material", "net", "loss_percent")
_TRANSFER = ("transfer_kind", "transfer_to", "transfer_formula", "transfer_materials")


def read_lots(path: Path, watch: Watch) -> list[Lot]:
    """The lots of a file; InputError names row and column ("lots.3.quantity", the first row below the header is 0)."""
    return _once(path, [read_lot(_record(row, where)) for row, where in _rows(path, "lots", watch)], "lots")


def read_exports(path: Path, watch: Watch) -> list[Export]:
    """The export lines of a file; a transfer is a JSON cell, or four columns of its own."""
    rows = _rows(path, "exports", watch)
    return _once(path, [read_export(_record(_with_transfer(row, where), where)) for row, where in rows], "exports")


def read_formulas(path: Path, watch: Watch) -> list[Formula]:
    """The formulas of a file with one row for each material; rows of one version stand for one formula."""
    versions: dict[tuple[Any, ...], tuple[Row, str, list[Row]]] = {}
    places: dict[str, str] = {}
    for row, where in _rows(path, "formulas", watch):
        row["whole_pieces"] = _flag(row.get("whole_pieces"), where)
        key = tuple(row.get(name) for name in _FORMULA)
        line = {name: row.pop(name) for name in _FORMULA_LINE if name in row}
        _row, first, lines = versions.setdefault(key, (row, where, []))
        places[f"{first}.materials.{len(lines)}"] = where
        lines.append(line)
    return [_formula({**row, "materials": lines}, where, places) for row, where, lines in versions.values()]


def _formula(row: Row, where: str, places: dict[str, str]) -> Formula:
    """InputError names the row of the file in which the material stands, not its place within the formula."""
    try:
        return read_formula(_record(row, where))
    except InputError as unfit:
        line, _dot, column = unfit.where.rpartition(".")
        raise InputError(unfit.message, f"{places[line]}.{column}" if line in places else unfit.where) from unfit


def _rows(path: Path, what: str, watch: Watch) -> Iterator[tuple[Row, str]]:
    """Rows with the path that errors name; blank cells are null, numbers of lines are numbers."""
    with _opened(path, what) as file:
        reader = csv.DictReader(file, strict=True)
        try:
            _columns(reader.fieldnames or (), what)
            for number, row in enumerate(watch(reader, path.name)):
                where = f"{what}.{number}"
                if None in row or None in row.values():
                    raise InputError(
                        Message("จำนวนช่องในแถวไม่เท่ากับหัวตาราง", "The row has more or fewer cells than the header"), where
                    )
                yield {name.strip(): _cell(name, text) for name, text in row.items()}, where
        except (csv.Error, UnicodeDecodeError) as unreadable:
            said = Message("อ่านไฟล์ CSV ไม่ได้ โปรดบันทึกเป็น CSV UTF-8", "The file is no CSV in UTF-8")
            raise InputError(said, what) from unreadable


def _columns(names: Sequence[str], what: str) -> None:
    named = [name.strip() for name in names]
    for name in named:
        if named.count(name) > 1:
            raise InputError(
                Message(f"มีคอลัมน์ {name} ซ้ำกัน", f"The column {name} is there twice"),
                f"{what}.0.{name}" if name else what,
            )


def _opened(path: Path, what: str) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as missing:
        said = Message("เปิดไฟล์ไม่ได้ โปรดตรวจชื่อไฟล์", "The file cannot be opened. Check its name")
        raise InputError(said, what) from missing


def _cell(name: str, text: str) -> Any:
    text = text.strip()
    if name.strip() == "line" and text.isascii() and text.isdigit():
        return int(text)
    return text


def _record(row: Row, where: str) -> Record:
    optional = ("extended_to", "mode", "claimed_on", "transfer")
    return Record.read({name: None if cell == "" and name in optional else cell for name, cell in row.items()}, where)


def _flag(text: Any, where: str) -> bool:
    try:
        return _FLAGS[str(text).lower()]
    except KeyError:
        raise InputError(
            Message("ต้องเป็น true หรือ false", "true or false is expected"), f"{where}.whole_pieces"
        ) from None


def _with_transfer(row: Row, where: str) -> Row:
    """`transfer` as JSON, or from the columns transfer_kind, _to, _formula and _materials (parted by ;)."""
    kind, to, formula, materials = (row.pop(name, "") for name in _TRANSFER)
    if kind:
        named = [name.strip() for name in materials.split(";") if name.strip()]
        return {**row, "transfer": {"kind": kind, "to": to, "formula": formula, "materials": named}}
    if row.get("transfer"):
        try:
            return {**row, "transfer": json.loads(row["transfer"])}
        except ValueError:
            said = Message("ต้องเป็น JSON", "JSON is expected")
            raise InputError(said, f"{where}.transfer") from None
    return row


def _once(path: Path, facts: list[Fact], what: str) -> list[Fact]:
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        one: str = fact.id  # type: ignore[attr-defined]
        if one in seen:
            raise InputError(
                Message("มีรหัสนี้อยู่แล้ว รหัสต้องไม่ซ้ำกัน", "This id is there already. Each one is used once"),
                f"{what}.{number}.id",
            )
        seen.add(one)
    return facts
