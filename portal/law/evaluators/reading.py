"""Reading an evaluator's input: every value is checked, and what does not fit is named by its path."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from portal.law.countries import COUNTRIES
from portal.law.findings import Message
from portal.law.hs import HSCode, HSCodeError
from portal.law.money import quantise

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?")
_MISSING = object()
Read = TypeVar("Read")


class InputError(ValueError):
    """Input that does not fit: why, in both languages, and where ("materials.0.value")."""

    def __init__(self, message: Message, where: str) -> None:
        super().__init__(message.en)
        self.message = message
        self.where = where


class Record:
    """One JSON object being read field by field; `done()` refuses what nobody read."""

    def __init__(self, fields: dict[str, Any], where: str = "") -> None:
        self._fields = fields
        self._where = where
        self._read: set[str] = set()

    @classmethod
    def read(cls, given: Any, where: str = "") -> "Record":
        """`given` as a record; InputError when it is no JSON object."""
        if not isinstance(given, dict):
            raise InputError(Message("ต้องเป็นออบเจกต์ JSON", "A JSON object is expected"), where)
        return cls(given, where)

    def everything(self) -> dict[str, Any]:
        """All fields as they are, for a reader that knows its own names; they count as read."""
        self._read.update(self._fields)
        return dict(self._fields)

    def path(self, field: str) -> str:
        """The full path of a field of this record."""
        return f"{self._where}.{field}" if self._where else field

    def unfit(self, field: str, th: str, en: str) -> InputError:
        """The error to raise when the field's value cannot be used."""
        return InputError(Message(th, en), self.path(field))

    def __contains__(self, field: str) -> bool:
        """Whether the field is there, null or not."""
        return field in self._fields

    def has(self, field: str) -> bool:
        """Whether the field is there and not null; a null one counts as read."""
        self._read.add(field)
        return self._fields.get(field) is not None

    def maybe(self, field: str, read: Callable[[str], Read]) -> Read | None:
        """What `read` makes of the field, or None when it is missing or null."""
        return read(field) if self.has(field) else None

    def done(self) -> None:
        """Refuses fields that no reader asked for: a misspelt one must not be silently ignored."""
        unknown = sorted(set(self._fields) - self._read)
        if unknown:
            raise self.unfit(unknown[0], "ไม่รู้จักช่องข้อมูลนี้", "There is no such field")

    def date(self, field: str) -> date:
        """An ISO date, 2024-04-30."""
        text = self.text(field)
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # a day that the calendar does not have is refused just like a text of another shape
        raise self.unfit(field, "ต้องเป็นวันที่ที่มีอยู่จริงในรูป ปปปป-ดด-วว", "A real date is expected, as in 2024-04-30")

    def whole(self, field: str, *, least: int = 0, most: int) -> int:
        """A whole number within the bounds; neither true, nor 3.0, nor "3"."""
        value = self._value(field)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.unfit(field, "ต้องเป็นจำนวนเต็ม", "A whole number is expected")
        if not least <= value <= most:
            raise self.unfit(field, f"ต้องอยู่ระหว่าง {least} ถึง {most}", f"A number from {least} to {most} is expected")
        return value

    def flag(self, field: str) -> bool:
        """true or false."""
        value = self._value(field)
        if not isinstance(value, bool):
            raise self.unfit(field, "ต้องเป็น true หรือ false", "true or false is expected")
        return value

    def text(self, field: str) -> str:
        """Any text, kept as it is."""
        value = self._value(field)
        if not isinstance(value, str):
            raise self.unfit(field, "ต้องเป็นข้อความ", "Text is expected")
        return value

    def decimal(self, field: str, *, positive: bool = False) -> Decimal:
        """An amount, quantity or percentage as text: not negative, no exponent, at most 15 digits and 10 decimals."""
        text = self.text(field)
        if not _NUMBER.fullmatch(text):
            raise self.unfit(field, "ต้องเป็นตัวเลขไม่ติดลบในรูปข้อความ", "A number that is not negative is expected, as text")
        value = Decimal(text)
        if positive and not value:
            raise self.unfit(field, "ต้องมากกว่าศูนย์", "It must be above zero")
        return value

    def money(self, field: str, *, positive: bool = False) -> Decimal:
        """An amount of money as text, to the satang or cent: at most 2 decimals."""
        amount = self.decimal(field, positive=positive)
        if amount != quantise(amount):
            raise self.unfit(field, "จำนวนเงินมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง", "An amount of money has at most 2 decimals")
        return amount

    def texts(self, field: str) -> list[str]:
        """A list of texts."""
        value = self._value(field)
        if not isinstance(value, list):
            raise self.unfit(field, "ต้องเป็นรายการ", "A list is expected")
        for number, each in enumerate(value):
            if not isinstance(each, str):
                raise self.unfit(f"{field}.{number}", "ต้องเป็นข้อความ", "Text is expected")
        return value

    def hs(self, field: str, *, lengths: Collection[int] = (4, 6, 8)) -> HSCode:
        """An HS code of one of the lengths, with or without dots."""
        try:
            code = HSCode.parse(self.text(field))
        except HSCodeError as unfit:
            raise InputError(unfit.message, self.path(field)) from unfit
        if len(code.digits) not in lengths:
            allowed = ", ".join(map(str, lengths))
            raise self.unfit(field, f"พิกัดศุลกากรต้องมี {allowed} หลัก", f"An HS code of {allowed} digits is expected")
        return code

    def country(self, field: str, *, among: Collection[str] = COUNTRIES) -> str:
        """An ISO 3166 alpha-2 code, of those in `among`."""
        code = self.text(field)
        if code not in among:
            raise self.unfit(field, "ไม่รู้จักรหัสประเทศนี้", "There is no such country code here")
        return code

    def choice(self, field: str, among: Collection[str]) -> str:
        """One of the named choices."""
        value = self.text(field)
        if value not in among:
            allowed = ", ".join(among)
            raise self.unfit(field, f"ต้องเป็นค่าใดค่าหนึ่งใน {allowed}", f"One of {allowed} is expected")
        return value

    def record(self, field: str) -> "Record":
        """An object inside this one."""
        return Record.read(self._value(field), self.path(field))

    def rows(self, field: str, *, most: int = 1_000_000) -> list["Record"]:
        """A list of at most so many objects."""
        value = self._value(field)
        if not isinstance(value, list):
            raise self.unfit(field, "ต้องเป็นรายการ", "A list is expected")
        if len(value) > most:
            raise self.unfit(field, f"มีได้ไม่เกิน {most:,} รายการ", f"At most {most:,} entries are taken")
        return [Record.read(row, f"{self.path(field)}.{number}") for number, row in enumerate(value)]

    def _value(self, field: str) -> Any:
        self._read.add(field)
        value = self._fields.get(field, _MISSING)
        if value is _MISSING:
            raise self.unfit(field, "ไม่มีช่องข้อมูลนี้", "The field is missing")
        return value


def days_in(given: Any, where: str) -> Iterator[tuple[str, date]]:
    """Every date of a JSON value, with its path."""
    if isinstance(given, str) and _DATE.fullmatch(given):
        try:
            yield where, date.fromisoformat(given)
        except ValueError:
            return  # looks like a date, and is a number of something
    elif isinstance(given, (dict, list)):
        for name, part in given.items() if isinstance(given, dict) else enumerate(given):
            yield from days_in(part, f"{where}.{name}" if where else str(name))
