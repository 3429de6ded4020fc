"""The public tools: answers and errors at their places, addresses that can be shared, no fault on rubbish."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.tools.page import LONGEST, ToolPage
from portal.tools.registry import Tool, every_tool
from portal.tools.rows import MOST

pytestmark = pytest.mark.django_db
PAGES = [tool for tool in every_tool() if hasattr(tool.view, "view_class")]
by_slug = pytest.mark.parametrize("tool", PAGES, ids=lambda tool: tool.slug)


def page_of(tool: Tool) -> type[ToolPage]:
    page: type[ToolPage] = tool.view.view_class  # type: ignore[attr-defined]
    return page


@pytest.fixture(autouse=True)
def loaded(db: None) -> None:
    call_command("load_reference", verbosity=0)


@pytest.fixture
def ask() -> Callable[..., str]:
    def page(slug: str, query: str = "", language: str = "en") -> str:
        client = Client()
        client.cookies["django_language"] = language
        response = client.get(f"/tools/{slug}/?{query}")
        assert response.status_code == 200
        return str(response.content.decode())

    return page


def verdict(page: str) -> str:
    found = re.search(r'id="verdict">([^<]*)<', page)
    return found[1] if found else ""


def errors(page: str) -> list[str]:
    """The fields that have an error at their place."""
    return re.findall(r'class="govuk-form-group govuk-form-group--error[^"]*" id="id_([\w-]+)-group"', page)


def test_the_list_names_every_tool_and_the_first_page_leads_to_it(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/tools/").content.decode()

    for tool in every_tool():
        assert f'href="/tools/{tool.slug}/"' in page
    assert 'href="/tools/"' in client.get("/").content.decode()


@by_slug
@pytest.mark.parametrize("language", ["th", "en"])
def test_an_example_is_answered_with_reasons_and_an_address_to_share(
    ask: Callable[..., str], tool: Tool, language: str
) -> None:
    page = ask(tool.slug, page_of(tool).example, language)

    assert verdict(page)
    assert bool(re.search("[ก-๙]", verdict(page))) == (language == "th")
    assert "portal-clause" in page
    assert f"/tools/{tool.slug}/?" in re.search(r'id="share-address" readonly value="([^"]*)"', page)[1]  # type: ignore[index]
    assert "/api/v1/evaluate/" in page
    assert "data-print" in page


@by_slug
def test_the_shared_address_shows_the_same_answer_to_a_stranger(ask: Callable[..., str], tool: Tool) -> None:
    first = ask(tool.slug, page_of(tool).example)
    address = re.search(r'id="share-address" readonly value="[^?]*\?([^"]*)"', first)
    assert address

    again = ask(tool.slug, address[1].replace("&amp;", "&"))

    assert verdict(again) == verdict(first)


@by_slug
def test_a_blank_page_asks_nothing_and_an_empty_question_says_what_is_missing(
    ask: Callable[..., str], tool: Tool
) -> None:
    assert errors(ask(tool.slug)) == []

    page = ask(tool.slug, "x=1")

    assert errors(page)
    assert "There is something to put right" in page


@by_slug
def test_writing_nothing_is_all_that_a_question_does(
    client: Client, tool: Tool, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(6) as made:
        client.get(f"/tools/{tool.slug}/?{page_of(tool).example}")

    assert [query["sql"] for query in made if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize(
    ("slug", "changed", "field"),
    [
        ("deadlines", {"start": "31/02/2024"}, "start"),
        ("deadlines", {"length": "-1"}, "length"),
        ("deadlines", {"length": "many"}, "length"),
        ("deadlines", {"length": "0"}, "length"),
        ("deadlines", {"start": "01/01/2199", "unit": "days"}, "start"),
        ("watchlist", {"hs": "0409.0"}, "hs"),
        ("watchlist", {"hs": "04"}, "hs"),
        ("watchlist", {"destination": "XX"}, "destination"),
        ("watchlist", {"on": "yesterday"}, "on"),
        ("watchlist", {"r-0-hs_code": "0409"}, "r-0-certified_on"),
        ("origin", {"fob": "0"}, "fob"),
        ("origin", {"fob": "-5"}, "fob"),
        ("origin", {"m-1-value": "1.00000000001"}, "m-1-value"),
        ("origin", {"m-1-hs_code": "77"}, "m-1-hs_code"),
        ("origin", {"profit": "5"}, "direct_labour"),
        ("form-d-issue", {"kind": "true-copy"}, "original_issued_on"),
        ("form-d-issue", {"kind": "back-to-back"}, "quantity"),
        ("form-d-issue", {"invoice_country": "ZZ"}, "invoice_country"),
        ("form-d-issue", {"i-0-fob": "0"}, "i-0-fob"),
        ("form-d-import", {"i-0-hs_code": "1"}, "i-0-hs_code"),
        ("form-d-import", {"version": "newest"}, "version"),
        ("unused", {"duty": "1.005"}, "duty"),
        ("unused", {"paid_on": "14/01/2024"}, "paid_on"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(
    ask: Callable[..., str], slug: str, changed: dict[str, str], field: str
) -> None:
    example = next(page_of(tool).example for tool in PAGES if tool.slug == slug)
    typed = {**dict(parse_qsl(example)), **changed}

    page = ask(slug, urlencode(typed))

    assert field in errors(page)
    assert verdict(page) == ""
    for text in changed.values():
        assert text in page


def test_rows_are_added_and_taken_away_without_losing_the_others(ask: Callable[..., str]) -> None:
    typed = "hs=1101.00&fob=10&m-0-hs_code=1001.10&m-0-value=1&m-2-hs_code=1102.20&m-2-value=2"

    more = ask("origin", f"{typed}&add=m")
    fewer = ask("origin", f"{typed}&drop=m-0")

    assert {"m-0", "m-2", "m-3"} == set(re.findall(r'name="(m-\d+)-hs_code"', more))
    assert {"m-2"} == set(re.findall(r'name="(m-\d+)-hs_code"', fewer))
    assert errors(more) == errors(fewer) == []
    assert 'value="1102.20"' in more and 'value="1102.20"' in fewer


def test_blank_rows_are_left_out(ask: Callable[..., str]) -> None:
    tool = next(each for each in PAGES if each.slug == "origin")

    page = ask("origin", page_of(tool).example + "&m-7-hs_code=&m-7-country=&m-7-value=")

    assert verdict(page)


def test_a_table_that_no_address_holds_is_sent_to_the_api(ask: Callable[..., str]) -> None:
    rows = "".join(f"&m-{n}-hs_code=1001.10&m-{n}-country=AU&m-{n}-value=1" for n in range(MOST + 5))
    full = ask("origin", f"rule_set=TH-61/2551&hs=1101.00&fob=1000{rows}")
    long = ask("origin", f"rule_set=TH-61/2551&hs=1101.00&fob=1000&processes={'x' * LONGEST}")

    assert "Ask the same by the API for longer tables" in full
    assert "The tables are too long for an address" in long
    assert verdict(long) == ""


def test_dates_may_be_typed_in_either_era(ask: Callable[..., str]) -> None:
    pages = [
        ask("unused", f"imported_on={day}&duty=100,000&paid_on=2025-02-10") for day in ("15/01/2567", "15/01/2024")
    ]

    assert verdict(pages[0]) == verdict(pages[1]) == "113,000.00 THB are to be paid."


def test_the_answer_says_where_a_good_stands_between_yes_and_no(ask: Callable[..., str]) -> None:
    yes = ask("watchlist", "hs=1006.30&destination=US&on=02/08/2022")
    elsewhere = ask("watchlist", "hs=0409.00.20&destination=JP&on=02/08/2022")
    short = ask("watchlist", "hs=8471.70&destination=US&on=02/08/2022")
    held = ask(
        "watchlist",
        "hs=0409.00.20&destination=US&on=02/08/2022&r-0-hs_code=0409.00&r-0-destination=US&r-0-certified_on=01/08/2022",
    )

    assert verdict(yes) == "These goods are not on the watch-list. No result is needed."
    assert "for another destination" in verdict(elsewhere)
    assert "too short to tell" in verdict(short)
    assert "with the result that you hold" in verdict(held)


def test_days_are_in_the_eras_of_their_languages(ask: Callable[..., str]) -> None:
    query = "start=30/04/2024&unit=months&length=6&filing=on"

    assert "31 October 2024" in verdict(ask("deadlines", query, "en"))
    assert "31 ตุลาคม 2567" in verdict(ask("deadlines", query, "th"))
    assert "17 April 2024" in verdict(ask("deadlines", "start=09/04/2024&unit=days&length=3"))


NAMES = st.sampled_from(
    [
        *("hs", "fob", "on", "start", "length", "unit", "kind", "ticks", "duty", "add", "drop", "rule_set", "version"),
        *("m-0-hs_code", "m-0-value", "m-999-hs_code", "i-0-fob", "r-0-on", "m--1-x", "i-0-criterion", "x"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=20), st.sampled_from(["0", "-1", "1e9", "๑๒๓", "NaN", "2024-02-30", "9999-12-31", "m"])
)


@pytest.mark.usefixtures("loaded")
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PAGES), st.dictionaries(NAMES, TEXTS, max_size=8), st.booleans())
def test_rubbish_in_the_address_is_answered_with_a_page(tool: Tool, typed: dict[str, str], beside: bool) -> None:
    example = dict(parse_qsl(page_of(tool).example)) if beside else {}

    response = Client().get(f"/tools/{tool.slug}/", {**example, **typed})

    assert response.status_code in (200, 400)


def test_the_calculator_begins_with_today(ask: Callable[..., str]) -> None:
    assert f"{timezone.localdate():%d/%m/%Y}" in ask("deadlines")
