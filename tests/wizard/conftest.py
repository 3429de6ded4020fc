from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.cases import drafts, registry
from portal.cases.models import Case, Draft
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Product
from tests.parties.catalogue import a_product

from . import procedure

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOLDER = {"name": "Siam Ceramics", "kind": "producer", "founded": "2001-02-03", "markets": ["CH", "NO"]}
LINE = {"heading": "6912", "words": "Tableware of stoneware"}


@pytest.fixture(autouse=True)
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_procedures", dict(registry._procedures))
    procedure.register()
    procedure.FILED.clear()


@pytest.fixture
def draft(malee: Person, siam_ceramics: Exporter) -> Draft:
    """A draft that nobody has typed in yet."""
    return drafts.start("trial", siam_ceramics, Actor.of(malee), NOW)


@pytest.fixture
def full(draft: Draft, malee: Person) -> Draft:
    """A draft in which everything is right."""
    return fill(draft, malee)


def fill(draft: Draft, person: Person) -> Draft:
    actor = Actor.of(person)
    drafts.save(draft, "holder", actor, NOW, HOLDER)
    drafts.save(draft, "lines", actor, NOW, {}, [LINE])
    drafts.save(draft, "promise", actor, NOW, {"promised": "on"})
    return draft


@pytest.fixture
def cup(malee: Person, siam_ceramics: Exporter) -> Product:
    """A product that Malee has entered, CUP-01."""
    return a_product(malee, siam_ceramics)


@pytest.fixture
def returned(full: Draft, malee: Person, ploy: Person) -> Case:
    """A case that Ploy sent back because of the company's name."""
    from portal.cases import moves, submissions

    case = submissions.submit(full, Actor.of(malee), NOW)
    case.handler = ploy
    case.save(update_fields=["handler"])
    reason = {
        "code": "name", "step": "holder", "field": "name", "clause": "REX-1",
        "th": "เขียนชื่อเต็มตามหนังสือรับรอง", "en": "Write the full name as in the certificate.",
    }  # fmt: skip
    moves.perform(case, "return", Actor.of(ploy), NOW, reasons=[reason])
    return case


Opened = Callable[[Person], "object"]
