"""Programs that call the API, a receiver of webhooks, and an endpoint of Siam Ceramics that leads to it."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from portal.api import tokens
from portal.api.scopes import SCOPES
from portal.api.webhooks import events, listening, services
from portal.cases import questions
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from tests.registrations.story import AT, move, submit

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


class Program:
    """Somebody's program. Writing calls carry a fresh Idempotency-Key unless one is given."""

    def __init__(self, token: str, language: str = "en") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"authorization": f"Bearer {token}", "accept-language": language}

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{address}", headers={**self.headers, **_named(headers)})

    def post(self, address: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", address, {} if body is None else body, headers)

    def put(self, address: str, body: Any, **headers: str) -> Any:
        return self._send("put", address, body, headers)

    def patch(self, address: str, body: Any, **headers: str) -> Any:
        return self._send("patch", address, body, headers)

    def delete(self, address: str, **headers: str) -> Any:
        return self.client.delete(f"/api/v1/{address}", headers={**self.headers, **_named(headers)})

    def form(self, address: str, fields: dict[str, Any], **headers: str) -> Any:
        keyed = {"idempotency-key": str(uuid.uuid4()), **self.headers, **_named(headers)}
        return self.client.post(f"/api/v1/{address}", fields, headers=keyed)

    def _send(self, method: str, address: str, body: Any, headers: dict[str, str]) -> Any:
        keyed = {"idempotency-key": str(uuid.uuid4()), **self.headers, **_named(headers)}
        send = getattr(self.client, method)
        return send(f"/api/v1/{address}", body, content_type="application/json", headers=keyed)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): said for name, said in headers.items()}


def a_token(person: Person, *scopes: str, days: int = 30) -> str:
    return tokens.make(Actor.of(person), timezone.now(), "test", scopes or tuple(SCOPES), days)[1]


@pytest.fixture
def program() -> Callable[..., Program]:
    """A program with a personal token of `person`, with all scopes unless some are named."""

    def program_of(person: Person, *scopes: str) -> Program:
        return Program(a_token(person, *scopes))

    return program_of


def a_picture() -> SimpleUploadedFile:
    into = BytesIO()
    Image.new("L", (8, 8)).save(into, "PNG")
    return SimpleUploadedFile("kiln.png", into.getvalue(), "image/png")


@pytest.fixture
def asked(malee: Person, siam_ceramics: Exporter, ploy: Person) -> Case:
    """A case being examined, with an open question."""
    case = move(move(submit(malee, siam_ceramics), "receive", ploy), "examine", ploy)
    questions.ask(case, Actor.of(ploy), AT, "Which kiln?", step="goods", field="description")
    case.refresh_from_db()
    return case
