"""Reading the vectors: text only, so that NO stays Norway and 0102 keeps its zero."""

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent.parent / "vectors" / "registrations"


def vectors(name: str, part: str = "") -> list[Any]:
    """The vectors of a file (or of one part of it) as pytest parameters (given, then), named as they are written."""
    read = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    rows = read[part] if part else read
    return [pytest.param(row["given"], row["then"], id=row["name"]) for row in rows]
