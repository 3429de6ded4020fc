"""Which evaluators there are, and how they are asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.law.calendar import FIRST_YEAR, LAST_YEAR, CalendarError
from portal.law.findings import Message
from portal.law.periods import PeriodError
from portal.law.reference import Reference
from portal.law.values import ValuesError

from .reading import InputError, Record, days_in

Answer = dict[str, Any]
Schema = Mapping[str, Any]
Judge = Callable[[Record, Reference], Answer]


class UnknownEvaluator(LookupError):
    """There is no evaluator of that name."""


@dataclass(frozen=True)
class Evaluator:
    """A named rule: what it answers, the JSON Schema of what it takes and gives, and one worked example."""

    name: str
    title: Message
    clauses: tuple[str, ...]
    takes: Schema
    gives: Schema
    example: Mapping[str, Any]
    example_answer: Mapping[str, Any]
    judge: Judge


_UNKNOWN_DAYS = Message(
    "วันที่ที่กรอกอยู่นอกช่วงที่ระบบมีข้อมูลกฎหมายและวันหยุดราชการ โปรดตรวจสอบปี",
    "A date lies outside the years of which law and holidays are known. Check the year",
)
_EVALUATORS: dict[str, Evaluator] = {}


def evaluator(
    name: str,
    *,
    title: Message,
    clauses: tuple[str, ...],
    takes: Schema,
    gives: Schema,
    example: Mapping[str, Any],
    example_answer: Mapping[str, Any],
) -> Callable[[Judge], Judge]:
    """Registers the function below it as the evaluator `name`."""

    def register(judge: Judge) -> Judge:
        if name in _EVALUATORS:
            raise ValueError(f"there is already an evaluator {name}")
        _EVALUATORS[name] = Evaluator(name, title, clauses, takes, gives, example, example_answer, judge)
        return judge

    return register


def every_evaluator() -> list[Evaluator]:
    """All of them, by name."""
    return [_EVALUATORS[name] for name in sorted(_EVALUATORS)]


def find(name: str) -> Evaluator:
    """The evaluator of that name; raises UnknownEvaluator."""
    try:
        return _EVALUATORS[name]
    except KeyError:
        raise UnknownEvaluator(name) from None


def evaluate(name: str, given: Any, reference: Reference, *, where: str = "") -> Answer:
    """The answer to one input; raises UnknownEvaluator, or InputError for input that does not fit."""
    asked = find(name)
    record = Record.read(given, where)
    try:
        answer = asked.judge(record, reference)
    except (ValuesError, CalendarError, PeriodError) as unknown:
        raise InputError(_UNKNOWN_DAYS, _oddest_day(given, where)) from unknown
    return {**answer, "findings": [finding.as_dict() for finding in answer.get("findings", ())]}


def evaluate_all(name: str, given: Any, reference: Reference, *, most: int | None = None) -> Answer | list[Answer]:
    """One answer for an object, answers in the same order for an array (`most`: how many it may hold)."""
    find(name)
    if not isinstance(given, list):
        return evaluate(name, given, reference)
    if most is not None and len(given) > most:
        raise InputError(
            Message(f"ส่งได้ครั้งละไม่เกิน {most} รายการ", f"At most {most} inputs can be sent at a time"), where=""
        )
    return [evaluate(name, each, reference, where=str(number)) for number, each in enumerate(given)]


def _oddest_day(given: Any, where: str) -> str:
    """The path of the day that lies farthest from the middle of the known years; `where` when no day was given."""
    days = list(days_in(given, where))
    return max(days, key=lambda found: abs(found[1].year - (FIRST_YEAR + LAST_YEAR) // 2))[0] if days else where
