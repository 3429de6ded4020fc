"""What the tests of the law share: the project's own calendar and values, without a database."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.law.calendar import Calendar, Override
from portal.law.reference import Reference
from portal.law.values import Values

ROOT = Path(__file__).parents[2]


def vectors(name: str) -> list[Any]:
    """The cases of tests/vectors/law/<name>.yaml, each named by its sentence."""
    rows = yaml.load((ROOT / "tests/vectors/law" / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    text = (ROOT / "fixtures/reference/calendar_overrides.yaml").read_text("utf-8")
    rows = yaml.load(text, Loader=yaml.BaseLoader)
    return Calendar(
        Override(date.fromisoformat(r["day"]), r["working"] == "true", r["reason_th"], r["reason_en"], r["source"])
        for r in rows
    )


@pytest.fixture(scope="session")
def values() -> Values:
    return Values.load(ROOT / "fixtures/law")


@pytest.fixture(scope="session")
def reference(calendar: Calendar, values: Values) -> Reference:
    return Reference(calendar, values)
