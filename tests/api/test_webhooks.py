"""A webhook's way from what happens on a case to the program that hears of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from portal.api import tasks
from portal.api.models import Delivery, Endpoint, FeedEvent
from portal.api.webhooks import delivering, events, feed, sending, services, signing
from portal.cases import messages
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .hooks import Hook, happens
from .receiver import Receiver, says

pytestmark = pytest.mark.django_db
State = Delivery.State


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
