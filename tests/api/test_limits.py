"""How often one may ask: per caller, per address, and what the answers say of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.api import throttles
from portal.parties.models import Person

from .conftest import Program

pytestmark = pytest.mark.django_db
Programs = Callable[..., Program]
PERIOD = {"from": "2024-04-30", "years": 0, "months": 6, "filing": True}


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty seconds into a minute, with nothing counted yet."""
    cache.clear()
    monkeypatch.setattr(throttles.time, "time", lambda: 1_800_000_020.0)


def test_a_caller_is_told_what_is_left_and_then_to_wait(
    program: Programs, malee: Person, niran: Person, settings: Any
) -> None:
    settings.API_RATE = 2
    erp, other = program(malee), program(niran)

    answers = [erp.get("cases/") for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer["RateLimit"] for answer in answers] == [f'"minute";r={left};t=40' for left in (1, 0, 0)]
    assert answers[0]["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert (answers[2]["Retry-After"], answers[2].json()["code"]) == ("40", "too-many-requests")
    assert other.get("cases/").status_code == 200


def test_the_next_minute_begins_anew(
    program: Programs, malee: Person, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_RATE = 1
    erp = program(malee)
    assert [erp.get("cases/").status_code for _time in range(2)] == [200, 429]

    monkeypatch.setattr(throttles.time, "time", lambda: 1_800_000_061.0)

    assert erp.get("cases/").status_code == 200


def test_whoever_asks_without_a_token_is_counted_by_address(client: Client, settings: Any) -> None:
    settings.API_PUBLIC_RATE = 1

    def asks(address: str) -> Any:
        sent = {"content_type": "application/json", "REMOTE_ADDR": address}
        return client.post("/api/v1/evaluate/period/", PERIOD, **sent)

    assert [asks("192.0.2.1").status_code, asks("192.0.2.1").status_code, asks("192.0.2.2").status_code] == [
        200, 429, 200,
    ]  # fmt: skip


def test_a_told_address_counts_only_behind_a_proxy(client: Client, settings: Any) -> None:
    settings.API_PUBLIC_RATE = 1

    def asks(told: str) -> int:
        said = {"content_type": "application/json", "headers": {"x-forwarded-for": told}}
        return client.post("/api/v1/evaluate/period/", PERIOD, **said).status_code  # type: ignore[arg-type]

    assert [asks("192.0.2.1"), asks("192.0.2.2")] == [200, 429]


def test_secrets_cannot_be_tried_in_numbers(client: Client, settings: Any) -> None:
    settings.API_TOKEN_RATE = 3

    tried = [client.post("/api/v1/token/", {"grant_type": "client_credentials"}) for _time in range(4)]

    assert [answer.status_code for answer in tried] == [401, 401, 401, 429]


def test_zero_counts_nothing(program: Programs, malee: Person, settings: Any) -> None:
    settings.API_RATE = 0

    assert "RateLimit" not in program(malee).get("cases/")


def test_a_counter_that_vanished_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    throttles.count("x", 5)
    monkeypatch.setattr(throttles.cache, "incr", lambda _key: (_ for _ in ()).throw(ValueError))

    assert throttles.count("x", 5).asked == 1
