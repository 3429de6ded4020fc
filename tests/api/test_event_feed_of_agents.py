"""GET /api/v1/events/ for agents: what happens in the cases that a power of attorney opens to them, while it does."""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from portal.api.models import Delivery, FeedEvent
from portal.api.webhooks import events, feed, listening, services
from portal.cases import messages
from portal.cases.announcements import Announcement
from portal.cases.models import Case
from portal.parties import invitations, powers
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Power, Role, RoleKind
from tests.api.conftest import Program
from tests.cases.conftest import new_case
from tests.conftest import a_person
from tests.parties.test_powers import a_scan, given
from tests.registrations.story import submit

from .receiver import Receiver
from .test_authentication import a_client, program_of

pytestmark = pytest.mark.django_db
Of = Callable[[Person], Program]


@pytest.fixture
def boonmee(db: None) -> Person:
    """A customs broker, of no role in Siam Ceramics."""
    return a_person("boonmee", "บุญมี ชิปปิ้ง", "Boonmee Shipping")


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter) -> Case:
    """Filed by the company itself."""
    case = submit(malee, siam_ceramics)
    feed.number(timezone.now())
    return case


@pytest.fixture
def gives(settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person) -> Callable[..., Power]:
    """Malee gives an agent a power, from today for a month if nothing else is said, and they take it up."""
    settings.MEDIA_ROOT = tmp_path

    def give(agent: Person, **terms: Any) -> Power:
        now, today = timezone.now(), timezone.localdate()
        said = {"email": agent.email, "starts_on": today, "ends_on": today + timedelta(days=30), **terms}
        power = powers.give(siam_ceramics, Actor.of(malee), given(**said), a_scan(), now)
        invitations.accept(power.invitation, agent, now)
        power.refresh_from_db()
        return power

    return give


def writes(case: Case, person: Person) -> None:
    messages.post(case, Actor.of(person), timezone.now(), "A word")
    feed.number(timezone.now())


def told(program: Program, after: int = 0) -> list[str]:
    return [event["type"] for event in program.get(f"events/?after={after}").json()["events"]]


def test_an_agent_reads_what_happens_in_the_cases_of_the_power(
    case: Case, boonmee: Person, malee: Person, gives: Callable[..., Power], program: Of
) -> None:
    gives(boonmee, kind="reader")
    agent = program(boonmee)

    first = agent.get("events/").json()
    writes(case, malee)
    then = agent.get(f"events/?after={first['next']}").json()

    assert [event["data"]["case"]["reference"] for event in first["events"]] == [case.reference]
    assert [event["type"] for event in then["events"]] == ["message.posted"]
    assert then["next"] > first["next"] and then["reach"] == first["reach"]


@pytest.mark.parametrize(("days", "seen"), [(-1, 0), (0, 1)])
def test_the_last_day_counts_and_the_day_after_does_not(
    case: Case, boonmee: Person, gives: Callable[..., Power], program: Of, days: int, seen: int
) -> None:
    power, today = gives(boonmee), timezone.localdate()
    Power.objects.filter(pk=power.pk).update(starts_on=today - timedelta(days=9), ends_on=today + timedelta(days=days))

    assert len(told(program(boonmee))) == seen


def test_a_power_that_begins_tomorrow_opens_nothing_today(
    case: Case, boonmee: Person, gives: Callable[..., Power], program: Of
) -> None:
    gives(boonmee, starts_on=timezone.localdate() + timedelta(days=1))

    assert told(program(boonmee)) == []


def test_a_power_for_another_procedure_shows_that_procedure_alone(
    case: Case, siam_ceramics: Exporter, boonmee: Person, gives: Callable[..., Power], program: Of
) -> None:
    gives(boonmee, procedures=["drawback"])
    refund = new_case(siam_ceramics, 2, "received", procedure="drawback")

    before = told(program(boonmee))
    listening.hear(Announcement("message.posted", refund, timezone.now(), {"message": {"id": 1, "by": "officer"}}))
    feed.number(timezone.now())
    shown = program(boonmee).get("events/").json()["events"]

    assert before == []
    assert [event["data"]["case"]["reference"] for event in shown] == [refund.reference]


