"""The OpenAPI document as a page shows it: operations by group, each with an example of what goes in and out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator

from portal.law.evaluators import every_evaluator

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One endpoint's method."""

    name: str
    method: str
    path: str
    summary: str
    scope: str
    sent: str
    answered: str
    status: str


@dataclass(frozen=True)
class Group:
    tag: str
    operations: tuple[Operation, ...]


def groups() -> tuple[Group, ...]:
    """Every operation of the document, in the reader's language; the evaluators last."""
    return _groups(get_language() or "th")


@lru_cache(maxsize=2)
def _groups(_language: str) -> tuple[Group, ...]:
    document = SchemaGenerator().get_schema(request=None, public=True)
    of_tag: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                said = methods[method]
                of_tag.setdefault(said["tags"][0], []).append(_operation(path, method, said))
    order = sorted(of_tag, key=lambda tag: tag == "evaluate")
    return tuple(Group(tag, tuple(of_tag[tag])) for tag in order)


def _operation(path: str, method: str, said: Mapping[str, Any]) -> Operation:
    status = next((code for code in said["responses"] if code.startswith("2")), "")
    return Operation(
        said["operationId"],
        method.upper(),
        path,
        _summary(said["operationId"], said["summary"]),
        _scope(said),
        _example(said.get("requestBody", {}).get("content", {})),
        _example(said["responses"].get(status, {}).get("content", {})),
        status,
    )


def _summary(name: str, english: str) -> str:
    """In the reader's language; an evaluator tells its own."""
    titles = {f"evaluate-{one.name}": one.title for one in every_evaluator()}
    return titles[name].in_language(get_language()) if name in titles else _(english)


def _scope(said: Mapping[str, Any]) -> str:
    return next((scope for way in said.get("security", []) for scopes in way.values() for scope in scopes), "")


def _example(content: Mapping[str, Any]) -> str:
    """The first example of a body, as JSON that a person reads."""
    return next((json.dumps(one, ensure_ascii=False, indent=2) for one in _examples(content)), "")


def _examples(content: Mapping[str, Any]) -> Iterator[Any]:
    for body in content.values():
        for example in body.get("examples", {}).values():
            if example["value"] != {}:
                yield example["value"]
