"""Items at import: complete, worth a preference or not, and what box 4 says of each (FD-7, FD-12, FD-14, FD-21)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.law.findings import Finding, Message, Severity, error
from portal.law.values import Values

from .arrival import Arrival, ArrivedItem, ShownForm
from .criteria import CriterionKind, of_criterion, read_criterion
from .issue import of_code
from .rule_sets import RuleSet


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """The fields of the import declaration for an item with preference (FD-14)."""

    item: int
    privilege_code: str
    permit_number: str
    permit_issue_date: str
    permit_issue_authority: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Box 4 for one item: preference given, or not given with reasons, the item then circled in box 5 (FD-21)."""

    item: int
    given: bool
    reasons: tuple[Message, ...]


def of_items(form: ShownForm, rule_set: RuleSet) -> Iterator[Finding]:
    """Every item by itself: complete, in the notation of the form, of its own worth (FD-7, FD-8, FD-12)."""
    if not form.items:  # FD-12
        yield error(
            "items-missing",
            "FD-12",
            th="โปรดระบุสินค้าอย่างน้อยหนึ่งรายการ",
            en="Enter at least one item.",
            where="form.items",
        )
    for number, item in enumerate(form.items):
        where = f"form.items.{number}"
        yield from of_criterion(item.criterion, rule_set, f"{where}.criterion")
        yield from of_code(item.hs, where)
        yield from _complete(item, where)
        yield from _partial(item, rule_set, where)


def _complete(item: ArrivedItem, where: str) -> Iterator[Finding]:
    for field, said, th, en in (
        ("gross_weight", item.gross_weight, "น้ำหนักรวมหรือปริมาณอื่นในช่องที่ 9", "gross weight or other quantity in box 9"),
        ("invoice", item.invoice, "หมายเลขอินวอยซ์ในช่องที่ 10", "the invoice in box 10"),
    ):
        if not said.strip():  # FD-12
            yield error(
                f"{field.replace('_', '-')}-missing",
                "FD-12",
                th=f"ไม่มี{th}",
                en=f"This is missing: {en}.",
                where=f"{where}.{field}",
            )


def _partial(item: ArrivedItem, rule_set: RuleSet, where: str) -> Iterator[Finding]:
    criterion = read_criterion(item.criterion, rule_set)
    if criterion is not None and criterion.kind is CriterionKind.PARTIAL:  # FD-7
        yield error(
            "partial-cumulation-no-preference",
            "FD-7",
            th="รายการที่สะสมบางส่วน (PC) ไม่ได้สิทธิพิเศษด้วยตัวเอง ใช้เพื่อสะสมเท่านั้น",
            en="An item of partial cumulation (PC) carries no preference; it only serves a later cumulation.",
            where=f"{where}.criterion",
        )


def decisions(form: ShownForm, findings: Iterable[Finding]) -> list[Decision]:
    """Box 4, item by item: what is wrong with the form refuses all, what is wrong with an item refuses it (FD-21)."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    of_all = [finding.message for finding in errors if not finding.where.startswith("form.items.")]
    made = []
    for number, item in enumerate(form.items):
        own = [finding.message for finding in errors if finding.where.startswith(f"form.items.{number}.")]
        made.append(Decision(item.item, not (of_all or own), (*of_all, *own)))  # FD-21
    return made


def declaration(arrival: Arrival, form: ShownForm, decided: Iterable[Decision], values: Values) -> list[DeclaredItem]:
    """The declaration's fields for each item that has preference (FD-14)."""
    code = values.at("formd.privilege_code", on=arrival.import_date).value  # FD-14
    return [
        DeclaredItem(decision.item, code, form.number, form.issued_on.isoformat(), form.issuing_country)  # FD-14
        for decision in decided
        if decision.given
    ]
