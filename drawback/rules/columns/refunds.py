"""What comes back for every cut: half-up shares of the lot's duty, at most what is left of it, the remainder to the
cut that uses the lot up (C-4, T-5). Exact, although quantity times duty outgrows 64 bits at plausible sizes."""

import numpy as np

from .tables import Flags, Ints

_DIRECT_BITS = 62
_WIDE_LIMIT = 1 << 60
_WIDE_FLOATS = np.finfo(np.longdouble).nmant >= 63


def refunds(lot: Ints, quantity: Ints, lot_quantity: Ints, lot_duty: Ints) -> tuple[Ints, Ints, Ints]:
    """Satang for each cut (sorted by lot, in their order within it), and what each lot gave: quantity and satang."""
    shares = _shares(quantity, lot_quantity[lot], lot_duty[lot])
    taken = np.zeros(len(lot_quantity), dtype=np.int64)
    posted = np.zeros(len(lot_quantity), dtype=np.int64)
    if not len(lot):
        return shares, taken, posted
    first = np.flatnonzero(np.r_[True, lot[1:] != lot[:-1]])
    sizes = np.diff(np.r_[first, len(lot)])
    used = lot[first]
    taken[used] = np.add.reduceat(quantity, first)
    running = np.cumsum(shares)
    before_lot = np.repeat(running[first] - shares[first], sizes)
    capped = np.minimum(running - before_lot, lot_duty[lot])  # T-5: never more than is left
    last = first + sizes - 1
    used_up = taken[used] == lot_quantity[used]
    capped[last[used_up]] = lot_duty[used[used_up]]  # T-5: the last one takes the remainder
    previous = np.r_[0, capped[:-1]]
    previous[first] = 0
    posted[used] = capped[last]
    return capped - previous, taken, posted


def _shares(quantity: Ints, whole: Ints, duty: Ints) -> Ints:
    """quantity × duty / whole, half-up (C-4)."""
    per_unit, rest = np.divmod(duty, whole)
    narrow = _bits(quantity) + _bits(rest) <= _DIRECT_BITS
    if narrow.all():
        quotient, remainder = np.divmod(quantity * rest, whole)
    else:
        quotient, remainder = _wide(quantity, rest, whole, narrow)
    shares: Ints = quantity * per_unit + quotient + (remainder >= whole - remainder)  # T-5: half-up
    return shares


def _wide(quantity: Ints, rest: Ints, whole: Ints, narrow: Flags) -> tuple[Ints, Ints]:
    """The same where the product needs up to 124 bits: the quotient by wide floats, put right by the remainder, which
    is exact in arithmetic that wraps around."""
    quotient, remainder = np.empty_like(quantity), np.empty_like(quantity)
    quotient[narrow], remainder[narrow] = np.divmod(quantity[narrow] * rest[narrow], whole[narrow])
    wide = np.flatnonzero(~narrow)
    q, r, w = quantity[wide], rest[wide], whole[wide]
    if not _WIDE_FLOATS or (w >= _WIDE_LIMIT).any():
        exact = [divmod(a * b, c) for a, b, c in zip(q.tolist(), r.tolist(), w.tolist(), strict=True)]
        quotient[wide], remainder[wide] = np.array(exact, dtype=np.int64).T
        return quotient, remainder
    guess = np.floor(q.astype(np.longdouble) * r.astype(np.longdouble) / w.astype(np.longdouble)).astype(np.int64)
    with np.errstate(over="ignore"):
        off = (q.view(np.uint64) * r.view(np.uint64) - guess.view(np.uint64) * w.view(np.uint64)).view(np.int64)
    correction = np.floor_divide(off, w)
    quotient[wide], remainder[wide] = guess + correction, off - correction * w
    return quotient, remainder


def _bits(numbers: Ints) -> Ints:
    """How many bits a number needs, or one more: floats round up at most."""
    return np.frexp(numbers.astype(np.float64))[1].astype(np.int64)
