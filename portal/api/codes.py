"""Every code that an answer of the API may carry: problems, findings, errors at fields.

`errors.py` is the dictionary of problems, which are written there; the two others are read from the code that makes
them, once for each process.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from portal.cases import registry
from portal.law.clause_index import CODE
from portal.law.evaluators import every_evaluator
from portal.law.findings import Message

from . import errors
from .source import Sources, findings, read
from .source.fields import SHARED, field_codes

FINDING, FIELD = "finding", "field"
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Code:
    """One code in one package: whatever of it may differ from answer to answer is a list.

    "…" stands for what only the case tells. `procedures` are those whose cases may carry it (none: a public check
    alone, or the ground that all procedures share), `evaluators` those that may answer it.
    """

    code: str
    kind: str
    package: str
    severities: tuple[str, ...]
    clauses: tuple[str, ...]
    where: tuple[str, ...]
    messages: tuple[Message, ...]
    procedures: tuple[str, ...] = ()
    evaluators: tuple[str, ...] = ()
    anchor: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "kind": self.kind,
            "package": self.package,
            "severities": list(self.severities),
            "clauses": list(self.clauses),
            "where": list(self.where),
            "messages": [{"th": each.th, "en": each.en} for each in self.messages],
            "procedures": list(self.procedures),
            "evaluators": list(self.evaluators),
        }

    @property
    def title(self) -> str:
        return title(self.package)

    def says(self, words: str) -> bool:
        """Whether code, clause, place or a sentence in either language contains the words."""
        told = (self.code, *self.clauses, *self.where, *(text for each in self.messages for text in (each.th, each.en)))
        return any(words.casefold() in text.casefold() for text in told)


@dataclass(frozen=True)
class Group:
    """The codes of one package, under its name."""

    package: str
    codes: tuple[Code, ...]

    @property
    def title(self) -> str:
        return title(self.package)


@lru_cache(maxsize=1)
def every_finding() -> tuple[Code, ...]:
    """Those of findings alone, which the law's vectors are held against: no form is looked at for them."""
    return tuple(_together(_findings(_sources())))


@lru_cache(maxsize=1)
def every_code() -> tuple[Code, ...]:
    """All codes of findings and fields: what all share first, then by package, kind and code."""
    sources = _sources()
    told = [*_findings(sources), *_fields(sources)]
    ordered = sorted(told, key=lambda one: (CODE.index(one[0].partition(".")[0]), *one[:3]))
    return tuple(_anchored(_together(ordered)))


def _sources() -> Sources:
    return read(Path(settings.BASE_DIR), CODE)


def groups(words: str = "", package: str = "", severity: str = "") -> list[Group]:
    """The codes that fit what was asked, by package."""
    fit = [
        one
        for one in every_code()
        if (not package or one.package == package)
        and (not severity or severity in one.severities)
        and (not words or one.says(words))
    ]
    return [Group(each, tuple(one for one in fit if one.package == each)) for each in packages() if _has(fit, each)]


def packages() -> list[str]:
    """The packages that have codes, in the order of the dictionary."""
    return list(dict.fromkeys(one.package for one in every_code()))


def called(code: str) -> list[Code]:
    """What a code means, wherever it is used."""
    return [one for one in every_code() if one.code == code]


def title(package: str) -> str:
    """A package's name for people."""
    if package == SHARED:
        return _("All procedures")
    return str(apps.get_app_config(package.rpartition(".")[2]).verbose_name)


def _has(codes: Iterable[Code], package: str) -> bool:
    return any(one.package == package for one in codes)


# (package, kind, code), and one way in which it is said
_Way = tuple[str, str, str, str, str, str, Message, tuple[str, ...]]


def _findings(sources: Sources) -> Iterator[_Way]:
    reached = {one.name: sources.reached((one.judge.__module__, one.judge.__qualname__)) for one in every_evaluator()}
    for one in findings.declared(sources):
        answered = tuple(name for name, among in reached.items() if one.made_in in among)
        package = one.made_in[0].partition(".")[0]
        yield package, FINDING, one.code, str(one.severity), one.clause, one.where, one.message, answered


def _fields(sources: Sources) -> Iterator[_Way]:
    for one in field_codes(sources):
        yield one.package, FIELD, one.code, "error", one.clause, one.where, one.message, ()


def _together(ways: Iterable[_Way]) -> list[Code]:
    """The ways of each code as one entry."""
    of_code: dict[tuple[str, str, str], list[_Way]] = {}
    for way in ways:
        of_code.setdefault(way[:3], []).append(way)
    return [
        Code(
            code, kind, package,
            tuple(each for each in SEVERITIES if any(way[3] == each for way in told)),
            _all(way[4] for way in told),
            _all(way[5] for way in told),
            tuple(dict.fromkeys(way[6] for way in told)),
            _procedures(package),
            _all(name for way in told for name in way[7]),
        )
        for (package, kind, code), told in of_code.items()
    ]  # fmt: skip


def _all(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({each for each in said if each}))


def _procedures(package: str) -> tuple[str, ...]:
    """The procedures that are filed in the package; what all share may stand in any of them."""
    return tuple(
        each.slug for each in registry.procedures() if package in (SHARED, each.file.__module__.partition(".")[0])
    )


def _anchored(codes: Iterable[Code]) -> Iterator[Code]:
    """The code itself is the anchor of its first entry, also where a problem is called the same."""
    taken = set(errors.DICTIONARY)
    for one in codes:
        anchor = one.code if one.code not in taken else f"{one.package.rpartition('.')[2]}-{one.kind}-{one.code}"
        taken.add(anchor)
        yield Code(**{**one.__dict__, "anchor": anchor})
