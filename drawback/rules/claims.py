"""Whether an export line may be claimed, and which materials it takes from whose lots (DB-3, DB-6, F-3, E-2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.law.findings import Finding, error, warning
from portal.law.reference import Reference

from .ledger import Export, Formula, FormulaLine, Transfer, TransferKind, formula_in_force
from .limits import claim_window

Formulas = Mapping[tuple[str, str], Sequence[Formula]]


@dataclass(frozen=True, slots=True)
class Demand:
    """A material that an export line takes, from the lots of its owner."""

    owner: str
    formula: Formula
    line: int
    material: str
    quantity: Fraction


def by_number(formulas: Sequence[Formula]) -> Formulas:
    """The formulas by number and product."""
    found: dict[tuple[str, str], list[Formula]] = {}
    for formula in formulas:
        found.setdefault((formula.number, formula.product), []).append(formula)
    return found


def findings_of(export: Export, formulas: Formulas, reference: Reference, where: str) -> Iterator[Finding]:
    """What speaks against cutting anything for the export (errors), or is to be looked at."""
    yield from _of_claim(export, reference, where)
    if export.transfer:
        yield from _of_transfer(export, export.transfer, formulas, where)
    goes_by_its_own = export.transfer is None or export.transfer.kind is TransferKind.PART
    if goes_by_its_own and _formula(export, export.formula, formulas) is None:
        yield _no_formula(export, export.formula, f"{where}.formula")


def demands_of(export: Export, formulas: Formulas) -> Iterator[Demand]:
    """Every material of the formula, in its order, with whose lots give it (E-2), for an export that may be cut."""
    own = _formula(export, export.formula, formulas)
    given = _formula(export, export.transfer.formula, formulas) if export.transfer else None
    for number, line, formula in _lines(export, own, given):
        transferred = export.transfer is not None and export.transfer.covers(line.material)
        owner = export.transfer.to if export.transfer and transferred else export.exporter  # E-2
        yield Demand(owner, formula, number, line.material, formula.required(line, export.quantity))


def _lines(export: Export, own: Formula | None, given: Formula | None) -> Iterator[tuple[int, FormulaLine, Formula]]:
    """A whole transfer goes by the transferee's formula; a part takes the named materials from it (E-2)."""
    if given is None or given == own or export.transfer is None or export.transfer.kind is TransferKind.WHOLE:
        formula = given or own
        if formula:
            yield from ((number, line, formula) for number, line in enumerate(formula.materials))
        return
    if own:
        kept = [pair for pair in enumerate(own.materials) if not export.transfer.covers(pair[1].material)]
        yield from ((number, line, own) for number, line in kept)
    taken = [pair for pair in enumerate(given.materials) if export.transfer.covers(pair[1].material)]
    yield from ((number, line, given) for number, line in taken)


def _formula(export: Export, number: str, formulas: Formulas) -> Formula | None:
    held = formulas.get((number, export.product), ())
    return formula_in_force(held, number, export.product, export.exported_on)


def _of_claim(export: Export, reference: Reference, where: str) -> Iterator[Finding]:
    if export.claimed_on is None:
        return  # an estimate is judged as if it were claimed in time
    window = claim_window(export.exported_on, reference)
    if export.claimed_on < export.exported_on:  # DB-6: counted from the export
        yield error(
            "claimed-before-export",
            "DB-6",
            th="วันที่ขอคืนอากรอยู่ก่อนวันส่งออก โปรดตรวจสอบวันที่ทั้งสอง",
            en="The claim is dated before the export. Check both dates.",
            where=f"{where}.claimed_on",
        )
    elif window.has_passed(export.claimed_on):  # DB-6
        yield error(
            "claimed-late",
            "DB-6",
            th=f"ต้องขอคืนอากรภายในวันที่ {window.legal.isoformat()} (6 เดือนนับแต่วันส่งออก) โปรดขอขยายเวลาต่ออธิบดีกรมศุลกากร",
            en=f"The claim was due by {window.legal.isoformat()}, 6 months after the export. Ask the Director-General "
            "for an extension.",
            where=f"{where}.claimed_on",
        )
    elif window.is_doubtful(export.claimed_on):  # T-3
        yield warning(
            "claimed-in-doubtful-days",
            "DB-6",
            th=f"ขอคืนหลังวันที่ {window.strict.isoformat()} แต่ยังไม่เกินวันครบกำหนดตามกฎหมาย {window.legal.isoformat()}",
            en=f"Claimed after {window.strict.isoformat()}, yet within the legal limit of {window.legal.isoformat()}.",
            where=f"{where}.claimed_on",
        )


def _of_transfer(export: Export, transfer: Transfer, formulas: Formulas, where: str) -> Iterator[Finding]:
    at = f"{where}.transfer"
    if not transfer.to:  # E-2
        yield error(
            "transfer-without-importer",
            "E-2",
            th="การโอนสิทธิต้องระบุชื่อและรหัสผู้นำของเข้าที่รับโอน",
            en="A transfer names the importer who receives the right. Enter the importer.",
            where=f"{at}.to",
        )
    if not transfer.formula:  # E-2
        yield error(
            "transfer-without-formula",
            "E-2",
            th="การโอนสิทธิต้องระบุเลขที่สูตรการผลิตในใบขนสินค้าขาออก",
            en="A transfer names the formula on the export papers. Enter its number.",
            where=f"{at}.formula",
        )
        return
    given = _formula(export, transfer.formula, formulas)
    if given is None:
        yield _no_formula(export, transfer.formula, f"{at}.formula")
    if transfer.kind is TransferKind.PART:
        yield from _of_part(transfer, given, at)


def _of_part(transfer: Transfer, given: Formula | None, at: str) -> Iterator[Finding]:
    if not transfer.materials:  # E-2
        yield error(
            "transfer-without-materials",
            "E-2",
            th="การโอนสิทธิบางส่วนต้องระบุวัตถุดิบที่โอน",
            en="A transfer in part names the materials it is for. Enter them.",
            where=f"{at}.materials",
        )
    known = {line.material for line in given.materials} if given else set(transfer.materials)
    for number, material in enumerate(transfer.materials):
        if material not in known:  # E-2
            yield error(
                "transfer-of-unknown-material",
                "E-2",
                th=f"สูตร {transfer.formula} ไม่มีวัตถุดิบ {material}",
                en=f"Formula {transfer.formula} has no material {material}.",
                where=f"{at}.materials.{number}",
            )


def _no_formula(export: Export, number: str, where: str) -> Finding:
    if not number:
        th, en = "ไม่ได้ระบุเลขที่สูตรการผลิต", "No formula is named."
    else:
        th = f"ไม่มีสูตร {number} สำหรับ {export.product} ที่ใช้ได้ในวันที่ {export.exported_on.isoformat()}"
        en = f"There is no formula {number} for {export.product} in force on {export.exported_on.isoformat()}."
    return error("formula-not-in-force", "F-3", th=th, en=en, where=where)  # F-3
