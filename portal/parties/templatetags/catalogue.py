"""HS codes, units, countries and exact amounts of the catalogue, for people."""

from decimal import Decimal

from django import template

from portal.law.hs import HSCode
from portal.law.quantities import plain

from ..lands import NAMES
from ..models import Unit
from .page import amount

register = template.Library()


@register.filter
def hs(digits: str) -> str:
    """6909.11.00 for 69091100."""
    return HSCode(digits).dotted


@register.filter
def exact(number: Decimal | None) -> str:
    """An amount or quantity with its thousands parted and without idle zeros, cents kept whole; a dash for none."""
    if number is None:
        return "–"
    text = plain(number)
    return amount(text if len(text.partition(".")[2]) != 1 else f"{text}0")


@register.filter
def unit(code: str) -> str:
    return str(Unit(code).label)


@register.filter
def country(code: str) -> str:
    """Its name in the language of the page."""
    return str(NAMES.get(code, code))
