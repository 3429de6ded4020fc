"""A receiver of webhooks, and an endpoint of Siam Ceramics that leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.api.models import Endpoint
from portal.api.webhooks import events, listening, services
from portal.cases import registry
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.cases import procedure

from .receiver import Receiver, receiving

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass
class Hook:
    """An endpoint with the secret that its owner was shown."""

    endpoint: Endpoint
    secret: str


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample procedure, known while a test runs."""
    monkeypatch.setattr(registry, "_procedures", dict(registry._procedures))
    procedure.register()


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
