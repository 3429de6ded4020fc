"""Taking from a lot what was paid on it, so that the postings add up to it and never exceed it (T-5)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from .amounts import MoneyError, quantise


@dataclass(frozen=True, slots=True)
class Posting:
    """So much of the lot, and the money that goes with it (THB)."""

    quantity: Fraction
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Lot:
    """A quantity on which `paid` (THB) was paid, and what is left of both. Quantities are exact at any size."""

    quantity: Fraction
    paid: Decimal
    quantity_left: Fraction
    amount_left: Decimal

    @classmethod
    def of(cls, quantity: Decimal | Fraction, paid: Decimal) -> "Lot":
        """A lot of which nothing has been taken yet."""
        if quantity <= 0 or paid < 0:
            raise MoneyError("a lot has a quantity, and what was paid on it is not negative")
        exact = Fraction(quantity)
        return cls(exact, quantise(paid), exact, quantise(paid))


def draw(lot: Lot, quantity: Decimal | Fraction) -> tuple[Posting, Lot]:
    """Takes `quantity`: its share half-up, at most what is left; what uses the lot up takes the remainder (T-5).

    Raises MoneyError for more than is left, or for nothing.
    """
    taken = Fraction(quantity)
    if not 0 < taken <= lot.quantity_left:
        raise MoneyError("a posting takes something, and no more than the lot still has")
    if taken == lot.quantity_left:
        amount = lot.amount_left  # T-5: the last one takes the remainder
    else:
        amount = min(quantise(taken * Fraction(lot.paid) / lot.quantity), lot.amount_left)  # T-5
    left = replace(lot, quantity_left=lot.quantity_left - taken, amount_left=_minus(lot.amount_left, amount))
    return Posting(taken, amount), left


def _minus(amount: Decimal, taken: Decimal) -> Decimal:
    """Exact at any size: the usual context would round sums of more than 28 digits."""
    return quantise(Fraction(amount) - Fraction(taken))
