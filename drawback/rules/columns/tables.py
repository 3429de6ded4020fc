"""The columns of a ledger. Quantities are whole numbers of a grain that each owner's material has for itself (a power
of ten of its unit), days are ordinals, money is satang."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
ANY_MODE = 3  # beside the three modes of a lot, 0 to 2


@dataclass(frozen=True, slots=True)
class LotTable:
    """Lots, sorted by owner-and-material (`group`), then first in, first out. `until`: the last day of use (DB-5).
    `quantity` and `duty` may be Python integers (dtype object) where 64 bits are not enough."""

    group: Ints
    mode: Ints
    imported: Ints
    until: Ints
    quantity: NDArray[Any]
    duty: NDArray[Any]

    def __len__(self) -> int:
        return len(self.group)


@dataclass(frozen=True, slots=True)
class DemandTable:
    """What export lines take of materials, sorted by `group`, then in the order in which exports are taken (C-3)."""

    group: Ints
    mode: Ints
    day: Ints
    quantity: NDArray[Any]

    def __len__(self) -> int:
        return len(self.group)


@dataclass(frozen=True, slots=True)
class CutTable:
    """Cuts in the order of the demands, then of the lots; `taken` and `posted` tell what every lot gave in all,
    `short` what every demand did not get."""

    demand: Ints
    lot: Ints
    quantity: NDArray[Any]
    refund: NDArray[Any]
    taken: NDArray[Any]
    posted: NDArray[Any]
    short: NDArray[Any]

    def __len__(self) -> int:
        return len(self.demand)
