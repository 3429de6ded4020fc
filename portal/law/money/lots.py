"""Taking from a lot what was paid on it, so that the postings add up to it and never exceed it (T-5)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from .amounts import MoneyError, quantise


@dataclass(frozen=True)
class Posting:
    """So much of the lot, and the money that goes with it (THB)."""

    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Lot:
    """A quantity on which `paid` (THB) was paid, and what is left of both."""

    quantity: Decimal
    paid: Decimal
    quantity_left: Decimal
    amount_left: Decimal

    @classmethod
    def of(cls, quantity: Decimal, paid: Decimal) -> "Lot":
        """A lot of which nothing has been taken yet."""
        if quantity <= 0 or paid < 0:
            raise MoneyError("a lot has a quantity, and what was paid on it is not negative")
        return cls(quantity, quantise(paid), quantity, quantise(paid))


def draw(lot: Lot, quantity: Decimal) -> tuple[Posting, Lot]:
    """Takes `quantity`: its share half-up, at most what is left; what uses the lot up takes the remainder (T-5).

    Raises MoneyError for more than is left, or for nothing.
    """
    if not 0 < quantity <= lot.quantity_left:
        raise MoneyError("a posting takes something, and no more than the lot still has")
    if quantity == lot.quantity_left:
        amount = lot.amount_left  # T-5: the last one takes the remainder
    else:
        share = Fraction(quantity) * Fraction(lot.paid) / Fraction(lot.quantity)
        amount = min(quantise(share), lot.amount_left)  # T-5
    left = replace(lot, quantity_left=lot.quantity_left - quantity, amount_left=lot.amount_left - amount)
    return Posting(quantity, amount), left
