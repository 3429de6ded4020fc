"""What holds for every ledger: nothing invented or negative, never more refunded than paid (C-3, C-4, C-6, T-5)."""

import random
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from drawback.rules.fifo import allocate, cancelled
from drawback.rules.guarantee import GuaranteePosting, PostingKind, post
from drawback.rules.ledger import Export, Lot, in_export_order
from drawback.rules.limits import life_of_lot
from tests import lists
from tests.many import many

from . import ledgers


@many
@given(ledgers.lots(), ledgers.exports())
def test_what_is_cut_and_what_is_left_is_what_there_was(lots: list[Lot], exports: list[Export]) -> None:
    made = allocate(lots, ledgers.formulas, exports, lists.reference())

    taken: dict[str, Fraction] = defaultdict(Fraction)
    refunded: dict[str, Fraction] = defaultdict(Fraction)
    for cut in made.cuts:
        assert cut.quantity > 0 and cut.refund >= 0
        taken[cut.lot] += cut.quantity
        refunded[cut.lot] += Fraction(cut.refund)
    for lot, balance in zip(lots, made.balances, strict=True):
        assert balance.quantity >= 0 and balance.duty >= 0
        assert taken[lot.id] + balance.quantity == Fraction(lot.quantity)
        assert refunded[lot.id] + Fraction(balance.duty) == Fraction(lot.duty)
        if not balance.quantity:
            assert balance.duty == 0


@many
@given(ledgers.lots(), ledgers.exports(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(lots: list[Lot], exports: list[Export], chance: random.Random) -> None:
    reference = lists.reference()
    straight = allocate(lots, ledgers.formulas, exports, reference)

    shuffled = [chance.sample(rows, len(rows)) for rows in (lots, list(ledgers.formulas), exports)]
    other = allocate(shuffled[0], shuffled[1], shuffled[2], reference)  # type: ignore[arg-type]

    assert other.cuts == straight.cuts
    assert other.totals == straight.totals
    assert sorted(other.balances, key=str) == sorted(straight.balances, key=str)


@many
@given(ledgers.lots(), ledgers.exports(), st.sets(st.sampled_from([f"X{n}" for n in range(8)])))
def test_cancelling_every_claim_restores_the_lots(lots: list[Lot], exports: list[Export], some: set[str]) -> None:
    made = allocate(lots, ledgers.formulas, exports, lists.reference())

    partly = cancelled(made.cuts, made.balances, frozenset(some))
    wholly = cancelled(made.cuts, made.balances, frozenset(export.id for export in exports))

    assert all(after.quantity >= before.quantity for after, before in zip(partly, made.balances, strict=True))
    assert [(each.quantity, each.duty) for each in wholly] == [(Fraction(lot.quantity), lot.duty) for lot in lots]
    for after in (partly, wholly):
        lives = [(each.lot, each.usable_until) for each in after]
        assert lives == [(each.lot, each.usable_until) for each in made.balances]


@many
@given(ledgers.lots(), ledgers.exports())
def test_no_export_takes_from_a_lot_that_is_expired_later_of_another_mode_or_another_owner(
    lots: list[Lot], exports: list[Export]
) -> None:
    reference = lists.reference()
    by_lot, by_export = ({each.id: each for each in rows} for rows in (lots, exports))

    for cut in allocate(lots, ledgers.formulas, exports, reference).cuts:
        lot, export = by_lot[cut.lot], by_export[cut.export]
        assert isinstance(lot, Lot) and isinstance(export, Export)
        assert lot.imported_on <= export.exported_on <= life_of_lot(lot, reference.values).until
        assert export.mode in (None, lot.mode)
        assert lot.importer in {export.exporter, export.transfer.to if export.transfer else export.exporter}
        assert lot.material == cut.material


@many
@given(ledgers.lots(), ledgers.exports())
def test_an_older_lot_that_could_serve_is_used_up_before_a_younger_one(lots: list[Lot], exports: list[Export]) -> None:
    """First in, first out, told another way round: replay the cuts and look at what was passed over (C-3)."""
    reference = lists.reference()
    by_lot = {lot.id: lot for lot in lots}
    by_export = {export.id: export for export in exports}
    left = {lot.id: Fraction(lot.quantity) for lot in lots}

    for cut in allocate(lots, ledgers.formulas, exports, reference).cuts:
        used, export = by_lot[cut.lot], by_export[cut.export]
        older = [
            lot
            for lot in lots
            if (lot.importer, lot.material) == (used.importer, used.material)
            and (lot.imported_on, lot.declaration, lot.line) < (used.imported_on, used.declaration, used.line)
            and export.mode in (None, lot.mode)
            and export.exported_on <= life_of_lot(lot, reference.values).until
        ]
        assert [lot.id for lot in older if left[lot.id]] == []
        left[cut.lot] -= cut.quantity


@many
@given(ledgers.lots(), ledgers.exports())
def test_totals_are_the_sums_of_the_cuts_in_the_order_of_the_exports(lots: list[Lot], exports: list[Export]) -> None:
    made = allocate(lots, ledgers.formulas, exports, lists.reference())

    assert [total.export for total in made.totals] == [export.id for export in in_export_order(exports)]
    for total in made.totals:
        assert total.refund == sum((cut.refund for cut in made.cuts if cut.export == total.export), Decimal(0))


@many
@given(ledgers.lots(), ledgers.exports())
def test_more_duty_on_a_lot_never_refunds_less(lots: list[Lot], exports: list[Export]) -> None:
    reference = lists.reference()
    dearer = [replace(lot, duty=lot.duty + 1) for lot in lots]

    before = allocate(lots, ledgers.formulas, exports, reference)
    after = allocate(dearer, ledgers.formulas, exports, reference)

    assert [cut.quantity for cut in before.cuts] == [cut.quantity for cut in after.cuts]
    assert sum(total.refund for total in after.totals) >= sum(total.refund for total in before.totals)


@many
@given(st.integers(0, 10_000), st.lists(st.tuples(st.sampled_from(list(PostingKind)), st.integers(0, 5_000))))
def test_a_guarantee_stays_between_nothing_and_its_limit(limit: int, moves: list[tuple[PostingKind, int]]) -> None:
    account = post(Decimal(limit), [GuaranteePosting(kind, Decimal(amount)) for kind, amount in moves])

    balance = Decimal(limit)
    for number, ((kind, amount), after) in enumerate(zip(moves, account.balances, strict=True)):
        assert 0 <= after <= limit
        if number not in account.refused:
            balance += amount if kind is PostingKind.RESTORE else -amount
        assert after == balance
