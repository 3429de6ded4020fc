"""An owner's pages of webhooks: adding, changing, testing, reading the log, sending again; and nobody else's."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.api import tasks
from portal.api.models import Delivery, Endpoint
from portal.api.webhooks import events, feed, services, signing
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.conftest import PASSWORD

from .hooks import Hook
from .receiver import Receiver, says
from .test_pages import shows_it_is_them
from .test_webhooks_races import an_event

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
WANTED = ["case.moved", "document.issued"]


@pytest.fixture
def client(malee: Person, signed_in: SignedIn) -> Client:
    """Malee's browser, in which she has just shown that it is her."""
    found = signed_in(malee)
    shows_it_is_them(found)
    found.cookies["django_language"] = "en"
    return found


def pages(hook: Hook, what: str = "") -> str:
    return f"/companies/{hook.endpoint.exporter_id}/webhooks/{hook.endpoint.pk}/{what}"


def sent(hook: Hook, status: int, receiver: Receiver) -> Delivery:
    """An event of the company, tried once and answered with `status`."""
    receiver.answer = says(status, f"answered {status}")
    Endpoint.objects.update(rests_until=None)
    event = an_event(hook.endpoint.exporter)
    feed.number(timezone.now())
    tasks.deliver_webhooks()
    return Delivery.objects.get(event=event)


def test_an_owner_adds_one_and_sees_the_secret_this_once(
    client: Client, siam_ceramics: Exporter, receiver: Receiver
) -> None:
    company = f"/companies/{siam_ceramics.pk}/"
    assert f"{company}webhooks/" in client.get(company).content.decode()
    assert client.get(f"{company}webhooks/").status_code == 200
    assert client.get(f"{company}webhooks/new/").status_code == 200

    answer = client.post(f"{company}webhooks/new/", {"url": receiver.url, "types": WANTED})

    made = Endpoint.objects.get()
    secret = signing.secrets_of(made, timezone.now())[0]
    assert secret in answer.content.decode() and "no-store" in answer["Cache-Control"]
    assert (made.url, made.types, made.is_on) == (receiver.url, WANTED, True)
    for page in ("", f"{made.pk}/", f"{made.pk}/change/"):
        assert secret not in client.get(f"{company}webhooks/{page}").content.decode()


@pytest.mark.parametrize("url", ["http://example.com/", "https://10.0.0.1/", "nothing", ""])
def test_an_address_that_is_never_called_is_refused_with_a_sentence(
    client: Client, siam_ceramics: Exporter, url: str
) -> None:
    answer = client.post(f"/companies/{siam_ceramics.pk}/webhooks/new/", {"url": url, "types": WANTED})

    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_an_eleventh_is_refused(client: Client, siam_ceramics: Exporter, malee: Person, receiver: Receiver) -> None:
    for _ in range(services.MOST):
        services.add(siam_ceramics, Actor.of(malee), timezone.now(), receiver.url, WANTED)

    answer = client.post(f"/companies/{siam_ceramics.pk}/webhooks/new/", {"url": receiver.url, "types": WANTED})

    assert answer.status_code == 422 and "ten webhooks at most" in answer.content.decode()


def test_address_and_events_are_changed_and_an_unknown_event_is_not(client: Client, hook: Hook) -> None:
    refused = client.post(pages(hook, "change/"), {"url": "https://example.com/new", "types": ["no.such"]})
    done = client.post(pages(hook, "change/"), {"url": "https://example.com/new", "types": WANTED})

    hook.endpoint.refresh_from_db()
    assert (refused.status_code, done.status_code) == (422, 302)
    assert (hook.endpoint.url, hook.endpoint.types) == ("https://example.com/new", WANTED)


def test_a_new_secret_is_shown_and_the_old_one_is_good_for_a_day(client: Client, hook: Hook) -> None:
    page = client.post(pages(hook, "secret/")).content.decode()

    hook.endpoint.refresh_from_db()
    new, old = signing.secrets_of(hook.endpoint, timezone.now())
    assert new in page and old == hook.secret and old not in page
    assert "is good until" in page


