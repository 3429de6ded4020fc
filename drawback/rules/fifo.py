"""First in, first out: which export takes what of which lot, and the duty that comes back for it (C-3, C-4).

The plain way, one line after the other; docs/fifo.md tells it in prose. The engine for millions of lines
(`columns`) has to answer the same, line by line.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.law.findings import Finding, Severity, info, warning
from portal.law.money import lots as money
from portal.law.money import quantise
from portal.law.quantities import plain
from portal.law.reference import Reference

from .claims import Demand, by_number, demands_of, findings_of
from .ledger import Balance, Cut, Export, Formula, Lot, Mode, Shortfall, in_export_order, in_lot_order
from .limits import Life, life_of_lot


@dataclass(frozen=True, slots=True)
class Total:
    """What comes back for an export line, and what its formula asked for that no lot could give."""

    export: str
    refund: Decimal
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Everything that the cuts of a ledger say; totals in the order of the exports, balances in that of the input."""

    cuts: tuple[Cut, ...]
    totals: tuple[Total, ...]
    balances: tuple[Balance, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Open:
    """A lot being used, with its days, and where it stands in the input."""

    lot: Lot
    life: Life
    where: str
    left: money.Lot
    told: set[str] = field(default_factory=set)


Owner = tuple[str, str, Mode | None]


class _Shelf:
    """The lots of each importer and material, the oldest in front: of every mode together, and of each by itself."""

    def __init__(self, opened: Iterable[_Open]) -> None:
        self._queues: dict[Owner, deque[_Open]] = {}
        for each in opened:
            for mode in (None, each.lot.mode):  # C-3: an export under one mode is cut from that mode's lots only
                owner = (each.lot.importer, each.lot.material, mode)
                self._queues.setdefault(owner, deque()).append(each)

    def usable(self, owner: Owner, on: date, findings: list[Finding]) -> Iterator[_Open]:
        """The lots an export of that day may use. Exports come by date, so that what is used up or expired for one
        is so for every later one and leaves the queue for good."""
        queue = self._queues.get(owner, deque())
        while queue and queue[0].lot.imported_on <= on:  # C-3: what comes later cannot have gone into it
            front = queue[0]
            if front.left.quantity_left and front.life.covers(on):  # DB-5
                yield front
            if not front.left.quantity_left:
                queue.popleft()
            elif not front.life.covers(on):  # DB-5
                findings.extend(_expired(front))
                queue.popleft()


def allocate(
    lots: Sequence[Lot], formulas: Sequence[Formula], exports: Sequence[Export], reference: Reference
) -> Allocation:
    """The cuts, totals and balances of a ledger. Input order matters only between lines that tie (C-3)."""
    opened = _opened(lots, reference)
    shelf = _Shelf(opened[lot.id] for lot in in_lot_order(lots))
    findings = [finding for each in opened.values() for finding in _beyond(each)]
    places = {export.id: number for number, export in enumerate(exports)}
    known = by_number(formulas)
    cuts: list[Cut] = []
    totals: list[Total] = []
    for export in in_export_order(exports):
        where = f"exports.{places[export.id]}"
        told = list(findings_of(export, known, reference, where))
        findings += told
        if any(finding.severity is Severity.ERROR for finding in told):
            totals.append(Total(export.id, quantise(0), ()))
            continue
        taken, short = _take(export, demands_of(export, known), shelf, findings)
        findings += [_short(export, shortfall, where) for shortfall in short]
        cuts += taken
        totals.append(Total(export.id, _sum(taken), tuple(short)))
    return Allocation(tuple(cuts), tuple(totals), _balances(opened), tuple(findings))


def cancelled(cuts: Iterable[Cut], balances: Iterable[Balance], exports: frozenset[str]) -> tuple[Balance, ...]:
    """The balances once the claims of these export lines are cancelled: their quantities and money go back (C-6)."""
    back: dict[str, tuple[Fraction, Decimal]] = {}
    for cut in cuts:
        if cut.export in exports:  # C-6
            quantity, refund = back.get(cut.lot, (Fraction(), quantise(0)))
            back[cut.lot] = (quantity + cut.quantity, quantise(Fraction(refund) + Fraction(cut.refund)))
    return tuple(_given_back(balance, back) for balance in balances)


def _given_back(balance: Balance, back: Mapping[str, tuple[Fraction, Decimal]]) -> Balance:
    quantity, refund = back.get(balance.lot, (Fraction(), quantise(0)))
    duty = quantise(Fraction(balance.duty) + Fraction(refund))
    return Balance(balance.lot, balance.quantity + quantity, duty, balance.usable_until)


def _opened(lots: Sequence[Lot], reference: Reference) -> dict[str, _Open]:
    return {
        lot.id: _Open(lot, life_of_lot(lot, reference.values), f"lots.{number}", money.Lot.of(lot.quantity, lot.duty))
        for number, lot in enumerate(lots)
    }


def _take(
    export: Export, demands: Iterable[Demand], shelf: _Shelf, findings: list[Finding]
) -> tuple[list[Cut], list[Shortfall]]:
    cuts: list[Cut] = []
    short: list[Shortfall] = []
    for demand in demands:
        wanted = demand.quantity
        owner = (demand.owner, demand.material, export.mode)
        for each in shelf.usable(owner, export.exported_on, findings) if wanted else ():
            posting, each.left = money.draw(each.left, min(wanted, each.left.quantity_left))  # C-4, T-5
            wanted -= posting.quantity
            number = demand.formula.number
            cuts.append(
                Cut(export.id, each.lot.id, demand.material, posting.quantity, posting.amount, number, demand.line)
            )
            if each.life.is_doubtful(export.exported_on):  # T-3
                findings.extend(_doubtful(each))
            if not wanted:
                break
        if wanted:
            short.append(Shortfall(demand.material, wanted))
    return cuts, short


def _balances(opened: Mapping[str, _Open]) -> tuple[Balance, ...]:
    return tuple(
        Balance(lot_id, each.left.quantity_left, each.left.amount_left, each.life.until)
        for lot_id, each in opened.items()
    )


def _sum(cuts: Iterable[Cut]) -> Decimal:
    return quantise(sum((Fraction(cut.refund) for cut in cuts), Fraction()))


def _once(each: _Open, finding: Finding) -> Iterator[Finding]:
    """A lot tells each thing once, not for every export that met it."""
    if finding.code not in each.told:
        each.told.add(finding.code)
        yield finding


def _expired(each: _Open) -> Iterator[Finding]:
    left, until = plain(each.left.quantity_left), each.life.until.isoformat()
    return _once(
        each,
        info(
            "lot-expired",
            "DB-5",
            th=f"ของล็อต {each.lot.id} เหลือ {left} ซึ่งใช้ได้ถึงวันที่ {until} เท่านั้น การส่งออกหลังจากนั้นข้ามไปล็อตถัดไป",
            en=f"{left} of lot {each.lot.id} could be used until {until} only; later exports pass over it.",
            where=each.where,
        ),
    )


def _doubtful(each: _Open) -> Iterator[Finding]:
    strict, legal = each.life.year.strict.isoformat(), each.life.year.legal.isoformat()
    return _once(
        each,
        warning(
            "lot-in-doubtful-days",
            "DB-5",
            th=f"ล็อต {each.lot.id} ถูกใช้หลังวันที่ {strict} แต่ยังไม่เกินวันครบกำหนดตามกฎหมาย {legal}",
            en=f"Lot {each.lot.id} is used after {strict}, yet within the legal limit of {legal}.",
            where=each.where,
        ),
    )


def _beyond(each: _Open) -> Iterator[Finding]:
    if each.lot.extended_to and each.lot.extended_to > each.life.furthest:  # DB-5
        furthest = each.life.furthest.isoformat()
        yield warning(
            "extension-beyond-limit",
            "DB-5",
            th=f"ขยายเวลารวมกันได้ไม่เกิน 6 เดือน ล็อต {each.lot.id} จึงใช้ได้ถึงวันที่ {furthest}",
            en=f"Extensions are of at most 6 months in all: lot {each.lot.id} counts until {furthest}.",
            where=f"{each.where}.extended_to",
        )


def _short(export: Export, shortfall: Shortfall, where: str) -> Finding:
    missing = plain(shortfall.quantity)
    return warning(
        "lots-run-out",
        "C-3",
        th=f"ใบขนสินค้าขาออก {export.declaration} รายการที่ {export.line}: วัตถุดิบ {shortfall.material} ขาดอีก {missing} "
        "โปรดตรวจสอบว่าใส่ล็อตนำเข้าครบแล้ว",
        en=f"Export {export.declaration} line {export.line}: {missing} of {shortfall.material} is missing. "
        "Check that every import lot is here.",
        where=where,
    )
