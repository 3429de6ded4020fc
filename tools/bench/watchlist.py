"""The watch-list gate, with everything that explains it, against three probes of sets of codes."""

import random
from collections.abc import Callable, Iterator
from datetime import date

from portal.cases.reference import current_reference
from portal.law.reference import Reference
from watchlist.rules.gate import Answer, Gate, gate
from watchlist.rules.watch_list import Edition, WatchList

from .measure import Contest

ON = date(2022, 9, 1)
DECLARED, PRODUCTS = 10_000, 400


def declared(edition: Edition) -> list[tuple[str, str]]:
    """A year's declarations: the same few hundred products again and again, a third of them on the list."""
    chance = random.Random(4)  # noqa: S311 — a repeatable sample
    listed = [code.digits.ljust(8, "0") for code in edition.codes]
    others = [
        f"{chance.randrange(1, 77):02d}{chance.randrange(1, 30):02d}{chance.randrange(100):02d}00" for _ in range(300)
    ]
    products = [*chance.sample(listed, PRODUCTS // 8), *others]
    return [(chance.choice(products), chance.choice(("US", "DE", "JP", "FR"))) for _ in range(DECLARED)]


def contests() -> Iterator[Contest]:
    """Answers kept from before, and the very first time."""
    reference = current_reference()
    watch_list = reference.of(WatchList)
    edition = watch_list.edition_on(ON)
    assert edition is not None
    goods = declared(edition)
    by_length = [frozenset(code.digits for code in edition.codes if len(code.digits) == n) for n in (4, 6, 8)]
    four, six, eight = by_length

    def probes() -> int:
        hits = 0
        for code, _destination in goods:
            if code[:4] in four or code[:6] in six or code[:8] in eight:
                hits += 1
        return hits

    def explained() -> list[object]:
        standing = edition.standing
        return [standing(code, destination) for code, destination in goods]

    _checked(goods, edition, watch_list, reference)
    for name, ours in (("items and blocks", explained), ("the whole gate", _gate(goods, watch_list, reference))):
        yield Contest(f"watchlist, {name}, {DECLARED:,} goods", "three probes of sets", probes, ours, _counted, aim=2)


def _counted(base: object, ours: object) -> None:
    """An answer for each good, and as many of them on the list as the probes hit."""
    assert isinstance(base, int) and isinstance(ours, list)
    assert len(ours) == DECLARED
    standings = (getattr(answer, "standing", answer) for answer in ours)
    assert sum(standing is not None and bool(standing.items) for standing in standings) == base


def _gate(goods: list[tuple[str, str]], watch_list: WatchList, reference: Reference) -> Callable[[], list[Answer]]:
    def answers() -> list[Answer]:
        values = reference.values
        return [gate(watch_list, code, destination, ON, (), values) for code, destination in goods]

    return answers


def _checked(goods: list[tuple[str, str]], edition: Edition, watch_list: WatchList, reference: Reference) -> None:
    """Against a walk through the whole list for every good."""
    for code, destination in goods:
        answer = gate(watch_list, code, destination, ON, (), reference.values)
        items = [each for each in edition.codes if code.startswith(each.digits)]
        blocks = any(destination == "US" if each.group != "eu" else destination in edition.union for each in items)
        assert {each.number for each in items} == {item.code.number for item in answer.standing.items}
        assert (answer.co == Gate.BLOCKED) == blocks
