"""A company as its people register it (REX-1 asks for the same: it is typed once)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..fields import (
    ClearMessages,
    EnglishField,
    JuristicIdField,
    PhoneField,
    PlainField,
    PostcodeField,
    ThaiDateField,
    ThaiField,
)
from ..models import Exporter, ExporterKind, RegistrationNumber

MOST_NUMBERS = 20


class CompanyForm(ClearMessages, forms.ModelForm):
    """What may be changed later: everything but the juristic id."""

    name_th = ThaiField(
        label=_("Name in Thai"), max_length=200, help_text=_("The full name, as on the company's certificate.")
    )
    name_en = EnglishField(label=_("Name in English"), max_length=200, help_text=_("As it stands on trade papers."))
    kind = forms.ChoiceField(label=_("Kind of exporter"), choices=ExporterKind, widget=forms.RadioSelect)
    street_th = ThaiField(label=_("Street and number (Thai)"), max_length=300)
    city_th = ThaiField(label=_("District and province (Thai)"), max_length=120)
    street_en = EnglishField(label=_("Street and number (English)"), max_length=300)
    city_en = EnglishField(label=_("City (English)"), max_length=120)
    postcode = PostcodeField(label=_("Postcode"))
    phone = PhoneField(label=_("Phone"))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The company's own address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Exporter
        fields = [
            "name_th",
            "name_en",
            "kind",
            "street_th",
            "city_th",
            "street_en",
            "city_en",
            "postcode",
            "phone",
            "email",
        ]


class NewCompanyForm(CompanyForm):
    """A company registered for the first time, known by its juristic id."""

    juristic_id = JuristicIdField(
        label=_("Juristic id (13 digits)"),
        help_text=_("The registration number of the company, which is its tax id too."),
    )
    field_order = ["juristic_id", *CompanyForm.Meta.fields]

    class Meta(CompanyForm.Meta):
        fields = ["juristic_id", *CompanyForm.Meta.fields]

    def validate_unique(self) -> None:
        """Whether the id is taken is answered by the service alone, in the transaction that writes."""


class NumberForm(ClearMessages, forms.ModelForm):
    """A number that an authority gave the company."""

    kind = forms.ChoiceField(
        label=_("Kind of number"), choices=[("", _("Choose")), *RegistrationNumber.Kind.choices], required=True
    )
    number = PlainField(label=_("Number"), max_length=60)
    valid_until = ThaiDateField(label=_("Valid until"), required=False)

    class Meta:
        model = RegistrationNumber
        fields = ["kind", "number", "valid_until"]


class _Numbers(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """The same number of the same kind once: said at the second line."""
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            given: dict[str, Any] = getattr(form, "cleaned_data", {})
            if not given.get("number") or given.get("DELETE"):
                continue
            line = (given.get("kind", ""), given["number"])
            if line in seen:
                form.add_error("number", _("This number is in the list twice."))
            seen.add(line)

    def validate_unique(self) -> None:
        """Done by `clean`, in words that name the line."""


def numbers_formset(extra: int) -> type[forms.BaseInlineFormSet]:
    """Rows of registration numbers with `extra` empty ones to fill in."""
    return forms.inlineformset_factory(
        Exporter,
        RegistrationNumber,
        form=NumberForm,
        formset=_Numbers,
        extra=extra,
        max_num=MOST_NUMBERS,
        validate_max=True,
        can_delete=True,
    )
