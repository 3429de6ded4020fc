"""A version of a product as rules take it: sums reckoned from what was entered, so that none can be wrong (WL-6, FD-9).

Amounts are USD for one unit of the product.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from portal.law.hs import HSCode
from portal.law.money import quantise
from portal.law.quantities import plain

from ..models import Material, MaterialSource, ProductVersion


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """A row of section 5 of the watch-list's form (WL-6), a material of Form D (FD-8), a line of a formula (DB-3)."""

    code: str
    name: str
    is_imported: bool
    country: str
    originating: bool
    hs: HSCode | None
    supplier: str
    unit: str
    unit_value: Decimal
    quantity: Decimal
    loss_percent: Decimal

    @property
    def total(self) -> Decimal:
        """Unit value times quantity, to the cent (T-5)."""
        return quantise(Fraction(self.unit_value) * Fraction(self.quantity))  # T-5


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What was said of a product in one version. Costs that were not said are None, and so are sums that need them."""

    code: str
    version: int
    digest: str
    name_th: str
    name_en: str
    model: str
    hs: HSCode
    unit: str
    materials: tuple[MaterialFacts, ...]
    labour: Decimal | None
    overhead: Decimal | None
    other_costs: Decimal | None
    profit: Decimal | None
    fob: Decimal | None

    @property
    def domestic(self) -> tuple[MaterialFacts, ...]:
        return tuple(row for row in self.materials if not row.is_imported)

    @property
    def imported(self) -> tuple[MaterialFacts, ...]:
        return tuple(row for row in self.materials if row.is_imported)

    @property
    def materials_total(self) -> Decimal:
        """Line (2) of section 5.2: the totals of both tables (WL-6)."""
        return _sum([row.total for row in self.materials])  # WL-6

    @property
    def other_total(self) -> Decimal | None:
        """Line (3): all costs that are neither labour nor materials (WL-6)."""
        return _sum_if_said(self.overhead, self.other_costs)  # WL-6

    @property
    def total(self) -> Decimal | None:
        """Line (4): labour, materials and other costs (WL-6)."""
        return _sum_if_said(self.labour, self.materials_total, self.other_total)  # WL-6

    @property
    def ex_works(self) -> Decimal | None:
        """Line (6): the total and the profit (WL-6)."""
        return _sum_if_said(self.total, self.profit)  # WL-6


def facts_of(version: ProductVersion) -> ProductFacts:
    """The facts of one version, whatever became of its product since."""
    said = {name: getattr(version, name) for name in ("digest", "name_th", "name_en", "model", "unit")}
    return ProductFacts(
        code=version.product.code,
        version=version.number,
        hs=HSCode(version.hs_code, version.hs_edition),
        materials=tuple(_material(row, version.hs_edition) for row in version.materials.order_by("line")),
        **said,
        **{name: getattr(version, name) for name in ProductVersion.COSTS},
    )


def _material(row: Material, edition: str) -> MaterialFacts:
    return MaterialFacts(
        code=row.code,
        name=row.name,
        is_imported=row.source == MaterialSource.IMPORTED,
        country=str(row.country),
        originating=row.originating,
        hs=HSCode(row.hs_code, edition) if row.hs_code else None,
        supplier=row.supplier,
        unit=row.unit,
        unit_value=row.unit_value,
        quantity=row.quantity,
        loss_percent=row.loss_percent,
    )


def _sum_if_said(*amounts: Decimal | None) -> Decimal | None:
    said = [amount for amount in amounts if amount is not None]
    return _sum(said) if len(said) == len(amounts) else None


def _sum(amounts: Sequence[Decimal]) -> Decimal:
    """Exact, and at least two decimals."""
    exact = sum(map(Fraction, amounts), Fraction())
    rounded = quantise(exact)
    return rounded if rounded == exact else Decimal(plain(exact))
