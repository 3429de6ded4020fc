"""The gate before a certificate of origin: is the good listed, is there a valid result (WL-9, WL-10)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.law.findings import Finding, Severity, error, info, warning
from portal.law.hs import HSCode
from portal.law.values import Values

from .results import Result, of_another, why_not
from .watch_list import Edition, Standing, WatchList


class Gate(StrEnum):
    ALLOWED = "allowed"
    WARN = "warn"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a certificate may be applied for, where the good stands, and why."""

    co: Gate
    standing: Standing
    findings: tuple[Finding, ...]


def gate(
    watch_list: WatchList, digits: str, destination: str, on: date, results: Sequence[Result], values: Values
) -> Answer:
    """The gate for goods of these HS digits, to the destination, on the day (WL-10, T-6).

    Without results the answer only depends on the three and on the list, which keeps the answers that it gave.
    """
    if results:
        return _gate(watch_list, digits, destination, on, results, values)
    key = (digits, destination, on)
    kept: Answer | None = watch_list.kept.get(key)
    if kept is None:
        kept = _gate(watch_list, digits, destination, on, (), values)
        watch_list.keep(key, kept)
    return kept


def _gate(
    watch_list: WatchList, digits: str, destination: str, on: date, results: Sequence[Result], values: Values
) -> Answer:
    edition = watch_list.edition_on(on)
    if edition is None:
        return Answer(Gate.ALLOWED, Standing((), ()), (_not_in_force(on),))  # T-6
    standing = edition.standing(digits, destination)
    findings = [*_of_edition(edition, on), *_too_short(standing)]
    if not standing.blocked:
        findings += _elsewhere(standing, edition)
        return Answer(Gate.WARN if standing.listed else Gate.ALLOWED, standing, tuple(findings))  # WL-9
    judged = list(_judged(results, digits, destination, on, edition, values))
    valid = [told for told in judged if not any(finding.severity is Severity.ERROR for finding in told)]
    if valid:
        return Answer(Gate.ALLOWED, standing, (*findings, *min(valid, key=len)))  # WL-10
    findings += [finding for told in judged for finding in told]
    findings += of_another(results, digits, destination, edition.union)
    if not judged:
        findings.append(_missing(destination))
    return Answer(Gate.BLOCKED, standing, tuple(findings))  # WL-10


def _judged(
    results: Sequence[Result], digits: str, destination: str, on: date, edition: Edition, values: Values
) -> Iterator[list[Finding]]:
    """What is to be said of each result of the right product and destination."""
    for number, result in enumerate(results):
        if result.covers(digits, destination, edition.union):
            yield list(why_not(result, on, values, f"results.{number}"))


def _missing(destination: str) -> Finding:
    return error(  # WL-10
        "result-missing",
        "WL-10",
        th=f"สินค้าเฝ้าระวังที่ส่งออกไป {destination} ต้องมีผลการตรวจคุณสมบัติทางด้านถิ่นกำเนิดก่อน โปรดยื่นคำขอรับการตรวจ",
        en=f"Watch-list goods to {destination} need a result of the inspection of origin first. Apply for one.",
        where="results",
    )


def _not_in_force(on: date) -> Finding:
    return info(  # T-6
        "list-not-in-force",
        "T-6",
        th=f"วันที่ {on.isoformat()} ยังไม่มีบัญชีรายการสินค้าเฝ้าระวังใช้บังคับ",
        en=f"No watch-list was in force on {on.isoformat()}.",
        where="on",
    )


def _of_edition(edition: Edition, on: date) -> Iterator[Finding]:
    if edition.known_until is not None and on > edition.known_until:  # T-6
        yield warning(
            "list-revised",
            "WL-9",
            th=f"บัญชีรายการถูกปรับปรุงหลังวันที่ {edition.known_until.isoformat()} และยังไม่ได้นำเข้าระบบ "
            "โปรดตรวจสอบกับกรมการค้าต่างประเทศ",
            en=f"The list was revised after {edition.known_until.isoformat()}; that edition is not loaded here yet. "
            "Check with the Department of Foreign Trade.",
            where="on",
        )


def _too_short(standing: Standing) -> Iterator[Finding]:
    if standing.below and not standing.blocked:
        listed = ", ".join(HSCode(code).dotted for code in standing.below)
        yield warning(  # WL-9
            "code-too-short",
            "WL-9",
            th=f"บางส่วนของพิกัดนี้อยู่ในบัญชี ({listed}) โปรดกรอกพิกัดให้ครบ 8 หลัก",
            en=f"Part of this code is on the list ({listed}). Enter all 8 digits.",
            where="hs_code",
        )


def _elsewhere(standing: Standing, edition: Edition) -> Iterator[Finding]:
    groups = dict.fromkeys(item.code.group for item in standing.items)
    for group in groups:
        places = "US" if "US" in edition.destinations(group) else "EU"
        yield warning(  # WL-9
            "listed-for-another-destination",
            "WL-9",
            th=f"สินค้านี้อยู่ในบัญชีเฝ้าระวังสำหรับการส่งออกไป {places} หากเปลี่ยนปลายทางต้องมีผลการตรวจก่อน",
            en=f"These goods are on the list for exports to {places}. To send them there, get a result first.",
            where="destination",
        )
