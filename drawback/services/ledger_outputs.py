"""What an allocation made of a ledger, as files: all of them are there when the last one is whole, or none is."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, TextIO

from drawback.rules.columns.ledger_columns import LedgerColumns
from drawback.rules.ledger import Formula, Lot
from portal.law.evaluators import InputError
from portal.law.findings import Message
from portal.law.quantities import plain

Watch = Callable[[Iterable[Any], str], Iterable[Any]]
Opener = Callable[[str], AbstractContextManager[TextIO]]

_UNWRITABLE = Message(
    "เขียนไฟล์ไม่ได้ โปรดตรวจชื่อ สิทธิ และเนื้อที่ว่าง ไฟล์เดิมไม่เปลี่ยนแปลง",
    "The file cannot be written. Check its name, your rights and the free space. No file has been changed",
)
_TWICE = Message("ไฟล์นี้ใช้แล้วในตัวเลือกอื่น โปรดใช้ชื่ออื่น", "Another option names this file already. Give it a name of its own")


@contextmanager
def written_together(outputs: Mapping[str, Path], inputs: Iterable[Path]) -> Iterator[Opener]:
    """Opens outputs by their name; the files take their places together, when all of them have been written.

    Whatever fails before leaves every file as it was. Places are tried before anything is computed.

    Raises:
        InputError: naming the output, if its file cannot be written or another option names the same one.
    """
    _each_its_own(outputs, inputs)
    beside = {name: path.with_name(f".{path.name}.{os.getpid()}") for name, path in outputs.items()}
    begun: list[Path] = []

    @contextmanager
    def opened(name: str) -> Iterator[TextIO]:
        with _named(name), beside[name].open("w", encoding="utf-8", newline="") as file:
            begun.append(beside[name])
            yield file

    try:
        for name, path in outputs.items():
            with opened(name):
                if path.exists() and not path.is_file():  # a folder, or a device that would be replaced by a file
                    raise OSError(path)
        yield opened
        for name, path in outputs.items():
            with _named(name):
                beside[name].replace(path)
    finally:
        for path in begun:
            path.unlink(missing_ok=True)


def _each_its_own(outputs: Mapping[str, Path], inputs: Iterable[Path]) -> None:
    taken = {path.resolve() for path in inputs}
    for name, path in outputs.items():
        if path.resolve() in taken:
            raise InputError(_TWICE, name)
        taken.add(path.resolve())


@contextmanager
def _named(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as unwritable:
        raise InputError(_UNWRITABLE, name) from unwritable


def write_cuts(file: TextIO, made: LedgerColumns, formulas: Sequence[Formula], watch: Watch) -> None:
    """Every cut in the law's order, with the formula that asked for it."""
    asked, lines = made.assembled.asked, [[line.material for line in formula.materials] for formula in formulas]
    version, line = asked.version.tolist(), asked.line.tolist()
    write = csv.writer(file, lineterminator="\n").writerow
    write(("export", "lot", "material", "quantity", "refund", "formula"))
    for export, lot, number, grain, satang, place in watch(made.rows(), "cuts"):
        formula = formulas[version[place]]
        material = lines[version[place]][line[place]]
        write((export.id, lot.id, material, _quantity(number, grain), _baht(satang), formula.number))


def write_balances(file: TextIO, made: LedgerColumns, lots: Sequence[Lot], watch: Watch) -> None:
    """What is left of every lot, in the order of the input."""
    left, money, grain = made.balances()
    days = {number: text for number, text in zip(made.until.tolist(), _days(made), strict=True)}
    found = {
        lot.id: (_quantity(number, parts), _baht(satang), days[until])
        for lot, number, satang, parts, until in zip(
            made.lots, left.tolist(), money.tolist(), grain, made.until.tolist(), strict=True
        )
    }
    write = csv.writer(file, lineterminator="\n").writerow
    write(("lot", "quantity", "duty", "usable_until"))
    for lot in watch(lots, "balances"):
        write((lot.id, *found[lot.id]))


def write_totals(file: TextIO, made: LedgerColumns, formulas: Sequence[Formula], watch: Watch) -> None:
    """What comes back for every export, and what lots could not give, as material=quantity parted by ;."""
    refunds: dict[str, int] = {}
    for export, _lot, _number, _grain, satang, _place in made.rows():
        refunds[export.id] = refunds.get(export.id, 0) + satang
    asked = made.assembled.asked
    short: dict[str, list[str]] = {}
    for export, place, missing in made.shortfalls():
        line = formulas[int(asked.version[place])].materials[int(asked.line[place])]
        short.setdefault(export.id, []).append(f"{line.material}={plain(missing)}")
    write = csv.writer(file, lineterminator="\n").writerow
    write(("export", "refund", "shortfalls"))
    for export in watch(made.exports, "totals"):
        write((export.id, _baht(refunds.get(export.id, 0)), ";".join(short.get(export.id, ()))))


def write_findings(file: TextIO, made: LedgerColumns) -> None:
    """What speaks against an export, as JSON lines."""
    for finding in made.findings:
        file.write(json.dumps(finding.as_dict(), ensure_ascii=False) + "\n")


def _days(made: LedgerColumns) -> list[str]:
    return [date.fromordinal(day).isoformat() for day in made.until.tolist()]


def _quantity(number: int, grain: int) -> str:
    return str(number) if grain == 1 else plain(Fraction(int(number), grain))


def _baht(satang: int) -> str:
    units, rest = divmod(int(satang), 100)
    return f"{units}.{rest:02d}"
