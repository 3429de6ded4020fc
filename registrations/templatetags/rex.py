"""What REX's pages say in the reader's language."""

from django import template
from django.utils.translation import get_language

from registrations.documents import COUNTRIES

register = template.Library()


@register.filter
def covered(code: str) -> str:
    """The name of a country that the scheme covers."""
    return COUNTRIES[code].in_language(get_language())
