import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from drawback.rules.columns.ledger_columns import match_ledger
from drawback.services import ledger_files as files
from portal.cases.reference import current_reference
from portal.law.evaluators import InputError

UNFIT = 2


class Command(BaseCommand):
    help = (
        "Allocates a ledger of CSV files first in, first out: cuts, refunds and balances, exactly as `drawback` does."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("lots", "formulas", "exports"):
            parser.add_argument(
                f"--{name}", type=Path, required=True, help=f"CSV with the columns of the JSON's {name}"
            )
        for name in ("cuts", "balances"):
            parser.add_argument(f"--{name}", type=Path, required=True, help="CSV to write")
        parser.add_argument("--totals", type=Path, help="CSV to write: refund and shortfalls of every export")
        parser.add_argument("--findings", type=Path, help="JSON lines to write: what speaks against an export")
        parser.add_argument("--progress", action="store_true", help="show the bar although nobody watches a terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = None if not options["progress"] else False  # None: quiet where there is no terminal

        def watch(rows: Iterable[Any], name: str) -> Iterable[Any]:
            return tqdm(rows, desc=name, unit=" lines", disable=quiet, file=sys.stderr, mininterval=0.5)

        try:
            lots = files.read_lots(options["lots"], watch)
            formulas = files.read_formulas(options["formulas"], watch)
            exports = files.read_exports(options["exports"], watch)
        except InputError as unfit:
            self._refuse(unfit)
        made = match_ledger(lots, formulas, exports, current_reference())
        files.write_cuts(options["cuts"], made, formulas, watch)
        files.write_balances(options["balances"], made, lots, watch)
        if options["totals"]:
            files.write_totals(options["totals"], made, formulas, watch)
        if options["findings"]:
            told = "".join(json.dumps(each.as_dict(), ensure_ascii=False) + "\n" for each in made.findings)
            options["findings"].write_text(told, encoding="utf-8")
        self.stderr.write(
            f"{len(made.cuts):,} cuts of {len(lots):,} lots for {len(exports):,} export lines; "
            f"{len(made.findings):,} findings."
        )

    def _refuse(self, unfit: InputError) -> None:
        said = {
            "error": unfit.message.en,
            "where": unfit.where,
            "message": {"th": unfit.message.th, "en": unfit.message.en},
        }
        sys.stderr.buffer.write((json.dumps(said, ensure_ascii=False) + "\n").encode())
        raise SystemExit(UNFIT)
