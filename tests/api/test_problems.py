"""What a program is told where no view of the API answers: a problem in its language, never a page."""

import pytest
from django.test import Client

from portal.api import evaluate

pytestmark = pytest.mark.django_db
SENTENCES = {
    "th": {404: "ไม่พบสิ่งที่ร้องขอ", 500: "ระบบขัดข้อง โปรดลองใหม่ภายหลัง"},
    "en": {404: "There is no such thing", 500: "The portal failed. Please try again after a while"},
}


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_unknown_address_is_a_problem(client: Client, language: str) -> None:
    answer = client.get("/api/v1/nothing/here/", headers={"accept-language": language})

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert (answer.json()["code"], answer.json()["title"]) == ("not-found", SENTENCES[language][404])


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_fault_of_our_own_is_a_problem_that_tells_no_secret(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("password of the database")

    monkeypatch.setattr(evaluate, "evaluate_all", broken)
    client.raise_request_exception = False

    answer = client.post(
        "/api/v1/evaluate/period/",
        {"from": "2024-04-30", "years": 0, "months": 6, "filing": True},
        content_type="application/json",
        headers={"accept-language": language},
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["title"] == SENTENCES[language][500]
    assert "password" not in answer.content.decode()


def test_people_still_get_a_page(client: Client) -> None:
    answer = client.get("/nothing/here/")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
