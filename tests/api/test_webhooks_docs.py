"""docs/webhooks.md says what the portal does: its lists, its schedule, its examples, its code."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from portal.api import tasks
from portal.api.models import FeedEvent
from portal.api.webhooks import delivering, events, feed, signing
from portal.cases import announcements, messages, questions, reminders, withdrawals
from portal.cases.models import Case, Deadline
from portal.desk.demo import sandbox
from portal.papers import making, render, sign
from portal.papers import services as papers
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.registrations.story import move, submit

from .hooks import Hook
from .receiver import Receiver

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text("utf-8")


def code(number: int) -> dict[str, Any]:
    """What the page's Python example defines."""
    found: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[number], found)
    return found


def test_the_page_lists_every_event_in_its_words() -> None:
    with translation.override("en"):
        known = {kind.slug: str(kind.title) for kind in events.TYPES}

    assert dict(re.findall(r"^\| `([a-z]+\.[a-z]+)` \| (.+) \|$", PAGE, re.MULTILINE)) == known
    assert set(announcements.TYPES.values()) <= set(known)


def test_the_example_on_the_page_is_the_example_in_the_code() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])

    assert shown["data"] == events.example_of("case.moved")


def test_the_schedule_on_the_page_is_the_one_that_is_kept() -> None:
    rows = re.findall(r"^\| (\d+) \| (\d+) (seconds|minutes|hours) \|$", PAGE, re.MULTILINE)

    assert [timedelta(**{unit: int(count)}) for _number, count, unit in rows] == list(delivering.RESTS)
    assert [int(number) for number, _count, _unit in rows] == list(range(1, len(delivering.RESTS) + 1))


def test_the_sandbox_is_the_one_on_the_page() -> None:
    assert sandbox.JURISTIC_ID in PAGE
    assert set(re.findall(r"^\| `([A-Z]+)` \|", PAGE, re.MULTILINE)) == {sandbox.ASK, sandbox.RETURN, sandbox.REFUSE}


@pytest.mark.django_db
def test_the_code_on_the_page_knows_our_signature_and_no_other(
    hook: Hook, receiver: Receiver, malee: Person, siam_ceramics: Exporter
) -> None:
    submit(malee, siam_ceramics)
    tasks.deliver_webhooks()
    got, other = receiver.got[0], signing.new_secret()

    event_in, is_ours = code(0)["event_in"], code(1)["is_ours"]

    assert event_in(hook.secret, got.headers, got.body)["type"] == "case.moved"
    assert event_in(other, got.headers, got.body) is None
    assert is_ours(hook.secret, got.headers, got.body.encode())
    assert not is_ours(other, got.headers, got.body.encode())
    assert not is_ours(hook.secret, got.headers, got.body.encode() + b" ")
    assert not is_ours(hook.secret, got.headers | {"webhook-timestamp": "1"}, got.body.encode())


def shape(said: Any) -> Any:
    """The names in what was said, and of what kind the values are."""
    if isinstance(said, dict):
        return {name: shape(value) for name, value in said.items()}
    return "list" if isinstance(said, list) else "text" if isinstance(said, str | None) else type(said).__name__


@pytest.mark.django_db
def test_every_event_happens_and_has_the_shape_of_its_example(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, examiner, now = Actor.of(malee), Actor.of(ploy), timezone.now()
    monkeypatch.setattr(render, "pdf", lambda _document: b"%PDF-1.7")
    monkeypatch.setattr(sign, "signed", lambda pdf: pdf)
    case = submit(malee, siam_ceramics)
    making.make_due()
    move(move(case, "receive", ploy), "examine", ploy)
    questions.cancel(questions.ask(case, examiner, now, "Which kiln?"), examiner, now)
    questions.answer(questions.ask(case, examiner, now, "Which kiln?"), owner, now, "The tunnel kiln")
    messages.post(case, owner, now, "Hello")
    withdrawals.cancel(withdrawals.request(case, owner, now, "We moved."), owner, now)
    withdrawals.decline(withdrawals.request(case, owner, now, "We moved."), examiner, now, "Stay.")
    reminded(case)
    document = case.documents.get(kind="receipt")
    papers.replace(document, Actor.of(krit), at=now, reason="A slip")
    papers.revoke(document, Actor.of(krit), at=now, reason="A slip")
    feed.number(now)

    happened = {event.type: json.loads(event.body)["data"] for event in FeedEvent.objects.all()}
    assert set(happened) == set(events.SLUGS)
    for slug, data in happened.items():
        assert shape(data) == shape(events.example_of(slug)), slug


def reminded(case: Case) -> None:
    """The examination's day has come, and has passed."""
    open_one = Deadline.objects.get(case=case, met_at=None)
    for days in (0, 9):
        day = timezone.localdate() - timedelta(days=days)
        Deadline.objects.filter(pk=open_one.pk).update(strict_on=day, legal_on=day)
        reminders.scan(timezone.now())
