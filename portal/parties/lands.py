"""What countries are called in the language of the page: the Unicode consortium's names, Thai ones among them."""

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language
from django_countries.data import COUNTRIES


def _name(code: str) -> str:
    return str(Locale.parse(get_language() or "th").territories.get(code, code))


# By ISO 3166 code; each is told anew for the page that asks. django-countries has no Thai names of its own.
NAMES = {code: lazy(_name, str)(code) for code in COUNTRIES}
