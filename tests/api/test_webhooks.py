"""A webhook's way from what happens on a case to the program that hears of it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from portal.api import tasks
from portal.api.models import Attempt, Delivery, Endpoint, FeedEvent
from portal.api.webhooks import delivering, events, feed, sending, services, signing, switching
from portal.cases import messages
from portal.cases.models import Case, Notice
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Letter, Person
from tests.registrations.story import submit

from .conftest import Hook
from .receiver import Handler, Receiver, says

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter) -> Case:
    return submit(malee, siam_ceramics)


def happens(case: Case, person: Person, text: str = "Hello") -> Delivery:
    """Malee writes a message, and the event is numbered."""
    messages.post(case, Actor.of(person), timezone.now(), text)
    feed.number(timezone.now())
    return Delivery.objects.latest("event_id")


def later(delivery: Delivery, **rest: float) -> None:
    """Time passes until the next try."""
    Delivery.objects.filter(pk=delivery.pk).update(next_try_at=timezone.now() - timedelta(**rest))
    Endpoint.objects.filter(rests_until__isnull=False).update(rests_until=timezone.now())


def test_what_happens_arrives_signed_and_names_no_person(hook: Hook, receiver: Receiver, case: Case) -> None:
    assert tasks.deliver_webhooks() == 1

    said = receiver.got[0].verify(hook.secret)
    assert said["type"] == "case.moved"
    assert said["data"]["case"]["reference"] == case.reference  # type: ignore[index]
    assert said["data"]["event"]["to_state"] == "submitted"  # type: ignore[index]
    assert "Malee" not in receiver.got[0].body and "มาลี" not in receiver.got[0].body
    assert receiver.got[0].headers["webhook-id"] == FeedEvent.objects.get().name
    assert receiver.got[0].headers["user-agent"] == sending.AGENT
    assert Delivery.objects.get().state == State.DELIVERED
    assert tasks.deliver_webhooks() == 0


def test_an_event_is_of_its_transaction(hook: Hook, case: Case, malee: Person) -> None:
    before = FeedEvent.objects.count()

    with transaction.atomic():
        messages.post(case, Actor.of(malee), timezone.now(), "Hello")
        transaction.set_rollback(True)

    assert FeedEvent.objects.count() == before


def test_only_what_was_asked_for_is_sent_and_only_to_the_company(
    hook: Hook, case: Case, malee: Person, somsak: Person, lanna_foods: Exporter, receiver: Receiver
) -> None:
    services.change(hook.endpoint, Actor.of(malee), receiver.url, ["message.posted"])
    services.add(lanna_foods, Actor.of(somsak), timezone.now(), receiver.url, events.SLUGS)

    feed.number(timezone.now())
    assert not Delivery.objects.exists()

    assert happens(case, malee).endpoint == hook.endpoint
    assert Delivery.objects.count() == 1


def test_a_secret_is_encrypted_in_the_database(hook: Hook) -> None:
    kept = Endpoint.objects.get().secret

    assert hook.secret.startswith("whsec_") and hook.secret not in kept and hook.secret[6:] not in kept
    assert signing.secrets_of(hook.endpoint, timezone.now()) == [hook.secret]


def test_for_a_day_after_rotation_both_secrets_verify(
    hook: Hook, case: Case, malee: Person, receiver: Receiver
) -> None:
    new = services.rotate(hook.endpoint, Actor.of(malee), timezone.now())
    tasks.deliver_webhooks()

    assert receiver.got[0].verify(hook.secret) == receiver.got[0].verify(new)

    hook.endpoint.refresh_from_db()
    assert signing.secrets_of(hook.endpoint, timezone.now() + signing.BOTH_FOR) == [new]
    Endpoint.objects.update(old_secret_until=timezone.now())
    happens(case, malee)
    tasks.deliver_webhooks()
    receiver.got[1].verify(new)
    with pytest.raises(WebhookVerificationError):
        receiver.got[1].verify(hook.secret)


def test_a_server_that_fails_is_tried_again_and_then_has_it_once(
    hook: Hook, case: Case, malee: Person, receiver: Receiver
) -> None:
    receiver.answer = says(500, "we are broken")
    delivery = happens(case, malee)
    Delivery.objects.exclude(pk=delivery.pk).delete()

    assert tasks.deliver_webhooks() == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.claim) == (State.WAITING, 1, None)
    assert Attempt.objects.get().status == 500 and Attempt.objects.get().answer == "we are broken"
    hook.endpoint.refresh_from_db()
    assert hook.endpoint.failing_since
    assert tasks.deliver_webhooks() == 0 and len(receiver.got) == 1  # it rests

    receiver.answer = says(204)
    later(delivery)
    assert tasks.deliver_webhooks() == 1
    delivery.refresh_from_db()
    hook.endpoint.refresh_from_db()
    assert delivery.state == State.DELIVERED and hook.endpoint.failing_since is None
    assert receiver.got[0].headers["webhook-id"] == receiver.got[1].headers["webhook-id"]
    assert receiver.got[0].body == receiver.got[1].body


def test_it_is_given_up_after_three_days_or_a_little_more() -> None:
    rests = [delivering.rest_after(tries) for tries in range(1, len(delivering.RESTS) + 2)]

    assert rests[-1] is None
    whole = sum((rest for rest in rests if rest), timedelta())
    assert timedelta(days=2.8) < whole < timedelta(days=3.5)
    assert all(rest <= tries <= rest * 1.2 for rest, tries in zip(delivering.RESTS, rests, strict=False) if tries)


def test_what_was_given_up_stays_in_the_log_and_is_not_tried_again(
    hook: Hook, case: Case, malee: Person, receiver: Receiver
) -> None:
    receiver.answer = says(503)
    delivery = happens(case, malee)
    Delivery.objects.exclude(pk=delivery.pk).delete()
    Delivery.objects.update(tries=len(delivering.RESTS))

    tasks.deliver_webhooks()
    later(delivery, days=9)
    tasks.deliver_webhooks()

    delivery.refresh_from_db()
    assert delivery.state == State.GIVEN_UP and len(receiver.got) == 1


def test_a_redirect_is_a_failure_and_is_not_followed(hook: Hook, case: Case, receiver: Receiver) -> None:
    receiver.answer = says(302, location=f"{receiver.url}/elsewhere")

    assert tasks.deliver_webhooks() == 0

    assert [got.path for got in receiver.got] == ["/hook"]
    assert Attempt.objects.get().status == 302


def test_of_a_huge_answer_a_kilobyte_is_kept(hook: Hook, case: Case, receiver: Receiver) -> None:
    receiver.answer = says(200, "ก\x00" * 5_000_000)

    assert tasks.deliver_webhooks() == 1

    kept = Attempt.objects.get().answer
    assert len(kept.encode()) <= 2 * sending.KEPT and kept.startswith("ก") and "\x00" not in kept


def _hangs(handler: Handler) -> None:
    handler.drip(20)


def _many_headers(handler: Handler) -> None:
    handler.say(200, **{f"x-{n}": "y" for n in range(500)})


def _no_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n" * 100)


def _hangs_up(handler: Handler) -> None:
    handler.close_connection = True


@pytest.mark.parametrize(
    ("answer", "fault"),
    [(_hangs, "timeout"), (_many_headers, "answer"), (_no_http, "answer"), (_hangs_up, "connection")],
)
def test_a_server_that_misbehaves_costs_a_try(
    hook: Hook, case: Case, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, answer: Any, fault: str
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.5)
    receiver.answer = answer

    assert tasks.deliver_webhooks() == 0

    found = Attempt.objects.get()
    assert (found.status, found.fault) == (None, fault)
    assert found.milliseconds < 5_000


def test_a_slow_endpoint_holds_up_nobody_else(
    hook: Hook, case: Case, malee: Person, receiver: Receiver, siam_ceramics: Exporter
) -> None:
    services.add(siam_ceramics, Actor.of(malee), timezone.now(), receiver.url + "/good", events.SLUGS)
    Endpoint.objects.filter(pk=hook.endpoint.pk).update(url=receiver.url + "/bad")
    receiver.answer = lambda handler: handler.say(500 if handler.path.endswith("bad") else 200)
    for _ in range(3):
        happens(case, malee)

    tasks.deliver_webhooks()

    tasks.deliver_webhooks()  # and whoever failed is left alone for a while
    paths = [got.path for got in receiver.got]
    assert (paths.count("/hook/bad"), paths.count("/hook/good")) == (1, 4)  # the filing, and three messages


def test_the_time_of_a_scan_goes_to_the_healthy_first(
    hook: Hook, case: Case, malee: Person, receiver: Receiver, siam_ceramics: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.add(siam_ceramics, Actor.of(malee), timezone.now(), receiver.url + "/good", events.SLUGS)
    Endpoint.objects.filter(pk=hook.endpoint.pk).update(failing_since=timezone.now())
    happens(case, malee)
    seconds = iter([0.0, 0.0])  # the scan begins, sends one, and its time is over
    clock = SimpleNamespace(monotonic=lambda: next(seconds, delivering.LONGEST_SCAN + 1))
    monkeypatch.setattr(delivering, "time", clock)

    tasks.deliver_webhooks()

    assert [got.path for got in receiver.got] == ["/hook/good"]


def test_what_is_gone_is_switched_off_and_its_owner_hears_what_to_do(
    hook: Hook, case: Case, malee: Person, niran: Person, receiver: Receiver
) -> None:
    receiver.answer = says(410)
    Notice.objects.all().delete()

    tasks.deliver_webhooks()

    hook.endpoint.refresh_from_db()
    notice = Notice.objects.get()
    assert hook.endpoint.off == Endpoint.Off.GONE
    assert notice.person == malee and notice.path.endswith(f"/webhooks/{hook.endpoint.pk}/")
    assert "switch the webhook on again" in notice.text_en
    assert Letter.objects.filter(to=malee.email, subject__contains="A webhook was switched off").exists()
    happens_nothing = feed.number(timezone.now())
    assert happens_nothing == 0 and Delivery.objects.get().state == State.GIVEN_UP


@pytest.mark.parametrize(("days", "off"), [(4.9, ""), (5.1, "failing")])
def test_five_days_of_failure_switch_it_off(
    hook: Hook, case: Case, malee: Person, receiver: Receiver, days: float, off: str
) -> None:
    receiver.answer = says(500)
    Endpoint.objects.update(failing_since=timezone.now() - timedelta(days=days))

    tasks.deliver_webhooks()

    hook.endpoint.refresh_from_db()
    assert hook.endpoint.off == off
    assert Notice.objects.filter(kind="webhook-off").count() == (1 if off else 0)
    assert switching.switch_off(hook.endpoint, Endpoint.Off.FAILING, timezone.now()) == (not off)  # and once only


def test_a_test_is_sent_even_while_it_is_off_and_once_only(hook: Hook, malee: Person, receiver: Receiver) -> None:
    services.switch_off(hook.endpoint, Actor.of(malee), timezone.now())
    receiver.answer = says(500)

    sent = services.ping(hook.endpoint, Actor.of(malee), timezone.now())
    tasks.deliver_webhooks()

    sent.refresh_from_db()
    assert receiver.got[0].verify(hook.secret)["type"] == "webhook.ping"
    assert sent.state == State.GIVEN_UP
    assert feed.page(Actor.of(malee), 0, 10).events == []


def test_nothing_of_the_secret_is_logged(
    hook: Hook, case: Case, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    receiver.answer = says(500)

    tasks.deliver_webhooks()

    assert "did not arrive" in caplog.text
    assert hook.secret not in caplog.text and "v1," not in caplog.text and receiver.url not in caplog.text


def test_deliveries_are_forgotten_after_a_month_and_events_stay(hook: Hook, case: Case, receiver: Receiver) -> None:
    tasks.deliver_webhooks()
    month = timezone.now() + delivering.KEPT_FOR + timedelta(days=1)

    assert delivering.sweep(timezone.now()) == 0  # the event is old, but its delivery is not
    assert delivering.sweep(month) == 1

    assert not Delivery.objects.exists() and FeedEvent.objects.exists()


def test_the_library_of_the_specification_signs_as_we_do() -> None:
    secret, at = signing.new_secret(), timezone.now()

    headers = signing.headers("evt_1", '{"a":1}', [secret], at)

    assert Webhook(secret).verify('{"a":1}', headers) == {"a": 1}
