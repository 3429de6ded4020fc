"""Tables of every shape, matched in columns and one line after the other: modes, extensions, groups of their own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawback.rules.columns import ANY_MODE, DemandTable, LotTable, match, plain
from tests.many import some

MODES = {
    "any": st.just(ANY_MODE),
    "of the lots": st.just(0),
    "of no lot": st.just(2),
    "mixed": st.integers(0, ANY_MODE),
}
# group, mode, day of import, days of use, quantity, duty
lots = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 1),
        st.integers(1, 9),
        st.integers(0, 6),
        st.integers(1, 9),
        st.integers(0, 50),
    ),
    max_size=14,
)
demands = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12), st.integers(0, 9)), max_size=14)


def table(rows: list[tuple[int, ...]], width: int) -> list[np.ndarray]:
    return [np.array([row[column] for row in rows], dtype=np.int64) for column in range(width)]


def one_by_one(lots: LotTable, demands: DemandTable) -> list[plain.Cut]:
    cuts: list[plain.Cut] = []
    for group in range(4):
        cuts += plain.take(lots, demands, np.flatnonzero(lots.group == group), np.flatnonzero(demands.group == group))
    return sorted(cuts, key=lambda cut: cut[0])


@pytest.mark.parametrize("lot_modes", ["one", "both"])
@pytest.mark.parametrize("modes", list(MODES))
@some
@given(st.data())
def test_tables_of_every_shape_are_matched_as_line_by_line(modes: str, lot_modes: str, data: st.DataObject) -> None:
    supply = sorted(data.draw(lots), key=lambda row: (row[0], row[2]))
    group, mode, imported, life, quantity, duty = table(supply, 6)
    mode = mode if lot_modes == "both" else np.zeros_like(mode)
    stock = LotTable(group, mode, imported, imported + life, quantity, duty)
    wanted = sorted(data.draw(demands), key=lambda row: row[:2])
    asks, day, number = table(wanted, 3)
    asked = DemandTable(asks, np.array([data.draw(MODES[modes]) for _row in wanted], dtype=np.int64), day, number)

    made = match(stock, asked)

    cuts = one_by_one(stock, asked)
    columns = (made.demand, made.lot, made.quantity, made.refund)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == cuts
    for place in range(len(stock)):
        mine = [cut for cut in cuts if cut[1] == place]
        assert made.taken[place] == sum(cut[2] for cut in mine)
        assert made.posted[place] == sum(cut[3] for cut in mine)
    for place in range(len(asked)):
        assert made.short[place] == number[place] - sum(cut[2] for cut in cuts if cut[0] == place)