@pytest.mark.parametrize("act", ["new", "change", "secret"])
def test_whoever_sat_down_at_an_open_browser_sends_nothing_elsewhere(
    signed_in: SignedIn, malee: Person, hook: Hook, act: str
) -> None:
    company, before = f"/companies/{hook.endpoint.exporter_id}/webhooks/", Endpoint.objects.values().get()
    address = f"{company}new/" if act == "new" else pages(hook, f"{act}/")

    answer = signed_in(malee).post(address, {"url": "https://example.com/mine", "types": WANTED})

    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/reauthenticate/")
    assert Endpoint.objects.values().get() == before


def test_what_was_sent_is_done_once_the_password_is_given(
    signed_in: SignedIn, malee: Person, siam_ceramics: Exporter, receiver: Receiver
) -> None:
    browser = signed_in(malee)
    asked = browser.post(f"/companies/{siam_ceramics.pk}/webhooks/new/", {"url": receiver.url, "types": WANTED})

    done = browser.post(asked["Location"], {"password": PASSWORD})

    assert "whsec_" in done.content.decode()
    assert Endpoint.objects.get().url == receiver.url


def test_other_events_at_the_same_address_need_no_password(signed_in: SignedIn, malee: Person, hook: Hook) -> None:
    answer = signed_in(malee).post(pages(hook, "change/"), {"url": hook.endpoint.url, "types": WANTED})

    hook.endpoint.refresh_from_db()
    assert answer["Location"] == pages(hook) and hook.endpoint.types == WANTED


def test_a_test_leads_to_what_was_answered(client: Client, hook: Hook, receiver: Receiver) -> None:
    receiver.answer = says(200, "<b>thanks</b>")

    page = client.post(pages(hook, "ping/"))
    assert "sends it in a moment" in client.get(page["Location"]).content.decode()
    tasks.deliver_webhooks()

    shown = client.get(page["Location"]).content.decode()
    assert "Answer 200" in shown and "&lt;b&gt;thanks&lt;/b&gt;" in shown and "webhook.ping" in shown


def test_a_second_test_waits_for_the_first(client: Client, hook: Hook, receiver: Receiver) -> None:
    pages_of_both = {client.post(pages(hook, "ping/"))["Location"] for _ in range(3)}
    tasks.deliver_webhooks()

    assert len(pages_of_both) == len(receiver.got) == 1
    assert client.post(pages(hook, "ping/"))["Location"] not in pages_of_both


def test_switched_off_nothing_is_sent_and_on_again_what_follows_is(
    client: Client, hook: Hook, receiver: Receiver, siam_ceramics: Exporter
) -> None:
    client.post(pages(hook, "off/"))
    an_event(siam_ceramics)
    tasks.deliver_webhooks()
    assert receiver.got == [] and "Switched off by an owner" in client.get(pages(hook)).content.decode()

    client.post(pages(hook, "on/"))
    an_event(siam_ceramics)
    tasks.deliver_webhooks()
    assert len(receiver.got) == 1


def test_the_log_is_filtered_and_turned_page_by_page(
    client: Client, hook: Hook, receiver: Receiver, siam_ceramics: Exporter
) -> None:
    failed, arrived = sent(hook, 500, receiver), sent(hook, 200, receiver)
    for _ in range(25):
        an_event(siam_ceramics)
    feed.number(timezone.now())

    first = client.get(pages(hook)).content.decode()
    older = re.search(r'href="(\?older_than=\d+)"', first)
    assert older and str(failed.pk) not in first
    assert str(failed.pk) in client.get(pages(hook) + older[1]).content.decode()
    delivered = client.get(pages(hook), {"state": "delivered"}).content.decode()
    assert str(arrived.pk) in delivered and str(failed.pk) not in delivered
    assert "Nothing fits" in client.get(pages(hook), {"type": "question.asked"}).content.decode()
    assert str(arrived.pk) in client.get(pages(hook), {"state": "delivered", "type": "no.such"}).content.decode()


def test_one_that_failed_is_sent_again_under_the_same_id(client: Client, hook: Hook, receiver: Receiver) -> None:
    delivery = sent(hook, 500, receiver)
    page = pages(hook, f"deliveries/{delivery.pk}/")
    assert "answered 500" in client.get(page).content.decode()
    receiver.answer = says(200)

    client.post(f"{page}again/")
    tasks.deliver_webhooks()

    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.DELIVERED
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1 and len(receiver.got) == 2
    assert "Answer 500" in client.get(page).content.decode() and "Answer 200" in client.get(page).content.decode()


