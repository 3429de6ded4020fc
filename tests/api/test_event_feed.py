"""GET /api/v1/events/: what happened to one's companies, in order."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from portal.api.models import FeedEvent
from portal.api.webhooks import events, feed
from portal.cases import messages
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.api.conftest import Program
from tests.registrations.story import move, submit

pytestmark = pytest.mark.django_db
EVENTS = "events/"
Of = Callable[[Person], Program]


def asking(said: dict[str, object]) -> str:
    """The feed's address with parameters."""
    return f"{EVENTS}?{urlencode(said)}"


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter, ploy: Person) -> Case:
    """Filed, received, and written about."""
    case = move(submit(malee, siam_ceramics), "receive", ploy)
    messages.post(case, Actor.of(malee), timezone.now(), "The words of Malee")
    feed.number(timezone.now())
    return case


def test_the_company_reads_what_happened_page_by_page(case: Case, malee: Person, program: Of) -> None:
    client = program(malee)

    first = client.get(asking({"limit": "2"})).json()
    second = client.get(asking({"limit": "2", "after": first["next"]})).json()
    last = client.get(asking({"after": second["next"]})).json()

    told = [*first["events"], *second["events"]]
    assert [event["type"] for event in told] == ["case.moved", "case.moved", "message.posted"]
    assert [event["data"].get("event", {}).get("to_state") for event in told] == ["submitted", "received", None]
    assert (first["more"], second["more"]) == (True, False)
    assert last == {"events": [], "next": second["next"], "more": False, "reach": first["reach"]}


def test_an_event_is_the_same_in_the_feed_and_in_a_webhook(case: Case, malee: Person, program: Of) -> None:
    kept = FeedEvent.objects.order_by("position")[0]

    told = program(malee).get(EVENTS).json()["events"][0]

    assert told["id"] == kept.name and told["cursor"] == kept.position
    assert events.body(told["type"], told["timestamp"], told["data"]) == kept.body
    assert "The words of Malee" not in str(program(malee).get(EVENTS).json())


def test_another_company_and_officers_see_nothing_of_it(case: Case, somsak: Person, ploy: Person, program: Of) -> None:
    nothing = program(somsak).get(EVENTS).json()
    assert (nothing["events"], nothing["next"], nothing["more"]) == ([], 0, False)
    assert feed.page(Actor.of(ploy), 0, 10).events == []


def test_a_stranger_has_to_sign_in(client: Client) -> None:
    answer = client.get("/api/v1/events/")

    assert answer.status_code in (401, 403)
    assert answer["Content-Type"] == "application/problem+json"


def test_nothing_new_is_answered_without_a_body(case: Case, malee: Person, program: Of) -> None:
    client = program(malee)
    etag = client.get(EVENTS)["ETag"]

    again = client.get(EVENTS, if_none_match=etag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)

    messages.post(case, Actor.of(malee), timezone.now(), "More")
    feed.number(timezone.now())
    assert client.get(EVENTS, if_none_match=etag).status_code == 200


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("after", "x"),
        ("after", "-1"),
        ("after", "9" * 30),
        ("after", "٣"),
        ("limit", "0"),
        ("limit", "501"),
        ("limit", "1.5"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(malee: Person, program: Of, name: str, said: str) -> None:
    answer = program(malee).get(asking({name: said}))

    assert answer.status_code == 400
    assert answer.json()["where"] == name


def test_an_event_without_a_place_is_not_shown_yet(case: Case, malee: Person, program: Of) -> None:
    messages.post(case, Actor.of(malee), timezone.now(), "A moment ago")

    assert len(program(malee).get(EVENTS).json()["events"]) == 3


def test_the_feed_costs_the_same_however_long_it_is(
    case: Case, malee: Person, django_assert_num_queries: Callable[..., object]
) -> None:
    actor = Actor.of(malee)
    for _ in range(20):
        messages.post(case, actor, timezone.now(), "More")
    feed.number(timezone.now())

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(feed.page(actor, 0, 500).events) == 23
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert feed.number(timezone.now()) == 0
