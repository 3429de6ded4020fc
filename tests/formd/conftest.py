"""The reference that rules are given, without a database."""

import pytest

from portal.law.reference import Reference
from tests import lists


@pytest.fixture(scope="session")
def reference() -> Reference:
    return lists.reference()
