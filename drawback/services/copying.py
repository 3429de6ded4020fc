"""PostgreSQL's binary COPY from and into arrays: records of fixed width, built and read without a step for each row."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_TRAILER = b"\xff\xff"
_PLACES = 16  # decimals of a cut's or balance's quantity
_WHOLE_DIGITS, _PART_DIGITS = 5, _PLACES // 4  # numeric counts in digits of base 10,000
_BASE = 10_000
BIGINT, DATE, NUMERIC = "bigint", "date", "numeric"
_EPOCH = date(2000, 1, 1).toordinal()  # PostgreSQL counts days from here


def read_bigints(cursor: Any, select: str, columns: int) -> NDArray[np.int64]:
    """The rows of a SELECT of so many bigints that are never null, as an array of columns."""
    buffer = io.BytesIO()
    cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT binary)", buffer)
    record = np.dtype([("fields", ">i2")] + [(f"{kind}{n}", code) for n in range(columns) for kind, code in _BIGINT])
    body = memoryview(buffer.getbuffer())[len(_SIGNATURE) : -len(_TRAILER)]
    rows = np.frombuffer(body, dtype=record)
    found = np.empty((columns, len(rows)), dtype=np.int64)
    for number in range(columns):
        found[number] = rows[f"value{number}"]
    return found


_BIGINT = (("length", ">i4"), ("value", ">i8"))
_NUMERIC = np.dtype(
    [("length", ">i4"), ("digits", ">i2"), ("weight", ">i2"), ("sign", ">i2"), ("scale", ">i2")]
    + [(f"digit{n}", ">i2") for n in range(_WHOLE_DIGITS + _PART_DIGITS)]
)
_KINDS = {
    BIGINT: np.dtype(list(_BIGINT)),
    DATE: np.dtype([("length", ">i4"), ("value", ">i4")]),
    NUMERIC: _NUMERIC,
}


class Column(NamedTuple):
    """A column to write: bigints; dates (as ordinals); or numerics, each `numbers / grain`, where the numbers may be
    Python integers (dtype object)."""

    numbers: NDArray[Any]
    kind: str = "bigint"
    grain: NDArray[np.int64] | None = None


def as_copy(columns: Sequence[Column]) -> bytes:
    """Rows for COPY … FROM STDIN (FORMAT binary)."""
    layout: list[Any] = [("fields", ">i2")]
    layout += [(f"column{number}", _KINDS[column.kind]) for number, column in enumerate(columns)]
    rows = np.zeros(len(columns[0].numbers), dtype=np.dtype(layout))
    rows["fields"] = len(columns)
    for number, column in enumerate(columns):
        field = rows[f"column{number}"]
        if column.grain is not None:
            _fill_numeric(field, column.numbers, column.grain)
        else:
            field["length"] = _KINDS[column.kind].itemsize - 4
            field["value"] = column.numbers - (_EPOCH if column.kind == DATE else 0)
    return _SIGNATURE + rows.tobytes() + _TRAILER


def _fill_numeric(field: NDArray[Any], number: NDArray[Any], grain: NDArray[np.int64]) -> None:
    """number / grain with 16 decimals; PostgreSQL strips the zeros of digits that are not needed."""
    units = number // grain
    whole, part = units.astype(np.int64), (number - units * grain).astype(np.int64)  # each fits; together they need not
    part = part * (10**_PLACES // grain)
    field["length"] = _NUMERIC.itemsize - 4
    field["digits"] = _WHOLE_DIGITS + _PART_DIGITS
    field["weight"] = _WHOLE_DIGITS - 1
    field["scale"] = _PLACES
    for place in range(_WHOLE_DIGITS - 1, -1, -1):
        whole, field[f"digit{place}"] = np.divmod(whole, _BASE)
    for place in range(_WHOLE_DIGITS + _PART_DIGITS - 1, _WHOLE_DIGITS - 1, -1):
        part, field[f"digit{place}"] = np.divmod(part, _BASE)


def copy_in(cursor: Any, table: str, columns: Sequence[str], rows: bytes) -> None:
    """Writes what `as_copy` built."""
    cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT binary)", io.BytesIO(rows))
