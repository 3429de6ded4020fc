"""What is shown to Customs when goods arrive with a Form D: the facts that the rules of import look at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .issue import ThirdCountryInvoice


class Version(StrEnum):
    """The form itself: with box 13 or without."""

    NEW = "new"
    OLD = "old"


class Correction(StrEnum):
    STRUCK_AND_SIGNED = "struck-and-signed"
    REISSUED = "reissued"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class ArrivedItem:
    """An item of the form as it was shown; `fob` in USD."""

    item: int
    hs: str
    criterion: str
    fob: Decimal
    gross_weight: str
    invoice: str


@dataclass(frozen=True, slots=True)
class ShownForm:
    version: Version
    number: str
    issuing_country: str
    issued_on: date
    shipped_on: date | None
    signatory_known: bool
    original_shown: bool
    permit_number_written: bool
    language: str
    paper: str
    ticks: frozenset[str]
    items: tuple[ArrivedItem, ...]
    third_country_invoice: ThirdCountryInvoice | None
    correction: Correction | None
    used_before: bool

    @property
    def fob(self) -> Fraction:
        """The FOB value of all items together."""
        return sum((Fraction(item.fob) for item in self.items), Fraction())


@dataclass(frozen=True, slots=True)
class Route:
    """How the goods came, and what proves it (FD-15)."""

    through_non_member: bool = False
    through_bill_of_lading: bool = False
    invoice: bool = True
    transit_evidence: bool = False


@dataclass(frozen=True, slots=True)
class FirstMemberForm:
    """The first member's form that a back-to-back form rests on; quantities where they are known (FD-17)."""

    number: str = ""
    original_quantity: Decimal | None = None
    already_used_quantity: Decimal | None = None
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BulkLiquid:
    copy_shown: bool
    left_custody_on: date
    original_shown_on: date | None


@dataclass(frozen=True, slots=True)
class DeferredClaim:
    """Preference asked for after the import (FD-20)."""

    remark: bool
    duty_paid_on: date
    refund_filed_on: date | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """An import for which preference is claimed; without a form, its whole FOB value in USD (FD-13)."""

    import_date: date
    form: ShownForm | None
    route: Route = Route()
    sale_invoice: bool = True
    first_member_form: FirstMemberForm | None = None
    bulk_liquid: BulkLiquid | None = None
    late_request_granted: bool = False
    deferred_claim: DeferredClaim | None = None
    fob_total: Decimal | None = None
    exporter_certification: bool = False
