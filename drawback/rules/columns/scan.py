"""How far every demand gets on its axis of supply, without a Python step for each of them.

A demand takes from `max(pos, least)` to `min(that + quantity, most)`. As a function of pos that is
x → min(max(x + b, a), c), and such functions compose to one of their kind; so blocks of demands are folded side by
side, the blocks one after the other, and then all demands of all blocks side by side again.
"""

import numpy as np

from .tables import Ints

_BLOCK = 1024


def positions(quantity: Ints, least: Ints, most: Ints) -> tuple[Ints, Ints]:
    """Where each demand begins and ends on the axis; both `least` and `most` never fall, and least <= most."""
    count = len(quantity)
    if not count:
        return quantity.copy(), quantity.copy()
    blocks = -(-count // _BLOCK)
    q, low, high = (_in_blocks(column, blocks) for column in (quantity, least, most))
    start = _starts(q, np.minimum(low + q, high), high)
    ends = np.empty_like(q)
    begins = np.empty_like(q)
    for step in range(_BLOCK):
        np.maximum(start, low[step], out=begins[step])
        np.minimum(begins[step] + q[step], high[step], out=ends[step])
        start = ends[step]
    return _flat(begins, count), _flat(ends, count)


def _in_blocks(column: Ints, blocks: int) -> Ints:
    """One block a column, so that a step over all blocks reads memory in a row; the last one is padded with demands
    of nothing at the end of the axis."""
    padded = np.empty(blocks * _BLOCK, dtype=np.int64)
    padded[: len(column)] = column
    padded[len(column) :] = column[-1]
    return np.ascontiguousarray(padded.reshape(blocks, _BLOCK).T)


def _flat(blocks: Ints, count: int) -> Ints:
    return np.ascontiguousarray(blocks.T).reshape(-1)[:count]


def _starts(b: Ints, a: Ints, c: Ints) -> Ints:
    """The position at which each block starts."""
    folded_b, folded_a, folded_c = b[0].copy(), a[0].copy(), c[0].copy()
    for step in range(1, _BLOCK):
        folded_b += b[step]
        folded_a = np.minimum(np.maximum(folded_a + b[step], a[step]), c[step])
        folded_c = np.minimum(np.maximum(folded_c + b[step], a[step]), c[step])
    starts = np.empty(len(folded_b), dtype=np.int64)
    position = 0
    for number, (shift, least, most) in enumerate(
        zip(folded_b.tolist(), folded_a.tolist(), folded_c.tolist(), strict=True)
    ):
        starts[number] = position
        position = min(max(position + shift, least), most)
    return starts
