"""The eight steps' own fields. The form is filed in English (Annex 22-06), so what stands on it is in Latin letters."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.cases.products import FromProduct
from portal.law.findings import Message
from portal.law.thai.digits import to_arabic_digits
from portal.parties.fields import (
    ClearMessages,
    EnglishField,
    JuristicIdField,
    PhoneField,
    PostcodeField,
    ThaiDateField,
)
from registrations.facts import known_editions, undertakings_at
from registrations.models import Activity
from registrations.models.application import COUNTRY_NAMES
from registrations.rules.goods import heading_problem

REX_BEGAN = date(2017, 1, 1)
THAILAND = Message("ไทย", COUNTRY_NAMES["TH"])
in_language = lazy(lambda message: message.in_language(get_language()), str)


class ExporterForm(ClearMessages, forms.Form):
    """Step 1: exporter information (REX-1)."""

    name = EnglishField(
        label=_("Exporter's name in English"),
        max_length=200,
        help_text=_("As in the company's certificate, for example Siam Ceramics Co., Ltd."),
    )
    tax_id = JuristicIdField(
        label=_("Tax id (13-digit juristic id)"),
        help_text=_("For example 0105551234567. Dashes and blanks may stay."),
        error_messages={"required": _("Enter the tax id: the 13 digits of the juristic id.")},
    )
    street = EnglishField(
        label=_("Street and number"), max_length=300, help_text=_("In English, for example 99 Rama IV Road")
    )
    city = EnglishField(
        label=_("City"),
        max_length=120,
        help_text=_("District and province in English, for example Khlong Toei, Bangkok"),
    )
    postcode = PostcodeField(label=_("Postcode"), help_text=_("5 digits, for example 10110"))
    country = forms.ChoiceField(
        label=_("Country of establishment"),
        choices=[("TH", in_language(THAILAND))],
        help_text=_("The department registers exporters established in Thailand."),
        error_messages={"required": _("Choose the country in which the company is established.")},
    )
    contact_name = EnglishField(
        label=_("Contact: name in English"),
        max_length=200,
        help_text=_("Whom the officers may call about this form"),
        error_messages={"required": _("Enter the name of the person to call, in English.")},
    )
    contact_phone = PhoneField(
        label=_("Contact: phone"),
        help_text=_("For example 02 123 4567"),
        error_messages={"required": _("Enter the phone number of the person to call.")},
    )
    contact_email = forms.EmailField(
        label=_("Contact: e-mail"),
        max_length=254,
        help_text=_("For example export@company.co.th"),
        error_messages={"required": _("Enter the e-mail address of the person to call.")},
    )


class ContactForm(ClearMessages, forms.Form):
    """A row of step 2: a contact person (REX-2)."""

    name = EnglishField(
        label=_("Name in English"),
        max_length=200,
        help_text=_("For example Niran Thongdee"),
        error_messages={"required": _("Enter the contact person's name in English.")},
    )
    address = EnglishField(
        label=_("Address in English"),
        max_length=500,
        help_text=_("Street, city, postcode and country"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the contact person's address in English.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("For example export@company.co.th"),
        error_messages={"required": _("Enter the contact person's e-mail address.")},
    )
    phone = PhoneField(
        label=_("Phone"),
        help_text=_("For example 02 123 4567"),
        error_messages={"required": _("Enter the contact person's phone number.")},
    )
    fax = PhoneField(label=_("Fax (if there is one)"), required=False)


class ActivitiesForm(ClearMessages, forms.Form):
    """Step 3: what the company does, and which of it mainly (REX-3)."""

    activities = forms.MultipleChoiceField(
        label=_("Activities"),
        choices=Activity.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose at least one."),
        error_messages={"required": _("Choose at least one activity: production, trading, or both.")},
    )
    main_activity = forms.ChoiceField(
        label=_("Main activity"),
        choices=Activity.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Only needed if you chose both. The printed form shows this one."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, main = cleaned.get("activities") or [], cleaned.get("main_activity", "")
        if main and chosen and main not in chosen:
            self.add_error("main_activity", _("The main activity is one of those chosen above."))  # REX-3
        elif len(chosen) > 1 and not main and "main_activity" not in self.errors:
            self.add_error("main_activity", _("You chose both. Say which is the main activity."))  # REX-3
        elif len(chosen) == 1:
            cleaned["main_activity"] = chosen[0]
        return cleaned


class GoodForm(ClearMessages, FromProduct):
    """A row of step 4: a heading and what is exported under it (REX-4); typed, or taken from a product."""

    heading = forms.CharField(
        label=_("HS heading (4 digits)"),
        help_text=_("The first four digits of the HS code, for example 6911 for tableware of porcelain"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": _("Enter the HS heading: 4 digits, for example 6911.")},
    )
    description = EnglishField(
        label=_("Description in English"),
        max_length=300,
        help_text=_("For example Porcelain tableware"),
        error_messages={"required": _("Describe the goods in English.")},
    )

    def clean_heading(self) -> str:
        heading = to_arabic_digits(self.cleaned_data["heading"]).replace(".", "").replace(" ", "")
        problem = heading_problem(heading)  # REX-4
        if problem:
            raise ValidationError(problem.in_language(get_language()), code="heading")
        return heading


class SignatureForm(ClearMessages, forms.Form):
    """Who signs, where and when: under the undertakings, and once more under the answer on consent."""

    place = EnglishField(
        label=_("Place"),
        max_length=120,
        help_text=_("In English, for example Bangkok"),
        error_messages={"required": _("Enter the place of signing, in English.")},
    )
    signed_on = ThaiDateField(
        label=_("Date of signing"),
        error_messages={"required": _("Enter the day of signing.")},
    )
    signatory_name = EnglishField(
        label=_("Signatory's name in English"),
        max_length=200,
        help_text=_("Who is authorised to sign for the company"),
        error_messages={"required": _("Enter the signatory's name in English.")},
    )
    job_title = EnglishField(
        label=_("Job title in English"),
        max_length=120,
        help_text=_("For example Managing Director"),
        error_messages={"required": _("Enter the signatory's job title in English.")},
    )

    def clean_signed_on(self) -> date:
        day: date = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write the day of signing."), code="future")
        if day < REX_BEGAN:
            raise ValidationError(_("The REX system began on 1 January 2017. Check the year."), code="too-early")
        return day


class UndertakingsForm(SignatureForm):
    """Step 5: the undertakings of the edition in force today, accepted all together and signed (REX-5)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = undertakings_at(timezone.localdate()).slugs  # T-6
        for slug in set(_boxes()) - set(asked):
            del self.fields[slug]
        for number, slug in enumerate(asked, start=1):
            wanted = _("Accept undertaking %(number)s: all of them are needed.")  # REX-5
            self.fields[slug].error_messages["required"] = wanted % {"number": number}


def _boxes() -> dict[str, forms.Field]:
    """A box for each undertaking of every edition: earlier filings are shown in the words they were filed in."""
    return {
        one.slug: forms.BooleanField(label=in_language(one.text))
        for edition in known_editions()
        for one in edition.undertakings
    }


# The boxes stand above the signature, worded as the fixture words them.
UndertakingsForm.base_fields = {**_boxes(), **SignatureForm.base_fields}


class ConsentAnswer(forms.Form):
    consent = forms.ChoiceField(
        label=_("May your name, address, contact persons and goods be published in the public register?"),
        choices=[("yes", _("Yes, I consent")), ("no", _("No, I do not consent"))],
        widget=forms.RadioSelect,
        help_text=_(
            "The number, its dates and the countries covered are always public. If you say no, the application is "
            "examined just the same. You can take a consent back at any time."
        ),
        error_messages={"required": _("Say whether you consent to publication, yes or no.")},
    )


class ConsentForm(SignatureForm, ConsentAnswer):
    """Step 6: consent to publication, yes or no, with a signature of its own (REX-6)."""
