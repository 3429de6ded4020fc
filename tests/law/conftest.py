"""What the tests of the law share: the project's own calendar and values, without a database."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.law.calendar import Calendar, _official
from portal.law.reference import Reference
from portal.law.values import Values
from tests import lists

ROOT = Path(__file__).parents[2]


def vectors(name: str) -> list[Any]:
    """The cases of tests/vectors/law/<name>.yaml, each named by its sentence."""
    rows = yaml.load((ROOT / "tests/vectors/law" / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    _official.cache_clear()  # a changed law must not be answered by what was remembered before the change
    return lists.calendar()


@pytest.fixture(scope="session")
def values(reference: Reference) -> Values:
    return reference.values


@pytest.fixture(scope="session")
def reference() -> Reference:
    return lists.reference()
