"""Who acts for a company, in words."""

import re

from django import template
from django.utils import timezone

from .. import scopes, words
from ..models import Power, PowerKind, RoleKind
from .page import iso_day

register = template.Library()
_NAMES = {**dict(PowerKind.choices), **dict(RoleKind.choices)}


@register.filter
def terms(said: list[str]) -> str:
    """Roles, procedures and days as the history keeps them, in words."""
    return ", ".join(_in_words(term) for term in said)


def _in_words(term: str) -> str:
    """A role, a day, a procedure, or what was written."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", term):
        return iso_day(term)
    return str(_NAMES.get(term) or scopes.title(term))


@register.filter
def in_words(power: Power) -> str:
    return words.of_power(power)


@register.filter
def procedures(power: Power) -> str:
    return ", ".join(str(scopes.title(scope.procedure)) for scope in power.scopes.all())


@register.filter
def stands(power: Power) -> str:
    """How a power stands today."""
    return power.stands(timezone.localdate())
