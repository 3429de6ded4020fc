"""One id from the proxy's header to the worker's last line; logs that a machine can read and that tell no secrets."""

import json
import logging
from types import SimpleNamespace

import pytest
from django.test import Client

from portal.running import logs, requestids

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("said", ["abcd1234", "0f-b.c_" + "x" * 57])
def test_a_well_formed_id_is_taken_and_answered(client: Client, said: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": said}).headers["X-Request-ID"] == said


@pytest.mark.parametrize("said", ["", "short", "x" * 65, "with space", "line%0abreak", "ก" * 10, "<script>alert(1)"])
def test_any_other_is_replaced(client: Client, said: str) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": said}).headers["X-Request-ID"]

    assert answered != said
    assert len(answered) == 32


def test_two_requests_have_two_ids_and_nothing_is_left_behind(client: Client) -> None:
    ids = {client.get("/healthz").headers["X-Request-ID"] for _ in range(2)}

    assert len(ids) == 2
    assert requestids.current() == ""


def test_a_request_is_logged_by_its_route_without_what_stands_in_the_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "portal.requests"):
        client.get("/verify/SECRET-CODE/?token=hidden")
        client.get("/no-such-page/")

    first, second = [record for record in caplog.records if record.name == "portal.requests"]
    assert "SECRET" not in first.getMessage() and "hidden" not in first.getMessage()
    assert first.__dict__["route"].startswith("/verify/<")
    assert (second.__dict__["route"], second.__dict__["status"]) == ("-", 404)
    assert first.__dict__["ms"] >= 0


def a_line(kind: str, **extra: object) -> str:
    record = logging.LogRecord("portal.x", logging.WARNING, __file__, 1, "สวัสดี %s", ("โลก",), None)
    record.__dict__.update(extra)
    return logs.formatter(kind).format(record)


def test_a_line_is_one_json_object_with_the_id_of_its_request(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = requestids._current.set("abcd1234")
    try:
        said = json.loads(a_line("json", ms=1.5))
    finally:
        requestids._current.reset(token)

    assert said["event"] == "สวัสดี โลก"
    assert (said["level"], said["logger"], said["request_id"], said["ms"]) == ("warning", "portal.x", "abcd1234", 1.5)
    assert said["timestamp"].endswith("Z")


def test_a_fault_stands_in_one_line_with_its_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError as fault:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "failed", (), (ValueError, fault, fault.__traceback__)
        )

    line = logs.formatter("json").format(record)

    assert "\n" not in line
    assert "ValueError: broken" in json.loads(line)["exception"]


@pytest.mark.parametrize("kind", ["json", "text"])
def test_a_traceback_tells_no_local_variable(kind: str) -> None:
    def signs_in(password: str) -> None:
        raise ValueError("refused")

    try:
        signs_in("rice" + "-and-" + "mango")
    except ValueError as fault:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "failed", (), (ValueError, fault, fault.__traceback__)
        )

    line = logs.formatter(kind).format(record)

    assert "ValueError" in line
    assert "rice-and-mango" not in line


def test_a_line_for_people_is_readable() -> None:
    assert "สวัสดี โลก" in a_line("text")


def test_a_job_carries_the_id_of_the_request_that_asked_for_it() -> None:
    token = requestids._current.set("abcd1234")
    headers: dict[str, str] = {}
    try:
        requestids._send(headers=headers)
    finally:
        requestids._current.reset(token)
    assert headers == {"request_id": "abcd1234"}

    requestids._begin(task=SimpleNamespace(request=SimpleNamespace(request_id="abcd1234")), task_id="t-1")
    assert requestids.current() == "abcd1234"
    requestids._end()
    requestids._begin(task=SimpleNamespace(request=SimpleNamespace()), task_id="t-2")
    assert requestids.current() == "t-2"
    requestids._end()
    assert requestids.current() == ""
