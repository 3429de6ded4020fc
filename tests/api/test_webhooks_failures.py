"""Servers that fail, hang, lie or are gone: each costs a try, and nobody else anything."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from portal.api import tasks
from portal.api.models import Attempt, Delivery, Endpoint
from portal.api.webhooks import delivering, events, feed, sending, services, switching
from portal.cases.models import Case, Notice
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Letter, Person

from .hooks import Hook, happens, later
from .receiver import Handler, Receiver, says

pytestmark = pytest.mark.django_db
State = Delivery.State


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


def test_under_another_key_of_the_portal_it_is_switched_off_until_there_is_a_new_secret(
    hook: Hook, case: Case, malee: Person, receiver: Receiver, settings: Any
) -> None:
    settings.SECRET_KEY = "another"

    assert tasks.deliver_webhooks() == 0

    hook.endpoint.refresh_from_db()
    assert hook.endpoint.off == Endpoint.Off.SECRET and receiver.got == []
    assert "Make a new one" in Notice.objects.get(kind="webhook-off").text_en

    new = services.rotate(hook.endpoint, Actor.of(malee), timezone.now())
    services.switch_on(hook.endpoint, Actor.of(malee))
    happens(case, malee)
    assert tasks.deliver_webhooks() == 1
    receiver.got[0].verify(new)


def test_a_fault_of_our_own_with_one_delivery_stops_no_other(
    hook: Hook, case: Case, malee: Person, receiver: Receiver, siam_ceramics: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.add(siam_ceramics, Actor.of(malee), timezone.now(), receiver.url + "/good", ["message.posted"])
    happens(case, malee)
    post = sending.post

    def failing(url: str, *more: Any) -> sending.Answer:
        if not url.endswith("good"):
            raise RuntimeError("ours")
        return post(url, *more)

    monkeypatch.setattr(sending, "post", failing)

    assert tasks.deliver_webhooks() == 1


def test_an_address_in_thai_letters_arrives_encoded(receiver: Receiver) -> None:
    answer = sending.post(f"{receiver.url}/รับ?ก=ข&a=%20b", "{}", {})

    assert answer.status == 200
    assert receiver.got[0].path == "/hook/%E0%B8%A3%E0%B8%B1%E0%B8%9A?%E0%B8%81=%E0%B8%82&a=%20b"
