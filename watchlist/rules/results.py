"""The result of an inspection of origin: how long it is usable, and why one does not count (WL-4, WL-5, WL-8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.law.findings import Finding, error, warning
from portal.law.periods import Period, period
from portal.law.values import Values

from .watch_list import UNION


@dataclass(frozen=True, slots=True)
class Result:
    """A result that the exporter holds: for these HS digits and this destination, certified on a day, and ended on
    one if a change of production data ended it (WL-5) or the Department withdrew it (WL-8)."""

    digits: str
    destination: str
    certified_on: date
    ended_on: date | None = None

    def covers(self, digits: str, destination: str, union: frozenset[str]) -> bool:
        """Whether it is about the good and the destination; one for the Union covers its members (WL-10)."""
        same_place = destination == self.destination or (self.destination == UNION and destination in union)
        return same_place and digits.startswith(self.digits)  # WL-10


def usable(certified_on: date, values: Values) -> Period:
    """Until when a result is usable: 2 years from certification, a validity that never moves (WL-4, T-1, T-2)."""
    return period(certified_on, years=values.at("watchlist.result.years", on=certified_on).whole)  # WL-4


def why_not(result: Result, on: date, values: Values, where: str) -> Iterator[Finding]:
    """Why a result of the right product and destination does not count on the day, or is to be looked at."""
    life = usable(result.certified_on, values)
    if result.ended_on is not None and result.ended_on <= on:  # WL-5: at once
        yield error(
            "result-ended",
            "WL-5",
            th=f"ผลการตรวจสิ้นสุดแล้วเมื่อวันที่ {result.ended_on.isoformat()} โปรดยื่นคำขอรับการตรวจใหม่",
            en=f"The result ended on {result.ended_on.isoformat()}. Apply for a new inspection.",
            where=where,
        )
    elif on < result.certified_on:  # WL-4
        yield error(
            "result-not-yet-certified",
            "WL-4",
            th=f"ผลการตรวจเริ่มใช้ได้วันที่ {result.certified_on.isoformat()}",
            en=f"The result is usable from {result.certified_on.isoformat()} on.",
            where=where,
        )
    elif life.has_passed(on):  # WL-4
        yield error(
            "result-expired",
            "WL-4",
            th=f"ผลการตรวจใช้ได้ถึงวันที่ {life.legal.isoformat()} โปรดยื่นคำขอรับการตรวจใหม่",
            en=f"The result was usable until {life.legal.isoformat()}. Apply for a new inspection.",
            where=where,
        )
    elif life.is_doubtful(on):  # T-3
        yield warning(
            "result-in-doubtful-days",
            "WL-4",
            th=f"เลยวันที่ {life.strict.isoformat()} แล้ว แต่ยังไม่เกินวันครบกำหนดตามกฎหมาย {life.legal.isoformat()} "
            "โปรดเตรียมขอผลใหม่",
            en=f"It is past {life.strict.isoformat()}, yet within the legal limit of {life.legal.isoformat()}. "
            "Prepare a new application.",
            where=where,
        )


def of_another(results: Sequence[Result], digits: str, destination: str, union: frozenset[str]) -> Iterator[Finding]:
    """Results that are there but for another destination or product (WL-10)."""
    for number, result in enumerate(results):
        where = f"results.{number}"
        if result.covers(digits, destination, union):
            continue
        if digits.startswith(result.digits):  # WL-10
            yield warning(
                "result-other-destination",
                "WL-10",
                th=f"ผลการตรวจนี้ออกให้สำหรับการส่งออกไป {result.destination} ใช้กับ {destination} ไม่ได้",
                en=f"This result is for {result.destination}; it does not serve exports to {destination}.",
                where=where,
            )
        else:
            yield warning(
                "result-other-product",
                "WL-10",
                th="ผลการตรวจนี้ออกให้สำหรับสินค้าพิกัดอื่น",
                en="This result is for goods of another HS code.",
                where=where,
            )
