"""Letters that the mail server refused for good: administrators see them and have them sent once more."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.parties import letters
from portal.parties.models import Letter, Person

SignedIn = Callable[[Person], Client]
LIST = "/officers/parties/letter/"


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters.current_app, "send_task", lambda name, **_: None)


def refused(subject: str, **said: object) -> Letter:
    given = {"to": "malee@example.com", "body": "Text", "at": timezone.now(), "failures": letters.MOST_FAILURES}
    return Letter.objects.create(subject=subject, last_error="mailbox full", **(given | said))


def test_an_administrator_sees_what_was_given_up_and_has_it_sent_again(admin: Person, signed_in: SignedIn) -> None:
    letter = refused("Your application was received")
    refused("Still being tried", failures=2)
    client = signed_in(admin)

    page = client.get(LIST).content.decode()
    assert "Your application was received" in page and "mailbox full" in page
    assert "Still being tried" not in page

    client.post(LIST, {"action": "try_again", "_selected_action": [str(letter.pk)]})
    letters.mail_unsent(timezone.now())

    assert [sent.subject for sent in mail.outbox if sent.subject == letter.subject] == [letter.subject]


def test_a_code_that_no_longer_works_is_not_sent_again(admin: Person, signed_in: SignedIn) -> None:
    letter = refused("Your code", good_until=timezone.now() - timedelta(minutes=1))

    client = signed_in(admin)
    client.cookies["django_language"] = "en"
    answer = client.post(LIST, {"action": "try_again", "_selected_action": [str(letter.pk)]}, follow=True)

    assert "is not sent again" in answer.content.decode()
    assert letters.mail_unsent(timezone.now()) == 0


def test_other_officers_do_not_read_whom_the_portal_writes_to(ploy: Person, signed_in: SignedIn) -> None:
    assert signed_in(ploy).get(LIST).status_code == 403
