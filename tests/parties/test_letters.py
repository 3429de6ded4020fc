"""The outbox: nothing is lost, nothing goes out twice, no secret stays, and no mail server stops anybody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.parties import letters
from portal.parties.models import Letter, Person

from .test_accounts import KANYA

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nobody listens to the queue here; what was asked of it is noted."""
    names: list[str] = []
    monkeypatch.setattr(letters.current_app, "send_task", lambda name, **_: names.append(name))
    return names


def a_letter(to: str = "malee@example.com", good_until: datetime | None = None) -> Letter:
    letter = Letter(to=to, subject="Your code", body="The code is 12345", at=NOW, good_until=good_until)
    letters.post([letter])
    return letter


def refuse_all(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    send = EmailBackend.send_messages

    def refusing(self: EmailBackend, messages: list[mail.EmailMessage]) -> int:
        if not addresses or messages[0].to[0] in addresses:
            raise OSError("mailbox full")
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refusing)


def test_a_letter_goes_out_once_and_its_text_is_wiped() -> None:
    letter = a_letter()

    assert [letters.mail_unsent(NOW) for _ in range(3)] == [1, 0, 0]

    letter.refresh_from_db()
    assert [sent.body for sent in mail.outbox] == ["The code is 12345"]
    assert letter.pk.hex in mail.outbox[0].extra_headers["Message-ID"]
    assert letter.sent_at and letter.body == ""


def test_a_person_signs_up_while_the_mail_server_is_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as down:
        refuse_all(down)
        answer = client.post("/accounts/signup/", KANYA, follow=True)
        assert letters.mail_unsent(timezone.now()) == 0

    assert answer.status_code == 200 and answer.redirect_chain[-1][0] == "/accounts/confirm-email/"
    assert letters.mail_unsent(timezone.now() + 2 * MINUTE) == 1
    assert "/accounts/confirm-email/" in str(mail.outbox[0].body)


def test_the_worker_hears_of_an_account_letter_at_once(
    client: Client,
    malee: Person,
    asked: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/password/reset/", {"email": malee.email})

    assert asked == ["portal.parties.tasks.mail_unsent"]


def test_a_worker_that_died_after_claiming_delays_a_letter_but_loses_none() -> None:
    letter = a_letter()
    Letter.objects.filter(pk=letter.pk).update(claimed_at=NOW)

    assert letters.mail_unsent(NOW + 9 * MINUTE) == 0
    assert letters.mail_unsent(NOW + 10 * MINUTE) == 1
    assert letters.mail_unsent(NOW + 600 * MINUTE) == 0


def test_a_mail_server_that_refuses_is_tried_again_ever_more_rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    letter, other = a_letter(), a_letter("somsak@example.com")

    with monkeypatch.context() as down:
        refuse_all(down, letter.to)
        assert letters.mail_unsent(NOW) == 1  # the other letter is not held up

    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.failures, letter.last_error, letter.sent_at) == (1, "mailbox full", None)
    assert other.sent_at
    assert letters.mail_unsent(NOW + MINUTE) == 0
    assert letters.mail_unsent(NOW + 2 * MINUTE) == 1


def test_what_somebody_waits_for_goes_first() -> None:
    a_letter("news@example.com")
    a_letter("code@example.com", good_until=NOW + 15 * MINUTE)

    letters.mail_unsent(NOW)

    assert [sent.to for sent in mail.outbox] == [["code@example.com"], ["news@example.com"]]


def test_a_code_is_not_sent_after_its_time_and_does_not_stay() -> None:
    letter = a_letter(good_until=NOW + 15 * MINUTE)

    assert letters.mail_unsent(NOW + 15 * MINUTE) == 0
    letters.sweep(NOW + 15 * MINUTE)

    letter.refresh_from_db()
    assert letter.body == ""


def test_a_letter_that_never_goes_out_is_given_up_and_stays_until_somebody_tries_again() -> None:
    letter = a_letter()
    Letter.objects.filter(pk=letter.pk).update(failures=letters.MOST_FAILURES, claimed_at=NOW)

    assert letters.mail_unsent(NOW + 60 * 24 * MINUTE) == 0
    assert list(letters.given_up()) == [letter]
    assert letters.try_again(letters.given_up(), NOW) == 1
    assert letters.mail_unsent(NOW) == 1


def test_a_code_past_its_time_is_not_tried_again() -> None:
    letter = a_letter(good_until=NOW)
    Letter.objects.filter(pk=letter.pk).update(failures=letters.MOST_FAILURES, claimed_at=NOW)

    assert letters.try_again(letters.given_up(), NOW) == 0


def test_a_broken_broker_fails_no_request(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def down(name: str, **_: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(letters.current_app, "send_task", down)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        a_letter()

    assert len(callbacks) == 1
    assert Letter.objects.filter(sent_at=None).count() == 1


def test_letters_sent_long_ago_are_forgotten() -> None:
    a_letter()
    letters.mail_unsent(NOW)

    assert letters.sweep(timezone.now()) == 0
    assert letters.sweep(timezone.now() + letters.KEPT_FOR + MINUTE) == 1
