"""The evaluators over HTTP: anybody may ask."""

import json
from typing import Any

import pytest
from django.test import Client

from portal.api.evaluate import MOST_INPUTS
from portal.api.formats import MOST_BYTES

pytestmark = pytest.mark.django_db

PERIOD = "/api/v1/evaluate/period/"
HALF_A_YEAR = {"from": "2024-04-30", "years": 0, "months": 6, "filing": True}


def ask(client: Client, body: Any, address: str = PERIOD, language: str = "en") -> Any:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(address, sent, content_type="application/json", headers={"accept-language": language})


def test_a_stranger_gets_an_answer(client: Client) -> None:
    answer = ask(client, HALF_A_YEAR)

    assert answer.status_code == 200
    assert answer.json() == {"strict": "2024-10-30", "legal": "2024-10-31", "findings": []}


def test_an_array_is_answered_in_its_order(client: Client) -> None:
    answer = ask(client, [{**HALF_A_YEAR, "months": 1}, HALF_A_YEAR])

    assert [each["strict"] for each in answer.json()] == ["2024-05-30", "2024-10-30"]


def test_too_many_inputs_at_once_are_refused(client: Client) -> None:
    assert ask(client, [HALF_A_YEAR] * MOST_INPUTS).status_code == 200
    assert ask(client, [HALF_A_YEAR] * (MOST_INPUTS + 1)).status_code == 400


@pytest.mark.parametrize(
    ("language", "said"), [("en", "A whole number is expected"), ("th", "ต้องเป็นจำนวนเต็ม"), ("fr", "ต้องเป็นจำนวนเต็ม")]
)
def test_a_refusal_is_a_problem_in_the_readers_language(client: Client, language: str, said: str) -> None:
    answer = ask(client, [HALF_A_YEAR, {**HALF_A_YEAR, "months": "6"}], language=language)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["where"], problem["detail"]) == (400, "1.months", said)
    assert (problem["code"], problem["type"]) == ("input-unfit", "http://localhost:8000/api/errors/input-unfit/")
    assert problem["errors"] == [{"where": "1.months", "message": said}]


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_an_unknown_evaluator_is_not_found(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/evaluate/horoscope/", headers={"accept-language": "th"})

    assert answer.status_code == 404
    assert answer.json()["detail"] == "ไม่มีตัวประเมินชื่อ “horoscope”"


def test_only_post_asks(client: Client) -> None:
    answer = client.get(PERIOD)

    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert "POST" in answer["Allow"]


def test_only_json_is_read(client: Client) -> None:
    answer = client.post(PERIOD, "from=2024", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 415
    assert answer.json()["status"] == 415


def test_a_body_above_the_limit_is_refused(client: Client) -> None:
    answer = ask(client, b" " * (MOST_BYTES + 1))

    assert answer.status_code == 413
    assert answer.json()["status"] == 413


@pytest.mark.parametrize("body", [b"", b"{", b"NaN", b'{"\\ud800": 1}', b"[" * 100_000])
def test_what_is_not_plain_json_is_a_problem(client: Client, body: bytes) -> None:
    assert ask(client, body).status_code == 400


def test_asking_for_another_format_still_gives_json(client: Client) -> None:
    answer = client.post(PERIOD, HALF_A_YEAR, content_type="application/json", headers={"accept": "text/html"})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
