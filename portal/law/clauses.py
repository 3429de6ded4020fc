"""The registry of clauses: every id of the rule book, what it is called, where it stands, since when it holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml


class ClauseError(ValueError):
    """A registry that names a clause twice or leaves something out."""


@dataclass(frozen=True)
class Clause:
    """One clause; `applied` says whether the portal already acts on it, so that a rule and a test are due."""

    id: str
    section: str
    title_th: str
    gloss_en: str
    source: str
    effective_from: date
    effective_to: date | None
    applied: bool

    def title_in(self, language: str) -> str:
        return self.title_th if language == "th" else self.gloss_en


class Clauses:
    """All clauses in the order of the rule book."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._by_id: dict[str, Clause] = {}
        for clause in clauses:
            if clause.id in self._by_id:
                raise ClauseError(f"{clause.id} is there twice")
            self._by_id[clause.id] = clause

    def __iter__(self) -> Iterator[Clause]:
        return iter(self._by_id.values())

    def __contains__(self, clause_id: object) -> bool:
        return clause_id in self._by_id

    def __getitem__(self, clause_id: str) -> Clause:
        return self._by_id[clause_id]

    def applied(self) -> list[Clause]:
        """Those that the portal acts on."""
        return [clause for clause in self if clause.applied]


def load(folder: Path) -> Clauses:
    """Reads clauses.yaml of `folder`; raises ClauseError when a clause lacks something."""
    sections = yaml.load((folder / "clauses.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return Clauses(_clause(section, said) for section in sections for said in section["clauses"])


def _clause(section: Mapping[str, str], said: Mapping[str, str]) -> Clause:
    until = said.get("to") or section.get("to")
    try:
        return Clause(
            id=said["id"],
            section=section["section"],
            title_th=said["title_th"],
            gloss_en=said["gloss_en"],
            source=" ".join(filter(None, (section["source"], said.get("article", "")))),
            effective_from=date.fromisoformat(said.get("from") or section["from"]),
            effective_to=date.fromisoformat(until) if until else None,
            applied={"yes": True, "no": False}[said["here"]],
        )
    except (KeyError, ValueError) as unfit:
        raise ClauseError(f"{said.get('id', 'a clause')} does not fit: {unfit}") from unfit
