"""What box 8 carries is read back as it was meant, in the notation of its form, and nothing else is (FD-7)."""

from decimal import Decimal

import pytest

from formd.rules.criteria import Criterion, CriterionKind, of_criterion, read_criterion
from tests import lists

PERCENT, PARTIAL = CriterionKind.PERCENT, CriterionKind.PARTIAL


@pytest.mark.parametrize(
    ("slug", "text", "meant"),
    [
        ("TH-61/2551", "WO", Criterion(CriterionKind.WHOLLY_OBTAINED)),
        ("TH-61/2551", "CC", Criterion(CriterionKind.CTC)),
        ("TH-61/2551", "CTH", Criterion(CriterionKind.CTC)),
        ("TH-61/2551", "CTSH", Criterion(CriterionKind.CTC)),
        ("TH-61/2551", "SP", Criterion(CriterionKind.PROCESS)),
        ("TH-61/2551", "39.99%", None),
        ("TH-61/2551", "40%", Criterion(PERCENT, Decimal(40))),
        ("TH-61/2551", "100%", Criterion(PERCENT, Decimal(100))),
        ("TH-61/2551", "100.01%", None),
        ("TH-61/2551", "101%", None),
        ("TH-61/2551", "45.678%", None),
        ("TH-61/2551", "PC 19.99%", None),
        ("TH-61/2551", "PC 20%", Criterion(PARTIAL, Decimal(20))),
        ("TH-61/2551", "PC39.99%", Criterion(PARTIAL, Decimal("39.99"))),
        ("TH-61/2551", "PC 40%", None),
        ("TH-61/2551", "", None),
        ("TH-61/2551", "0%", None),
        ("TH-14/2551", "X", Criterion(CriterionKind.WHOLLY_OBTAINED)),
        ("TH-14/2551", "ST", Criterion(CriterionKind.CTC)),
        ("TH-14/2551", "CTH", None),
        ("TH-14/2551", "40%", Criterion(PERCENT, Decimal(40))),
    ],
)
def test_a_criterion_is_read_in_the_notation_of_its_form(slug: str, text: str, meant: Criterion | None) -> None:
    assert read_criterion(text, lists.the_rule_sets()[slug]) == meant


def test_what_the_form_does_not_know_is_told_with_what_it_does() -> None:
    [told] = of_criterion("PSR", lists.the_rule_sets()["TH-61/2551"], "items.0.criterion")

    assert told.message.en == "“PSR” is no criterion of box 8 of this form. It takes, for example, " + (
        "WO, CC, CTH, CTSH, SP, 40%, PC 25%."
    )
    assert told.message.th.endswith("WO, CC, CTH, CTSH, SP, 40%, PC 25%")
