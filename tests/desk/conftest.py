import pytest

from portal.cases import registry
from portal.cases.models import Case
from portal.parties.models import Exporter, Person
from tests.cases import procedure
from tests.registrations.story import move, submit


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample procedure, known while a test of this package runs."""
    monkeypatch.setattr(registry, "_procedures", dict(registry._procedures))
    procedure.register()


@pytest.fixture
def submitted(malee: Person, siam_ceramics: Exporter) -> Case:
    return submit(malee, siam_ceramics)


@pytest.fixture
def received(submitted: Case, ploy: Person) -> Case:
    return move(submitted, "receive", ploy)


@pytest.fixture
def examining(received: Case, ploy: Person) -> Case:
    return move(received, "examine", ploy)


@pytest.fixture
def recommended(examining: Case, ploy: Person) -> Case:
    return move(examining, "recommend", ploy)
