"""The two questions of whoever keeps the portal running: does the process live, can it do its work."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from portal.papers import sign
from portal.running import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign, "_signer", lambda: None)


def test_a_living_process_says_so_without_asking_anything(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_a_portal_that_has_all_it_needs_is_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200, answer.content
    assert set(answer.json()) == set(health.CHECKS)
    assert set(answer.json().values()) == {"ok"}


def test_what_fails_is_named_and_why_stands_in_the_log_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("password=secret")

    for name in health.CHECKS:
        with monkeypatch.context() as patch:
            patch.setattr(health, "CHECKS", {**health.CHECKS, name: broken})
            caplog.clear()
            answer = client.get("/readyz")

        assert answer.status_code == 503
        assert [part for part, said in answer.json().items() if said == "failed"] == [name]
        assert "secret" not in answer.content.decode()
        assert "secret" in caplog.text


def test_a_cache_that_forgets_and_a_migration_that_waits_are_failures(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_applied", False)
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    monkeypatch.setattr(
        type(cache._connections["default"]) if hasattr(cache, "_connections") else type(cache),
        "get",
        lambda *_a, **_k: None,
    )  # type: ignore[attr-defined]

    said = json.loads(client.get("/readyz").content)

    assert (said["cache"], said["migrations"]) == ("failed", "failed")
    assert said["database"] == "ok"


def test_without_a_key_nothing_could_be_signed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise sign.KeyUnusable("no key")

    monkeypatch.setattr(sign, "_signer", missing)

    assert client.get("/readyz").json()["signing_key"] == "failed"


def test_migrations_are_looked_at_until_they_are_applied_once(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., Any]
) -> None:
    monkeypatch.setattr(health, "_applied", False)
    health._migrations()

    with django_assert_num_queries(0):
        health._migrations()
    assert connection.introspection.table_names()
