import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from tqdm import tqdm

from drawback.rules.columns.ledger_columns import match_ledger
from drawback.services import ledger_files as files
from drawback.services.ledger_outputs import (
    write_balances,
    write_cuts,
    write_findings,
    write_totals,
    written_together,
)
from portal.cases.reference import current_reference
from portal.law.evaluators import InputError

UNFIT = 2
INPUTS = ("lots", "formulas", "exports")
OUTPUTS = ("cuts", "balances", "totals", "findings")


class Command(BaseCommand):
    help = (
        "Allocates a ledger of CSV files first in, first out: cuts, refunds and balances, exactly as `drawback` does."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in INPUTS:
            parser.add_argument(
                f"--{name}", type=Path, required=True, help=f"CSV with the columns of the JSON's {name}"
            )
        for name in OUTPUTS[:2]:
            parser.add_argument(f"--{name}", type=Path, required=True, help="CSV to write")
        parser.add_argument("--totals", type=Path, help="CSV to write: refund and shortfalls of every export")
        parser.add_argument("--findings", type=Path, help="JSON lines to write: what speaks against an export")
        parser.add_argument("--progress", action="store_true", help="show the bar although nobody watches a terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = None if not options["progress"] else False  # None: quiet where there is no terminal

        def watch(rows: Iterable[Any], name: str) -> Iterable[Any]:
            return tqdm(rows, desc=name, unit=" lines", disable=quiet, file=sys.stderr, mininterval=0.5)

        inputs, outputs = ({name: options[name] for name in names if options[name]} for names in (INPUTS, OUTPUTS))
        reference = current_reference()
        try:
            with written_together(outputs, inputs.values()) as opened:
                lots = files.read_lots(inputs["lots"], watch)
                formulas = files.read_formulas(inputs["formulas"], watch)
                exports = files.read_exports(inputs["exports"], watch)
                made = match_ledger(lots, formulas, exports, reference)
                with opened("cuts") as file:
                    write_cuts(file, made, formulas, watch)
                with opened("balances") as file:
                    write_balances(file, made, lots, watch)
                if "totals" in outputs:
                    with opened("totals") as file:
                        write_totals(file, made, formulas, watch)
                if "findings" in outputs:
                    with opened("findings") as file:
                        write_findings(file, made)
        except InputError as unfit:
            self._refuse(unfit)
        self.stderr.write(
            f"{len(made.cuts):,} cuts of {len(lots):,} lots for {len(exports):,} export lines; "
            f"{len(made.findings):,} findings."
        )

    def _refuse(self, unfit: InputError) -> NoReturn:
        said = {
            "error": unfit.message.en,
            "where": unfit.where,
            "message": {"th": unfit.message.th, "en": unfit.message.en},
        }
        sys.stderr.buffer.write((json.dumps(said, ensure_ascii=False) + "\n").encode())
        raise SystemExit(UNFIT)
