"""First in, first out over millions of lines: arrays in, arrays out, the same answers as the plain law (C-3, C-4).

docs/fifo.md, "At volume", tells how; `drawback.rules.fifo` is the law it has to agree with.
"""

from .engine import match
from .tables import ANY_MODE, CutTable, DemandTable, LotTable

__all__ = ["ANY_MODE", "CutTable", "DemandTable", "LotTable", "match"]
