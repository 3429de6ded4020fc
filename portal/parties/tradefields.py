"""Form fields that every tool uses: HS codes, amounts, countries, all of them kept as the evaluators take them."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.law.countries import COUNTRIES
from portal.law.hs import HSCode, HSCodeError
from portal.law.thai.digits import to_arabic_digits
from portal.parties.lands import NAMES

_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?")


class HsField(forms.CharField):
    """An HS code of 4, 6 or 8 digits, however it is spaced or dotted; kept with its dots."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}
        options.setdefault("label", _("HS code"))
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), **options})

    def clean(self, value: Any) -> str:
        typed = to_arabic_digits(re.sub(r"[\s-]", "", super().clean(value)))
        if not typed:
            return ""
        try:
            code = HSCode.parse(typed)
        except HSCodeError as refused:
            raise ValidationError(refused.message.in_language(get_language()), code="hs") from None
        if len(code.digits) < 4:
            raise ValidationError(_("Enter 4, 6 or 8 digits."), code="short")
        return code.dotted


class AmountField(forms.CharField):
    """A number that is not negative, typed with or without commas, in Thai or Arabic digits; kept as exact text."""

    def __init__(self, *, places: int = 10, positive: bool = False, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "govuk-input--width-10 portal-amount", "autocomplete": "off"}
        self.places, self.positive = places, positive
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), **options})

    def clean(self, value: Any) -> str:
        typed = to_arabic_digits(re.sub(r"[\s,]", "", super().clean(value)))
        if not typed:
            return ""
        if not _AMOUNT.fullmatch(typed):
            raise ValidationError(_("Write a number in digits, for example 1,250.50."), code="number")
        if len(typed.partition(".")[2]) > self.places:
            raise ValidationError(
                _("Write at most %(places)d decimals."), code="places", params={"places": self.places}
            )
        if self.positive and not float(typed):
            raise ValidationError(_("This has to be above zero."), code="zero")
        return typed


class CountryField(forms.ChoiceField):
    """A country by its name in the language of the page; `also` adds entries in front, such as the Union."""

    def __init__(self, *, also: tuple[tuple[str, Any], ...] = (), first: Collection[str] = (), **options: Any) -> None:
        front = [("", _("Choose a country")), *also, *((code, NAMES[code]) for code in first)]
        rest = [(code, NAMES[code]) for code in NAMES if code in COUNTRIES and code not in first]
        self.codes = frozenset(code for code, _name in [*front[1:], *rest])
        super().__init__(choices=lambda: [*front, *sorted(rest, key=lambda pair: str(pair[1]))], **options)

    def valid_value(self, value: Any) -> bool:
        """By the codes alone: a table of a thousand rows would sort the names a thousand times."""
        return str(value) in self.codes
