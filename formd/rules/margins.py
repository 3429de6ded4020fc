"""How far a verdict is from its bound: in points, in USD, and at which price, rate or cost it falls (FD-9)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from portal.law.countries import ASEAN

from .origin import Verdict, partial_bound
from .terms import TermKind


@dataclass(frozen=True, slots=True)
class Margin:
    """`points` and `usd` are negative when the bound is missed. The RVC of the indirect formula stays at its bound or
    above while FOB is at least `fob_at_bound`, what is added to the imported materials (freight, insurance) at most
    `added_cost`, their prices against the FOB's currency at most `exchange_rate_factor` times as high, and the price
    of each material (by number) at most what `prices` says, everything else unchanged."""

    bound: Decimal
    points: Fraction
    usd: Fraction
    fob_at_bound: Fraction
    added_cost: Fraction
    exchange_rate_factor: Fraction | None
    prices: tuple[tuple[int, Fraction], ...]

    @property
    def met(self) -> bool:
        return self.usd >= 0


def margin(verdict: Verdict) -> Margin:
    """The margin to the RVC of the rule that was applied, or of the general rule where it has none (FD-9)."""
    bounds = [option.term.bound for option in verdict.options if option.term.kind is TermKind.RVC]
    bound = next((each for each in bounds if each is not None), None) or partial_bound(verdict.rule_set)
    fob, foreign = Fraction(verdict.goods.fob), Fraction(verdict.non_originating)
    room = 1 - Fraction(bound) / 100
    slack = fob * room - foreign  # FD-9: what more may be non-originating
    return Margin(
        bound=bound,
        points=Fraction(verdict.indirect) - Fraction(bound),
        usd=slack,
        fob_at_bound=foreign / room,
        added_cost=slack,
        exchange_rate_factor=fob * room / foreign if foreign else None,
        prices=tuple(_prices(verdict, slack)),
    )


def _prices(verdict: Verdict, slack: Fraction) -> list[tuple[int, Fraction]]:
    found = []
    for number, material in enumerate(verdict.goods.materials):
        if material.originating and material.country in ASEAN:
            continue
        share = 1 - Fraction(material.partial_percent or 0) / 100
        found.append((number, max(Fraction(0), Fraction(material.value) + slack / share)))
    return found


def cents_down(amount: Fraction) -> str:
    """USD with two decimals, rounded down: on the safe side of a price that must not be passed."""
    cents = floor(amount * 100)
    units, rest = divmod(abs(cents), 100)
    return f"{'-' * (cents < 0)}{units}.{rest:02d}"


def cents_up(amount: Fraction) -> str:
    """USD with two decimals, rounded up: on the safe side of a value that must be reached."""
    down = cents_down(-amount)
    return down[1:] if down.startswith("-") else f"-{down}" if down != "0.00" else down