def test_a_power_that_is_ended_shows_nothing_from_that_moment_on(
    case: Case, boonmee: Person, malee: Person, gives: Callable[..., Power], program: Of
) -> None:
    power, agent = gives(boonmee), program(boonmee)
    seen = agent.get("events/").json()

    powers.end(power, Actor.of(malee), timezone.now())
    writes(case, malee)
    after = agent.get(f"events/?after={seen['next']}").json()

    assert len(seen["events"]) == 1
    assert (after["events"], after["next"], after["more"]) == ([], seen["next"], False)
    assert after["reach"] != seen["reach"]
    assert told(agent) == []


def test_another_agent_sees_nothing_of_it(
    case: Case, boonmee: Person, gives: Callable[..., Power], program: Of
) -> None:
    gives(boonmee)
    other = a_person("suda", "สุดา โลจิสติกส์", "Suda Logistics")

    assert told(program(other)) == []


def test_reach_tells_that_a_power_has_begun_and_the_beginning_has_all_of_it(
    case: Case, boonmee: Person, lanna_foods: Exporter, gives: Callable[..., Power], program: Of
) -> None:
    """The agent's place is behind the case's events when the power begins: they are read once from the beginning."""
    Role.objects.create(person=boonmee, exporter=lanna_foods, kind=RoleKind.OWNER)
    own = submit(boonmee, lanna_foods)
    feed.number(timezone.now())
    agent = program(boonmee)
    place = agent.get("events/").json()

    gives(boonmee)
    going_on = agent.get(f"events/?after={place['next']}").json()
    anew = agent.get("events/").json()

    assert (going_on["events"], going_on["reach"] == place["reach"]) == ([], False)
    assert [event["data"]["case"]["reference"] for event in anew["events"]] == [case.reference, own.reference]
    assert place["events"][0] in anew["events"]  # known by its id


def test_a_client_of_the_agents_own_company_stays_in_that_company(
    case: Case, boonmee: Person, lanna_foods: Exporter, gives: Callable[..., Power]
) -> None:
    Role.objects.create(person=boonmee, exporter=lanna_foods, kind=RoleKind.OWNER)
    gives(boonmee)

    assert told(program_of(*a_client(boonmee, lanna_foods, ["events:read"]))) == []


def test_a_webhook_of_the_agents_company_is_not_called_for_another_companys_case(
    case: Case, boonmee: Person, malee: Person, lanna_foods: Exporter, gives: Callable[..., Power], receiver: Receiver
) -> None:
    Role.objects.create(person=boonmee, exporter=lanna_foods, kind=RoleKind.OWNER)
    gives(boonmee)
    services.add(lanna_foods, Actor.of(boonmee), timezone.now(), receiver.url, events.SLUGS)

    writes(case, malee)

    assert Delivery.objects.count() == 0


def test_a_test_of_a_webhook_is_in_nobodys_feed(
    boonmee: Person, siam_ceramics: Exporter, gives: Callable[..., Power], program: Of
) -> None:
    gives(boonmee)
    FeedEvent.objects.create(exporter=siam_ceramics, type=events.PING, at=timezone.now(), body="{}", position=1)

    assert told(program(boonmee)) == []


def test_an_agent_costs_no_query_more_than_the_company(
    case: Case, boonmee: Person, gives: Callable[..., Power], django_assert_num_queries: Any
) -> None:
    gives(boonmee, procedures=["rex", "drawback"], ends_on=date(2099, 12, 31))
    actor = Actor.of(boonmee)

    with django_assert_num_queries(1):
        assert len(feed.page(actor, 0, 500).events) == 1


def test_events_of_before_learn_their_procedure_from_their_body(case: Case, siam_ceramics: Exporter) -> None:
    ping = FeedEvent.objects.create(exporter=siam_ceramics, type=events.PING, at=timezone.now(), body="{}")
    FeedEvent.objects.update(procedure="")

    import_module("portal.api.migrations.0003_events_know_their_procedure").read_from_the_body(apps, None)

    assert set(FeedEvent.objects.exclude(pk=ping.pk).values_list("procedure", flat=True)) == {"rex"}
    assert FeedEvent.objects.get(pk=ping.pk).procedure == ""
