"""The 42 items as the annex has them, the rows that officers maintain, and editions by date (WL-9, T-6)."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.reference import current_reference
from portal.law.evaluators import evaluate
from portal.law.hs import HSCode
from tests import lists
from tests.many import many
from watchlist.models import WatchListCode, WatchListEdition
from watchlist.rules.gate import Gate, gate
from watchlist.rules.results import Result
from watchlist.rules.watch_list import Group, Scope, WatchList

GROUPS = {Group.US_ANTI_DUMPING: range(1, 13), Group.US_ANTI_DUMPING_OR_301: range(13, 20), Group.US_301: range(20, 35)}


def the_edition() -> Any:
    edition = lists.watch_list().edition_on(date(2022, 8, 1))
    assert edition is not None
    return edition


def test_there_are_42_items_in_4_groups_with_codes_that_are_codes() -> None:
    codes = the_edition().codes

    assert {code.number for code in codes} == set(range(1, 43))
    for code in codes:
        assert code.number in GROUPS.get(code.group, range(35, 43))
        assert len(HSCode.parse(code.digits).digits) in (4, 6, 8)
        assert code.name_en and any("ก" <= sign <= "๙" for sign in code.name_th)
    assert len(codes) == 60
    assert len(the_edition().union) == 27


def test_an_edition_may_block_every_destination() -> None:
    everywhere = replace(the_edition(), scope=Scope.ALL, _kept={})

    assert everywhere.standing("04090020", "JP").blocked
    assert not the_edition().standing("04090020", "JP").blocked


def test_the_edition_of_the_day_judges() -> None:
    first = replace(the_edition(), valid_until=date(2023, 12, 31), known_until=None, _kept={})
    second = replace(first, id="2024", valid_from=date(2024, 1, 1), valid_until=None, codes=(), _kept={})
    both = WatchList([second, first])
    values = lists.reference().values

    answers = [gate(both, "04090020", "US", day, (), values).co for day in (date(2023, 12, 31), date(2024, 1, 1))]

    assert answers == [Gate.BLOCKED, Gate.ALLOWED]


codes = st.sampled_from(
    ["0409.00.20", "8471.70.20", "8471.70.10", "7304.19", "7304", "7607.11", "1006.30", "8501.31.40"]
)
places = st.sampled_from(["US", "DE", "EU", "JP", "GB"])
days = st.integers(-30, 1500).map(lambda number: date(2022, 8, 1) + timedelta(days=number))
results = st.lists(
    st.builds(
        Result,
        digits=codes.map(lambda code: code.replace(".", "")),
        destination=places,
        certified_on=days,
        ended_on=st.one_of(st.none(), days),
    ),
    max_size=4,
)


@many
@given(codes, places, days, results)
def test_a_result_more_never_closes_the_gate_and_their_order_does_not_matter(
    code: str, place: str, day: date, held: list[Result]
) -> None:
    def ask(some: list[Result]) -> Gate:
        digits = code.replace(".", "")
        return gate(lists.watch_list(), digits, place, day, some, lists.reference().values).co

    assert ask(held) == ask(held[::-1])
    if ask(held[1:]) is Gate.ALLOWED:
        assert ask(held) is Gate.ALLOWED
    assert (ask(held) is Gate.WARN) == (ask([]) is Gate.WARN)


@many
@given(codes, places, days)
def test_what_lies_in_a_listed_code_is_listed(code: str, place: str, day: date) -> None:
    def listed(asked: str) -> bool:
        given_ = {"hs_code": asked, "destination": place, "on": day.isoformat(), "results": []}
        return bool(evaluate("watchlist", given_, lists.reference())["listed"])

    digits = code.replace(".", "")
    if len(digits) > 4 and listed(digits[:-2]):
        assert listed(digits)


@pytest.mark.django_db
def test_the_rows_are_laid_in_once_and_answer_like_the_fixture(django_assert_num_queries: Callable[[int], Any]) -> None:
    for _ in range(2):
        call_command("load_reference", stdout=io.StringIO())
    sources = current_reference().sources
    kept = sources[WatchList]()

    with django_assert_num_queries(2):
        again = sources[WatchList]()

    assert again is kept
    from_rows = kept.edition_on(date(2022, 8, 1))
    assert from_rows is not None
    assert set(from_rows.codes) == set(the_edition().codes)
    assert from_rows.union == the_edition().union
    assert (WatchListEdition.objects.count(), WatchListCode.objects.count()) == (1, 60)


@pytest.mark.django_db
def test_a_revised_list_closes_the_old_one_at_once() -> None:
    call_command("load_reference", stdout=io.StringIO())
    edition = WatchListEdition.objects.get()
    edition.valid_until = date(2023, 12, 31)
    edition.save()

    assert current_reference().of(WatchList).edition_on(date(2024, 1, 1)) is None

    WatchListEdition.objects.create(
        name="2024", valid_from=date(2024, 1, 1), scope="group", hs_edition="2022", union="DE FR", source="x"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchListEdition.objects.create(
            name="again", valid_from=date(2025, 1, 1), scope="group", hs_edition="2022", union="DE", source="x"
        )
