from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.cases import handling, moves, registry
from portal.cases.models import Case
from portal.law.thai import fold
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from . import procedure

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # Friday morning in Bangkok
RECEIVED = {"paper_seen": True, "poa_seen": True}
REASON = {
    "code": "name",
    "step": "holder",
    "field": "name",
    "clause": "REX-1",
    "th": "เขียนชื่อเต็มตามหนังสือรับรอง",
    "en": "Write the full name as in the certificate.",
}


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample procedure, known while a test of this package runs."""
    monkeypatch.setattr(registry, "_procedures", dict(registry._procedures))
    procedure.register()
    return


def new_case(exporter: Exporter, number: int = 1, state: str = "draft", **said: object) -> Case:
    waits = {one.slug: one.waiting_for for one in procedure.STATES}[state]
    given = {
        "reference": f"SMP-2569-{number:06d}",
        "procedure": "sample",
        "exporter": exporter,
        "agency": "dft",
        "state": state,
        "waiting_for": waits,
        "submitted_at": NOW,
        "exporter_name_th": exporter.name_th,
        "exporter_name_en": exporter.name_en,
        "search": fold(f"SMP-2569-{number:06d} {exporter.name_th} {exporter.name_en} {exporter.juristic_id}"),
    }
    return Case.objects.create(**(given | said))


@pytest.fixture
def submitted(siam_ceramics: Exporter, malee: Person) -> Case:
    """Malee has filed; the paper is still to come."""
    case = new_case(siam_ceramics)
    moves.perform(case, "submit", Actor.of(malee), NOW)
    return case


@pytest.fixture
def received(submitted: Case, ploy: Person) -> Case:
    """Ploy has received the paper."""
    moves.perform(submitted, "receive", Actor.of(ploy), NOW, given=RECEIVED)
    Case.objects.filter(pk=submitted.pk).update(received_on=NOW.date())
    submitted.refresh_from_db()
    return submitted


@pytest.fixture
def examining(received: Case, ploy: Person) -> Case:
    """Ploy has taken the case and examines it."""
    handling.take(received, Actor.of(ploy), NOW)
    moves.perform(received, "examine", Actor.of(ploy), NOW)
    return received


@pytest.fixture
def recommended(examining: Case, ploy: Person) -> Case:
    """Ploy has examined; an approver has to decide."""
    moves.perform(examining, "recommend", Actor.of(ploy), NOW)
    return examining


Refused = Callable[..., list[str]]


@pytest.fixture
def refused() -> Refused:
    """The codes of everything that stood against a call."""

    def codes(call: Callable[..., object], *args: object, **kwargs: object) -> list[str]:
        with pytest.raises(moves.MoveRefused) as refusal:
            call(*args, **kwargs)
        return [finding.code for finding in refusal.value.findings]

    return codes
