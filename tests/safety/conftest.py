"""One company with something of everything, and everybody who might come to look at it."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from portal.api import clients, tokens
from portal.api.models import Delivery, FeedEvent
from portal.api.scopes import SCOPES
from portal.api.webhooks import services as webhooks
from portal.cases import drafts, messages, notices, questions, withdrawals
from portal.cases.models import Attachment, CalendarOverride, Case, Draft, Notice
from portal.papers.models import Document
from portal.parties import invitations
from portal.parties.actors import Actor
from portal.parties.catalogue import imports
from portal.parties.models import Exporter, Letter, Person, Power, Role, RoleKind
from portal.running import health
from registrations.models import Registration
from tests.conftest import a_person
from tests.parties.agents import an_agent
from tests.parties.catalogue import CLAY, CUP, a_csv, a_product, sheet_row
from tests.registrations.story import AT, examined, fill, move, registered, submit

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass
class World:
    """What Siam Ceramics has in the portal, and the people by the names that the table of doors gives them."""

    people: dict[str, Person | None]
    company: Exporter
    draft: Draft
    row: str
    asked: Case  # being examined, with an open question and a message with a file
    leaving: Case  # received, with an open request to withdraw
    done: Case  # registered, with a document
    recommended: Case  # awaiting the decision
    places: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        """A browser of that person's, which shows a fault as the page that people would get."""
        client, person = Client(raise_request_exception=False), self.people[name]
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def proof(self, name: str, route: str) -> dict[str, str]:
        """The API takes no session: what the person's own program sends there, with every scope and a fresh key."""
        person = self.people[name]
        if person is None or not route.startswith("api/v1/"):
            return {}
        if name not in self.secrets:
            # An officer is given none; a forged one is all that they could send.
            own = not Actor.of(person).is_officer
            made = tokens.make(Actor.of(person), timezone.now(), "Door", tuple(SCOPES), 30)[1] if own else "op_pat_no"
            self.secrets[name] = made
        return {"authorization": f"Bearer {self.secrets[name]}", "idempotency-key": str(uuid4())}


def a_picture(name: str = "scan.png") -> SimpleUploadedFile:
    into = BytesIO()
    Image.new("L", (8, 8)).save(into, "PNG")
    return SimpleUploadedFile(name, into.getvalue(), "image/png")


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    """Counts of sign-ins outlive a test: what one test tried too often would be refused to the next (429)."""
    cache.clear()


@pytest.fixture
def kanya(siam_ceramics: Exporter) -> Person:
    """Reads what Siam Ceramics has, and changes nothing."""
    person = a_person("kanya", "กัญญา รักอ่าน", "Kanya Rakarn")
    Role.objects.create(person=person, exporter=siam_ceramics, kind=RoleKind.READER)
    return person


@pytest.fixture
def boonmee(settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person) -> Person:
    """A customs broker who fills in REX applications for Siam Ceramics."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return an_agent(siam_ceramics)


@pytest.fixture
def past(settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person) -> Person:
    """Was a broker of Siam Ceramics' until yesterday."""
    settings.MEDIA_ROOT = tmp_path / "files"
    yesterday = timezone.localdate() - timedelta(days=1)
    return an_agent(siam_ceramics, ("decha", "เดชา อดีตตัวแทน", "Decha Formeragent"), yesterday)


