"""A receiver of webhooks, and an endpoint of Siam Ceramics that leads to it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.api.webhooks import events, listening, services
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.registrations.story import submit

from .hooks import Hook
from .receiver import Receiver, receiving

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def receiver(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A program on this machine; nobody listens to the queue."""
    settings.WEBHOOKS_TO_THIS_MACHINE = True
    monkeypatch.setattr(listening.current_app, "send_task", lambda name, **_: None)
    with receiving() as found:
        yield found


@pytest.fixture
def hook(receiver: Receiver, siam_ceramics: Exporter, malee: Person) -> Hook:
    """Malee wants every event of Siam Ceramics."""
    return Hook(*services.add(siam_ceramics, Actor.of(malee), NOW, receiver.url, events.SLUGS))


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter) -> Case:
    """Malee has filed."""
    return submit(malee, siam_ceramics)
