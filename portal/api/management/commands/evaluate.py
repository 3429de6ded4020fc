import json
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from portal.api.bodies import read_json
from portal.cases.reference import current_reference
from portal.law.evaluators import InputError, UnknownEvaluator, evaluate_all, every_evaluator
from portal.law.findings import Message

UNFIT = 2


class Command(BaseCommand):
    help = "Answers JSON from standard input by the evaluator NAME; an array gives an array of answers, in order."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help=", ".join(each.name for each in every_evaluator()))

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            answer = evaluate_all(name, read_json(sys.stdin.buffer.read()), current_reference())
        except UnknownEvaluator:
            _refuse(Message(f"ไม่มีตัวประเมินชื่อ “{name}”", f"There is no evaluator named “{name}”"), "")
        except InputError as unfit:
            _refuse(unfit.message, unfit.where)
        _write(sys.stdout, answer)


def _refuse(message: Message, where: str) -> NoReturn:
    _write(sys.stderr, {"error": message.en, "where": where, "message": {"th": message.th, "en": message.en}})
    raise SystemExit(UNFIT)


def _write(stream: Any, value: Any) -> None:
    """One line of UTF-8, whatever the terminal's own encoding is."""
    line = (json.dumps(value, ensure_ascii=False) + "\n").encode(errors="backslashreplace")
    stream.flush()
    stream.buffer.write(line)
    stream.flush()