@pytest.fixture
def world(
    settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person, niran: Person, kanya: Person,
    boonmee: Person, past: Person, somsak: Person, ploy: Person, krit: Person, anong: Person, admin: Person,
) -> World:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path / "files"
    owner, examiner = Actor.of(malee), Actor.of(ploy)
    draft = fill(drafts.start("rex", siam_ceramics, owner, AT), malee)
    asked = move(move(submit(malee, siam_ceramics), "receive", ploy), "examine", ploy)
    question = questions.ask(asked, examiner, AT, "Which kiln?")
    messages.post(asked, owner, AT, "See the picture.", [a_picture()])
    leaving = move(submit(malee, siam_ceramics), "receive", ploy)
    leave = withdrawals.request(leaving, owner, AT, "We moved.")
    recommended = examined(submit(malee, siam_ceramics), ploy)
    done = registered(malee, siam_ceramics, ploy, krit)
    document = an_issued_document(done)
    notices.tell([malee], lambda: ("Subject", "Text"), kind="x", at=AT)
    holiday = CalendarOverride.objects.create(
        day=AT.date(), working=True, reason_th="ทำงาน", reason_en="Work", source="x"
    )
    letter = Letter.objects.create(to=malee.email, subject="Subject", body="Text", at=AT, failures=100)  # given up
    row = draft.steps.get(step="goods").data["rows"][0]["id"]
    invited = invitations.invite(siam_ceramics, owner, "new@example.com", ["reader"], timezone.now())
    event = FeedEvent.objects.filter(exporter=siam_ceramics).latest("id")
    hook, _secret = webhooks.add(siam_ceramics, owner, AT, "https://hooks.siam-ceramics.example/", [event.type])
    sent = Delivery.objects.create(endpoint=hook, event=event, next_try_at=AT)
    people = {
        "nobody": None, "owner": malee, "preparer": niran, "reader": kanya, "agent": boonmee,
        "past": past, "stranger": somsak,
        "examiner": ploy, "approver": krit, "customs": anong, "admin": admin,
    }  # fmt: skip
    at = timezone.now()
    product = a_product(malee, siam_ceramics)
    rows = a_csv(sheet_row("CUP-02", CUP, CLAY))
    sheet = imports.preview(siam_ceramics, owner, "products.csv", rows, at).kept
    client, _secret = clients.make(siam_ceramics, owner, at, "ERP", ["cases:read"])
    token, _text = tokens.make(owner, at, "Mine", ["cases:read"], 30)
    places = {
        "attachment_id": str(Attachment.objects.get(case=asked).pk),
        "code": document.verification_code,
        "draft_id": str(draft.pk),
        "notice_id": str(Notice.objects.filter(person=malee, kind="x").get().pk),
        "number": Registration.objects.get().number,
        "procedure": "rex",
        "question_id": str(question.pk),
        "row_id": row,
        "withdrawal_id": str(leave.pk),
        "company": str(siam_ceramics.pk),
        "client": str(client.pk),
        "token": str(token.pk),
        "document": str(document.pk),
        "endpoint_id": str(hook.pk),
        "delivery_id": str(sent.pk),
        "asked": asked.reference,
        "leaving": leaving.reference,
        "done": done.reference,
        "calendar_override": str(holiday.pk),
        "letter": str(letter.pk),
        "officer": str(ploy.officer.pk),
        "person": str(malee.pk),
        "product_id": str(product.pk),
        "sheet_id": str(sheet.pk if sheet else ""),
        "preparer": str(niran.pk),
        "power_id": str(Power.objects.get(agent=boonmee).pk),
        "invitation_id": str(invited.pk),
    }
    return World(people, siam_ceramics, draft, row, asked, leaving, done, recommended, places)


def an_issued_document(case: Case) -> Document:
    """The registration document as if the worker had made it: what is in the file does not matter here."""
    document = Document.objects.get(case=case, kind="rex-registration")
    pdf = b"%PDF-1.7 a document"
    document.file.save("document.pdf", ContentFile(pdf), save=False)
    document.state, document.issued_at, document.number = Document.State.ISSUED, NOW, "REX-1"
    document.sha256, document.size = hashlib.sha256(pdf).hexdigest(), len(pdf)
    document.save()
    return document


@pytest.fixture(autouse=True)
def a_key_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a key lies on this machine is no matter here: every other part of the portal is really asked."""
    monkeypatch.setattr(health, "CHECKS", {**health.CHECKS, "signing_key": lambda: None})
