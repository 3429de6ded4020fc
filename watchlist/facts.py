"""The watch-list as rules are given it: built from its rows, which the fixture lays in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from portal.cases.reference import kept_until_changed, lay_in_rows, read_fixture

from .models import WatchListCode, WatchListEdition
from .rules.watch_list import Edition, Group, ListedCode, Scope, WatchList


def _edition(row: WatchListEdition, codes: Sequence[WatchListCode]) -> Edition:
    return Edition(
        id=row.name,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        known_until=row.known_until,
        scope=Scope(row.scope),
        source=row.source,
        union=frozenset(row.union.split()),
        codes=tuple(
            ListedCode(
                number=code.number,
                digits=code.hs.replace(".", ""),
                group=Group(code.group),
                hs_edition=row.hs_edition,
                name_th=code.name_th,
                name_en=code.name_en,
            )
            for code in codes
        ),
    )


def _built() -> WatchList:
    return WatchList(_edition(row, list(row.codes.all())) for row in WatchListEdition.objects.prefetch_related("codes"))


current_watch_list = kept_until_changed(_built, WatchListEdition.objects, WatchListCode.objects)


def lay_in_watch_list() -> tuple[int, int]:
    """The editions and codes of fixtures/reference/watchlist.yaml that are missing."""
    new = there = 0
    for said in read_fixture("watchlist"):
        counted = lay_in_rows(WatchListEdition, [_edition_row(said)])
        edition = WatchListEdition.objects.get(name=said["edition"])
        codes = lay_in_rows(WatchListCode, list(_code_rows(said, edition)))
        new, there = new + counted[0] + codes[0], there + counted[1] + codes[1]
    return new, there


def _edition_row(said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"name": said["edition"]}, {
        "valid_from": date.fromisoformat(said["from"]),
        "valid_until": date.fromisoformat(said["until"]) if said["until"] else None,
        "known_until": date.fromisoformat(said["known_until"]) if said["known_until"] else None,
        "scope": said["scope"],
        "hs_edition": said["hs_edition"],
        "union": " ".join(said["union"]),
        "source": said["source"],
    }


def _code_rows(said: Mapping[str, Any], edition: WatchListEdition) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for item in said["items"]:
        for code in item["codes"]:
            named = {"edition": edition, "number": int(item["number"]), "hs": code}
            yield named, {"group": item["group"], "name_th": item["name_th"], "name_en": item["name_en"]}
