"""Import and export declarations: legends, foreign-exchange forms, samples (I-1, E-1, E-3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.law.findings import Finding, error
from portal.law.values import Values

from .ledger import Mode

# The words at the top right of the import declaration and its annex (I-1).
LEGENDS = {
    Mode.CASH: "ขอคืนอากรตามมาตรา 19 ทวิ",  # I-1
    Mode.GUARANTEE: "ขอคืนอากรตามมาตรา 19 ทวิ โดยวิธีค้ำประกัน",  # I-1
    Mode.RGS: "ขอคืนอากรตามมาตรา 19 ทวิ โดยวิธีวางประกันลอย",  # I-1
}


@dataclass(frozen=True, slots=True)
class SampleDays:
    """Until when Customs has tested a sample, and until when it is collected."""

    tested_by: date
    collected_by: date | None


def import_legend(mode: Mode, written: str) -> Iterator[Finding]:
    """The declaration carries the legend of its mode of payment (I-1)."""
    if " ".join(written.split()) != LEGENDS[mode]:  # I-1
        yield error(
            "legend-missing",
            "I-1",
            th=f"มุมขวาด้านบนของใบขนสินค้าขาเข้าและใบแนบต้องสำแดงข้อความ “{LEGENDS[mode]}”",
            en=f"At the top right, declaration and annex carry the words “{LEGENDS[mode]}”.",
            where="legend",
        )


def needs_foreign_exchange_form(value: Decimal, on: date, values: Values) -> bool:
    """Whether foreign-exchange form 2 (import) or 1 (export) is due: above 500,000 THB (I-1, E-1)."""
    return value > values.at("drawback.foreign_exchange_form.above", on=on).decimal  # I-1, E-1


def sample_days(taken_on: date, notified_on: date | None, values: Values) -> SampleDays:
    """A sample is tested in 7 days and collected within 15 of the notice; both are physical acts (E-3, T-2)."""
    tested = taken_on + timedelta(days=values.at("drawback.sample.test_days", on=taken_on).whole)  # E-3
    if notified_on is None:
        return SampleDays(tested, None)
    days = values.at("drawback.sample.collect_days", on=notified_on).whole
    return SampleDays(tested, notified_on + timedelta(days=days))  # E-3
