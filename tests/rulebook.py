"""Vectors of the rule book: YAML that an officer can read and write, asked of an evaluator or of a rule itself.

A file names what it asks and lists cases:

    evaluator: watchlist                       # or  rule: drawback.rules.claims:due_on
    cases:
    - name: honey to the United States, the day before the list
      clause: WL-9, T-6
      given: {on: 2022-07-31}                  # paths into the evaluator's example ("form.version"); a rule's arguments
      then: {listed: "false", co: allowed}     # paths into the answer; `findings`: the codes of what is wrong or
                                             # doubtful, in order; `told`: those of mere information too

In place of `then`, `refused: materials.0.value` says that the input does not fit there.
"""

import copy
import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.api.codes import every_finding
from portal.api.source import UNKNOWN
from portal.law.calendar import Calendar
from portal.law.clauses import Clauses
from portal.law.clauses import load as load_clauses
from portal.law.evaluators import InputError, evaluate, find
from portal.law.findings import Finding, Severity
from portal.law.reference import Reference
from portal.law.values import Values

FOLDER = Path(__file__).parent / "vectors"
_SIMPLE = {date: date.fromisoformat, Decimal: Decimal, Fraction: Fraction, int: int, str: str}


def read(path: Path) -> Any:
    """A file of vectors, as text only: NO stays Norway, 0102 keeps its zero."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def cases(package: str) -> list[Any]:
    """Every case of tests/vectors/<package> as a pytest parameter (what is asked, the case)."""
    found = []
    for path in sorted((FOLDER / package).glob("*.yaml")):
        said = read(path)
        if isinstance(said, dict) and "cases" in said:
            found += [pytest.param(said, row, id=f"{path.stem}: {row['name']}") for row in said["cases"]]
    return found


def check(asked: Mapping[str, Any], row: Mapping[str, Any], reference: Reference) -> None:
    """Ask, and compare with what the case says."""
    if "refused" in row:
        with pytest.raises(InputError) as refused:
            _ask(asked, row, reference)
        assert refused.value.where == row["refused"]
        assert refused.value.message.th != refused.value.message.en
        return
    answer = _ask(asked, row, reference)
    for finding in _findings(answer):
        _is_sound(finding, asked.get("evaluator"))
        if not asked.get("rule", "").startswith("tests."):
            _is_in_the_dictionary(finding, asked.get("evaluator"))
    told = [finding.code for finding in _findings(answer)]
    found = {path: told if path == "told" else said(_at(answer, path)) for path in row["then"]}
    assert found == row["then"]


def _findings(answer: Any) -> list[Finding]:
    """The findings of an answer, as evaluators and rules give them."""
    told = answer.get("findings", ()) if isinstance(answer, Mapping) else getattr(answer, "findings", ())
    return [each if isinstance(each, Finding) else Finding.from_dict(each) for each in told]


def _is_sound(finding: Finding, evaluator: str | None) -> None:
    """What holds for every finding: a clause of the rule book, a sentence in both languages, a place in the input."""
    assert finding.clause in _clauses(), finding
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", finding.code), finding
    assert any("ก" <= sign <= "๙" for sign in finding.message.th), finding
    assert finding.message.en[:1].isupper() or finding.message.en[:1].isdigit() or "“" in finding.message.en, finding
    assert "None" not in finding.message.th + finding.message.en, finding
    assert re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", finding.where), finding
    if evaluator:
        schema: Mapping[str, Any] = find(evaluator).takes
        for step in finding.where.split("."):
            schema = _schema_at(schema, step)
            assert schema, finding


def _is_in_the_dictionary(finding: Finding, evaluator: str | None) -> None:
    """Programs find its code with its severity and clause, and under the evaluator that answered it."""
    meant = [each for each in every_finding() if each.code == finding.code and finding.severity in each.severities]
    assert any({finding.clause, UNKNOWN} & set(each.clauses) for each in meant), finding
    assert not evaluator or any(evaluator in each.evaluators for each in meant), finding


@cache
def _clauses() -> Clauses:
    return load_clauses(FOLDER.parents[1] / "fixtures" / "law")


def _ask(asked: Mapping[str, Any], row: Mapping[str, Any], reference: Reference) -> Any:
    given = row.get("given", {})
    if "evaluator" in asked:
        return evaluate(asked["evaluator"], patched(asked["evaluator"], asked.get("base", {}) | given), reference)
    module, _, name = asked["rule"].partition(":")
    rule = getattr(import_module(module), name)
    answer = rule(**_arguments(rule, asked.get("base", {}) | given, reference))
    return {"findings": list(answer)} if isinstance(answer, Iterator) else answer


def patched(evaluator: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The evaluator's example with other values at the paths given; `(gone)` takes a field away."""
    asked = find(evaluator)
    changed: dict[str, Any] = copy.deepcopy(dict(asked.example))
    for path, text in given.items():
        *before, last = path.split(".")
        place, schema = changed, asked.takes
        for step in before:
            schema = _schema_at(schema, step)
            place = place[int(step)] if isinstance(place, list) else place[step]
        value = as_json(text, _schema_at(schema, last))
        if text == "(gone)":
            del place[last]
        elif isinstance(place, list):
            place[int(last) : int(last) + 1] = [value]
        else:
            place[last] = value
    return changed