def test_all_that_failed_since_a_day_is_sent_again_and_nothing_else(
    client: Client, hook: Hook, receiver: Receiver
) -> None:
    long_ago, failed, arrived = (sent(hook, status, receiver) for status in (500, 500, 200))
    Delivery.objects.filter(pk__in=[long_ago.pk, failed.pk]).update(state=Delivery.State.GIVEN_UP)
    long_ago.event.at -= timedelta(days=9)
    long_ago.event.save()
    before = len(receiver.got)

    today = timezone.localdate().strftime("%d/%m/%Y")
    answer = client.post(pages(hook, "again/"), {"since": today}, follow=True).content.decode()
    tasks.deliver_webhooks()

    assert "1 event is being sent again" in answer
    assert [got.headers["webhook-id"] for got in receiver.got[before:]] == [failed.event.name]
    assert client.post(pages(hook, "again/"), {"since": "some day"}).status_code == 422
    assert arrived.state == Delivery.State.DELIVERED


def test_nothing_is_sent_again_while_it_is_off(client: Client, hook: Hook, receiver: Receiver) -> None:
    delivery = sent(hook, 500, receiver)
    client.post(pages(hook, "off/"))

    one = client.post(pages(hook, f"deliveries/{delivery.pk}/again/"), follow=True)
    all_of_them = client.post(pages(hook, "again/"), {"since": timezone.localdate().strftime("%d/%m/%Y")})

    assert "Switch it on first" in one.content.decode()
    assert all_of_them.status_code == 422 and "Switch it on first" in all_of_them.content.decode()


def test_whoever_is_no_owner_finds_nothing(
    hook: Hook, receiver: Receiver, niran: Person, somsak: Person, ploy: Person, signed_in: SignedIn
) -> None:
    delivery = sent(hook, 500, receiver)
    company = f"/companies/{hook.endpoint.exporter_id}/webhooks/"
    gets = [company, f"{company}new/", pages(hook), pages(hook, "change/"), pages(hook, f"deliveries/{delivery.pk}/")]
    posts = [
        *(f"{company}new/", *(pages(hook, verb) for verb in ("change/", "secret/", "ping/", "off/", "on/", "again/"))),
        pages(hook, f"deliveries/{delivery.pk}/again/"),
    ]

    for person in (niran, somsak, ploy):
        browser = signed_in(person)
        assert {browser.get(address).status_code for address in gets} == {404}
        assert {browser.post(address).status_code for address in posts} == {404}
    assert {Client().get(address).status_code for address in gets} == {302}
    hook.endpoint.refresh_from_db()
    assert hook.endpoint.is_on


def test_a_webhook_of_another_company_of_the_same_owner_is_not_mixed_up(
    client: Client, hook: Hook, malee: Person, lanna_foods: Exporter
) -> None:
    malee.roles.create(exporter=lanna_foods, kind="owner")

    assert client.get(f"/companies/{lanna_foods.pk}/webhooks/{hook.endpoint.pk}/").status_code == 404


def test_services_ask_who_acts(hook: Hook, niran: Person, receiver: Receiver) -> None:
    actor, now = Actor.of(niran), timezone.now()
    delivery = sent(hook, 200, receiver)
    acts: list[Callable[[], Any]] = [
        lambda: services.add(hook.endpoint.exporter, actor, now, receiver.url, events.SLUGS),
        lambda: services.change(hook.endpoint, actor, receiver.url, WANTED),
        lambda: services.rotate(hook.endpoint, actor, now),
        lambda: services.switch_off(hook.endpoint, actor, now),
        lambda: services.switch_on(hook.endpoint, actor),
        lambda: services.ping(hook.endpoint, actor, now),
        lambda: services.send_again(delivery, actor, now),
        lambda: services.send_failed_again(hook.endpoint, actor, now, now),
    ]

    for act in acts:
        with pytest.raises(services.PermissionDenied):
            act()


def test_the_log_costs_the_same_however_long_it_is(
    client: Client, hook: Hook, siam_ceramics: Exporter, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        an_event(siam_ceramics)
    feed.number(timezone.now())
    with django_assert_max_num_queries(14) as few:
        client.get(pages(hook))
    for _ in range(20):
        an_event(siam_ceramics)
    feed.number(timezone.now())

    with django_assert_max_num_queries(len(few)):
        client.get(pages(hook))
