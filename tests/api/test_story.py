"""The story of REX by API alone: only the officers use their own services."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.api import clients
from portal.api.scopes import SCOPES
from portal.cases import moves, questions
from portal.cases.models import Case
from portal.papers import making
from portal.papers.management.commands.make_signing_key import demo_key
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations.api import EXAMPLE

from .conftest import Program


@pytest.fixture
def the_companys_program(malee: Person, siam_ceramics: Exporter) -> Program:
    """A client of Siam Ceramics that has asked for its token."""
    client, secret = clients.make(siam_ceramics, Actor.of(malee), timezone.now(), "ERP", list(SCOPES))
    basic = base64.b64encode(f"{client.client_id}:{secret}".encode()).decode()
    asked = {"grant_type": "client_credentials"}
    answer = Client().post("/api/v1/token/", asked, headers={"authorization": f"Basic {basic}"})
    assert answer.status_code == 200, answer.content
    return Program(answer.json()["access_token"])


def officer_moves(reference: str, verb: str, person: Person, given: dict[str, Any]) -> None:
    case = Case.objects.get(reference=reference)
    moves.perform(case, verb, Actor.of(person), timezone.now(), given=given)


def test_filed_asked_answered_registered_and_downloaded(
    the_companys_program: Program, ploy: Person, krit: Person, signed_documents: Callable[[], None]
) -> None:
    erp = the_companys_program
    company = erp.get("companies/").json()["data"][0]
    assert company["juristic_id"] == "0105551234567" and company["roles"] == ["owner"]

    started = erp.post("rex/drafts/", {"company": company["id"]})
    assert started.status_code == 201
    draft = f"rex/drafts/{started.json()['id']}/"
    assert not erp.get(f"{draft}check/").json()["ready"]
    changed = erp.patch(draft, {"steps": EXAMPLE}, if_match=started["ETag"])
    assert changed.status_code == 200, changed.json()
    checked = erp.get(f"{draft}check/").json()
    assert checked["ready"], checked["errors"]
    filed = erp.post(f"{draft}submit/")
    assert filed.status_code == 201, filed.json()
    reference = filed.json()["reference"]
    case = f"cases/{reference}/"

    today = timezone.localdate()
    officer_moves(reference, "receive", ploy, {"paper_seen": True, "poa_seen": True, "received_on": today})
    officer_moves(reference, "examine", ploy, {})
    questions.ask(Case.objects.get(reference=reference), Actor.of(ploy), timezone.now(), "Which kiln?")

    waiting = erp.get("cases/?waiting_for=exporter").json()["data"]
    assert [one["reference"] for one in waiting] == [reference]
    question = erp.get(case).json()["questions"][0]
    assert question["open"] and question["text"] == "Which kiln?"
    assert erp.post(f"{case}questions/{question['id']}/answer/", {"answer": "The new one."}).status_code == 201
    assert erp.post(f"{case}messages/", {"text": "Thank you."}).status_code == 201

    officer_moves(reference, "recommend", ploy, {"opinion": "register"})
    officer_moves(reference, "register", krit, {})
    signed_documents()

    assert erp.get(case).json()["state"] == "registered"
    documents = {one["kind"]: one for one in erp.get(f"{case}documents/").json()["data"]}
    assert documents["rex-registration"]["standing"] == "in_force"
    paper = erp.get(f"{case}documents/{documents['rex-registration']['id']}/")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF-")


@pytest.fixture
def signed_documents(settings: Any, tmp_path: Any) -> Callable[[], None]:
    """The worker's work, done when called for."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SIGNING_KEY_FILE = tmp_path / "portal.p12"
    settings.SIGNING_KEY_FILE.write_bytes(demo_key())

    def make() -> None:
        assert making.make_due()

    return make