def _schema_at(schema: Mapping[str, Any], step: str) -> Mapping[str, Any]:
    if step.isdigit():
        return typing.cast("Mapping[str, Any]", schema.get("items", {}))
    return typing.cast("Mapping[str, Any]", schema.get("properties", {}).get(step, {}))


def as_json(text: Any, schema: Mapping[str, Any]) -> Any:
    """What was written as text, as the JSON that the schema asks for; what does not fit stays text."""
    kinds = schema.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if isinstance(text, dict):
        return {name: as_json(part, _schema_at(schema, name)) for name, part in text.items()}
    if isinstance(text, list):
        return [as_json(part, schema.get("items", {})) for part in text]
    if "null" in kinds and text == "null":
        return None
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    if "integer" in kinds and text.lstrip("-").isdigit():
        return int(text)
    return text


def said(value: Any) -> Any:
    """An answer as vectors write it: text, and findings by their codes (those of severity info left out)."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return value["code"] if "severity" in value else {str(name): said(part) for name, part in value.items()}
    if isinstance(value, Finding):
        return value.code
    if isinstance(value, (list, tuple)):
        return [said(part) for part in value if not _is_info(part)]
    if isinstance(value, (set, frozenset)):
        return sorted(said(part) for part in value)
    return str(value)


def _is_info(part: Any) -> bool:
    severity = part.get("severity") if isinstance(part, Mapping) else getattr(part, "severity", None)
    return severity == Severity.INFO


def _at(answer: Any, path: str) -> Any:
    for step in path.split("."):
        if step == "result":
            continue
        if step.isdigit():
            answer = answer[int(step)]
        else:
            answer = answer[step] if isinstance(answer, Mapping) else getattr(answer, step)
    return answer


def _arguments(rule: Any, given: Mapping[str, Any], reference: Reference) -> dict[str, Any]:
    """The rule's arguments by their types; the reference, its calendar or its values are handed in by type."""
    wanted = typing.get_type_hints(rule)
    handed = {Reference: reference, Calendar: reference.calendar, Values: reference.values}
    named = {name: kind for name, kind in wanted.items() if name in inspect.signature(rule).parameters}
    arguments = {name: handed[kind] for name, kind in named.items() if kind in handed}
    return arguments | {name: build(text, named[name]) for name, text in given.items()}


def build(text: Any, kind: Any) -> Any:
    """A value of the type from its text: dates, amounts, choices, frozen dataclasses, sequences, or nothing."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if text == "null" else build(text, next(each for each in inner if each is not type(None)))
    if origin in (list, tuple, set, frozenset, Sequence, Iterable, Collection):
        make = tuple if origin in (tuple, Sequence, Iterable, Collection) else origin
        return make(build(part, inner[0]) for part in text)
    if origin is not None and issubclass(origin, Mapping):
        return {build(name, inner[0]): build(part, inner[1]) for name, part in text.items()}
    if hasattr(kind, "parse"):  # an HS code
        return kind.parse(text)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: build(part, hints[name]) for name, part in text.items()})
    if kind is bool:
        return {"true": True, "false": False}[text]
    if kind in _SIMPLE:
        return _SIMPLE[kind](text)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(text)
    return text
