"""How far demands get on their axis: blocks side by side answer what one demand after the other answers (C-3)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawback.rules.columns import scan
from tests.many import some

steps = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(0, 4)), max_size=40)


def one_by_one(quantity: list[int], least: list[int], most: list[int]) -> list[tuple[int, int]]:
    position, found = 0, []
    for wanted, low, high in zip(quantity, least, most, strict=True):
        begin = max(position, low)
        position = min(begin + wanted, high)
        found.append((begin, position))
    return found


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1024])
@some
@given(steps)
def test_blocks_of_any_size_answer_the_same(block: int, demands: list[tuple[int, int, int]]) -> None:
    quantity = [wanted for wanted, _low, _room in demands]
    least = np.cumsum([low for _wanted, low, _room in demands], dtype=np.int64)
    most = np.maximum.accumulate(least + np.array([room for *_rest, room in demands], dtype=np.int64))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "_BLOCK", block)
        begins, ends = scan.positions(np.array(quantity, dtype=np.int64), least, most)

    expected = one_by_one(quantity, least.tolist(), most.tolist())
    assert list(zip(begins.tolist(), ends.tolist(), strict=True)) == expected
