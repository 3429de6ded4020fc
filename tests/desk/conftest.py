import pytest

from portal.cases import registry
from tests.cases import procedure


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample procedure, known while a test of this package runs."""
    monkeypatch.setattr(registry, "_procedures", dict(registry._procedures))
    procedure.register()
