"""Every vector of tests/vectors/drawback: what is asked gets the answer that the file says."""

from typing import Any

import pytest

from portal.law.reference import Reference
from tests import rulebook


@pytest.mark.parametrize(("asked", "row"), rulebook.cases("drawback"))
def test_the_rule_book(asked: Any, row: Any, reference: Reference) -> None:
    rulebook.check(asked, row, reference)
