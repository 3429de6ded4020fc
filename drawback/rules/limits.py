"""Until when a lot may be used and an export claimed (DB-5, DB-6)."""

from dataclasses import dataclass
from datetime import date

from portal.law.periods import Period, legal_end, period
from portal.law.reference import Reference
from portal.law.values import Values

from .ledger import Lot


@dataclass(frozen=True, slots=True)
class Life:
    """The days of a lot: the year's end strictly and by law, the last day with what was extended, the furthest one."""

    year: Period
    until: date
    furthest: date

    def covers(self, exported_on: date) -> bool:
        """Whether an export of that day is still in time (DB-5)."""
        return exported_on <= self.until  # DB-5

    def is_doubtful(self, exported_on: date) -> bool:
        """In time by law but past the plain reading of the year, and not extended: to be warned of (T-3)."""
        return self.until == self.year.legal and self.year.is_doubtful(exported_on)  # T-3


def life_of(imported_on: date, extended_to: date | None, values: Values) -> Life:
    """1 year from import; an extension counts up to 6 months from the year's end (DB-5). It is the end of an
    export, a physical act: it never moves to a working day (T-2)."""
    year = period(imported_on, years=values.at("drawback.export.within_years", on=imported_on).whole)  # DB-5
    most = values.at("drawback.export.extension_months", on=imported_on).whole
    furthest = legal_end(year.legal, months=most)  # DB-5
    until = year.legal if extended_to is None else max(year.legal, min(extended_to, furthest))  # DB-5
    return Life(year, until, furthest)


def life_of_lot(lot: Lot, values: Values) -> Life:
    """The days of this lot."""
    return life_of(lot.imported_on, lot.extended_to, values)


def claim_window(exported_on: date, reference: Reference) -> Period:
    """Until when the export is claimed: 6 months; the end of a filing moves to a working day (DB-6, T-2)."""
    months = reference.values.at("drawback.claim.within_months", on=exported_on).whole
    return period(exported_on, months=months, filing=True, calendar=reference.calendar)  # DB-6, T-2
