"""An estimate from three spreadsheets: every error with its file, row and column; or the whole allocation as JSON."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from drawback.rules.evaluators.allocation import as_answer, read_export, read_formula, read_lot
from drawback.rules.fifo import allocate
from drawback.rules.ledger import Export, Lot
from portal.cases.reference import current_reference
from portal.law.evaluators import InputError, Record
from portal.law.findings import Message
from portal.law.money import quantise
from portal.parties.sheets import Sheet

Fact = TypeVar("Fact", Lot, Export)
_EXPONENT = re.compile(r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
MOST_TOLD = 100
_OPTIONAL = {"lots": ("extended_to",), "exports": ("mode", "claimed_on"), "formulas": ()}
COLUMNS = {
    "lots": (
        "id",
        "importer",
        "material",
        "mode",
        "imported_on",
        "declaration",
        "line",
        "quantity",
        "duty",
        "extended_to",
    ),
    "formulas": ("number", "product", "valid_from", "valid_until", "whole_pieces", "material", "net", "loss_percent"),
    "exports": (
        *("id", "exporter", "exported_on", "declaration", "line", "product", "formula", "quantity"),
        *("mode", "claimed_on", "transfer_kind", "transfer_to", "transfer_formula", "transfer_materials"),
    ),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file: its row as the spreadsheet counts, its column, and why."""

    file: str
    row: int
    column: str
    message: Message


def read_ledger(sheets: Mapping[str, Sheet]) -> tuple[dict[str, list[Any]], list[Problem]]:
    """Lots, formulas and exports from their sheets, and all that does not fit, up to a hundred things."""
    problems: list[Problem] = []
    for name, sheet in sheets.items():
        problems += _headers(name, sheet)
    if problems:
        return {}, problems
    facts = {
        "lots": _facts("lots", sheets["lots"], read_lot, problems),
        "formulas": _formulas(sheets["formulas"], problems),
        "exports": _facts("exports", sheets["exports"], read_export, problems),
    }
    return facts, problems[:MOST_TOLD]


def estimate(facts: Mapping[str, list[Any]]) -> dict[str, Any]:
    """The answer of the evaluator, with the sums that people look for first."""
    made = allocate(facts["lots"], facts["formulas"], facts["exports"], current_reference())
    answer = as_answer(made)
    refund = sum((Fraction(total.refund) for total in made.totals), Fraction())
    paid = sum((Fraction(lot.duty) for lot in facts["lots"]), Fraction())
    return {
        **answer,
        "findings": [finding.as_dict() for finding in made.findings],
        "refund": str(quantise(refund)),
        "paid": str(quantise(paid)),
        "short": sum(1 for total in made.totals if total.shortfalls),
        "refused": sum(1 for total in made.totals if not total.refund and not total.shortfalls),
    }


def _headers(name: str, sheet: Sheet) -> list[Problem]:
    optional = {*_OPTIONAL[name], "extended_to", "mode", "claimed_on"} - ({"mode"} if name == "lots" else set())
    needed = [column for column in COLUMNS[name] if column not in optional and not column.startswith("transfer")]
    return [
        Problem(name, 1, column, Message(f"ไม่มีคอลัมน์ {column}", f"The column {column} is missing"))
        for column in needed
        if column not in sheet.header
    ]


def _facts(name: str, sheet: Sheet, read: Callable[[Record], Fact], problems: list[Problem]) -> list[Fact]:
    facts: dict[str, Fact] = {}
    for number, row in sheet.rows:
        try:
            fact = read(Record.read(_record(name, row)))
        except InputError as unfit:
            problems.append(Problem(name, number, _column(unfit.where), unfit.message))
            continue
        if fact.id in facts:
            message = Message("มีรหัสนี้อยู่แล้ว รหัสต้องไม่ซ้ำกัน", "This id is there already. Each one is used once")
            problems.append(Problem(name, number, "id", message))
        facts[fact.id] = fact
    return list(facts.values())


def _column(where: str) -> str:
    return where.replace("transfer.", "transfer_")


def _record(name: str, row: Mapping[str, str]) -> dict[str, Any]:
    """A row as the evaluator's JSON has it."""
    said: dict[str, Any] = {column: _plain(column, row.get(column, "")) for column in COLUMNS[name]}
    for column in _OPTIONAL[name]:
        said[column] = said[column] or None
    if name == "exports":
        kind, to, formula, materials = (said.pop(f"transfer_{part}") for part in ("kind", "to", "formula", "materials"))
        named = [each.strip() for each in materials.split(";") if each.strip()]
        said["transfer"] = {"kind": kind, "to": to, "formula": formula, "materials": named} if kind else None
    return said


def _plain(column: str, text: str) -> Any:
    if column == "line" and text.isascii() and text.isdigit():
        return int(text)
    if column in ("quantity", "duty", "net", "loss_percent"):
        return _decimal(text.replace(",", ""))
    return text


def _decimal(text: str) -> str:
    """Spreadsheets write very small and very large numbers with exponents."""
    return f"{Decimal(text):f}" if _EXPONENT.fullmatch(text) else text


def _formulas(sheet: Sheet, problems: list[Problem]) -> list[Any]:
    """Rows of one version, one for each material, stand for one formula."""
    versions: dict[tuple[str, ...], tuple[dict[str, Any], list[int], list[dict[str, Any]]]] = {}
    flags = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
    for number, row in sheet.rows:
        said = _record("formulas", row)
        line = {name: said.pop(name) for name in ("material", "net", "loss_percent")}
        whole = str(said["whole_pieces"]).lower()
        if whole not in flags:
            message = Message("ต้องเป็น true หรือ false", "true or false is expected")
            problems.append(Problem("formulas", number, "whole_pieces", message))
            continue
        said["whole_pieces"] = flags[whole]
        line["loss_percent"] = line["loss_percent"] or "0"
        _said, numbers, lines = versions.setdefault(tuple(map(str, said.values())), (said, [], []))
        numbers.append(number)
        lines.append(line)
    found = []
    for said, numbers, lines in versions.values():
        try:
            found.append(read_formula(Record.read({**said, "materials": lines})))
        except InputError as unfit:
            *path, column = unfit.where.split(".")  # "valid_until", or "materials.1.net" of the version's second row
            place = int(path[1]) if len(path) > 1 else 0
            problems.append(Problem("formulas", numbers[place], column, unfit.message))
    return found
