"""Form fields that every procedure uses: text, phone, postcode and dates as Thai people write them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.law.thai.dates import ThaiDateError, parse_thai_date, thai_date
from portal.law.thai.digits import to_arabic_digits

from .juristic import compact, validate_juristic_id
from .text import tidy, validate_english, validate_plain_text, validate_thai

TOO_LONG = _("This is too long: %(show_value)d characters. Use at most %(limit_value)d.")
DJANGOS = forms.Field.default_error_messages["required"]


class PlainField(forms.CharField):
    """Text that stands on papers: tidied, free of hidden signs and emoji; too long is said, never cut off."""

    default_validators = [validate_plain_text]

    def __init__(self, *, max_length: int | None = None, **options: Any) -> None:
        super().__init__(max_length=None, **options)
        if max_length is not None:
            self.validators.append(MaxLengthValidator(max_length, TOO_LONG))

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class EnglishField(PlainField):
    """Plain text in Latin letters."""

    default_validators = [validate_plain_text, validate_english]


class ThaiField(PlainField):
    """Plain text with Thai letters in it."""

    default_validators = [validate_plain_text, validate_thai]


class JuristicIdField(forms.CharField):
    """The 13 digits, typed with or without dashes and blanks, in Thai or Arabic digits (REX-1)."""

    default_validators = [validate_juristic_id]

    def to_python(self, value: Any) -> str:
        return compact(to_arabic_digits(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "class": "govuk-input--width-20"}


class PhoneField(PlainField):
    """A telephone or fax number: digits with the usual signs between them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "widget": forms.TextInput(attrs={"type": "tel"}), **options})

    def to_python(self, value: Any) -> str:
        return to_arabic_digits(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        if not re.fullmatch(r"[0-9 ()+\-./#,]+(?:\s*(?:ext\.?|x|ต่อ)\s*[0-9]+)?", value, re.IGNORECASE):
            raise ValidationError(
                _("Write the number in digits, for example 02 123 4567 or +66 2 123 4567."), "letters"
            )
        if not 8 <= sum(sign.isdigit() for sign in value) <= 20:
            raise ValidationError(_("This is not a telephone number: it has too few or too many digits."), "digits")


class PostcodeField(PlainField):
    """A Thai postcode: five digits."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "class": "govuk-input--width-5", "autocomplete": "postal-code"}
        super().__init__(**{"max_length": 200, "widget": forms.TextInput(attrs=attrs), **options})

    def to_python(self, value: Any) -> str:
        return to_arabic_digits(super().to_python(value)).replace(" ", "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not re.fullmatch(r"[1-9][0-9]{4}", value):
            raise ValidationError(_("A Thai postcode has 5 digits, for example 10110."), "postcode")


class ThaiDateField(forms.DateField):
    """A date typed as day/month/year, the year in Buddhist or Christian era; ISO dates (of the API) too."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "class": "govuk-input--width-10", "autocomplete": "off"}
        options.setdefault("help_text", _("Day/month/year, for example 31/12/2569 or 31/12/2026."))
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), **options})

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            found = parse_thai_date(str(value))
        except ThaiDateError as refused:
            if refused.__cause__:  # day, month and year are there, but there is no such day
                raise ValidationError(_("There is no such day. Check day and month."), code="impossible") from None
            said = _("Write the date as day/month/year with a year of four digits.")
            raise ValidationError(said, code="invalid") from None
        if not 1900 <= found.year <= 2200:
            raise ValidationError(_("Check the year."), code="year")
        return found

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        return thai_date(value, "numeric") if get_language() == "th" else f"{value:%d/%m/%Y}"

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class ClearMessages(forms.BaseForm):
    """Mixin of forms: errors that name what is missing, since a summary shows them away from their fields.

    "Enter:" with the label does for "Name in Thai". Where the label is a question or half a sentence the field says its
    own in `error_messages`.
    """

    labels: Mapping[str, Any] = {}  # words for fields that another package made
    hints: Mapping[str, Any] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
            label = field.label or name
            chooses = isinstance(field, forms.ChoiceField)
            wanted = _("Choose: %(label)s") if chooses else _("Enter: %(label)s")
            if isinstance(field, forms.BooleanField):
                wanted = _("Tick: %(label)s")
            if field.error_messages["required"] is DJANGOS:  # a sentence of the field's own stays
                field.error_messages["required"] = wanted % {"label": label}
            if isinstance(field, forms.CharField):
                field.error_messages.setdefault("max_length", TOO_LONG)
                field.error_messages.setdefault(
                    "null_characters_not_allowed", _("Type this anew: it has a sign that nobody sees.")
                )
            if chooses:
                field.error_messages["invalid_choice"] = _("Choose one of those offered.")
            if isinstance(field, forms.EmailField):
                wrong = _("Write an e-mail address like name@example.com.")
                field.error_messages["invalid"] = wrong
                others = [check for check in field.validators if not isinstance(check, EmailValidator)]
                field.validators = [EmailValidator(message=wrong), *others]
