"""The forms of the public checks of origin and of Form D."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.law.countries import ASEAN, THAILAND
from portal.parties.fields import ClearMessages, ThaiDateField
from portal.parties.tradefields import AmountField, CountryField, HsField

from .facts import current_rule_sets
from .rules.ticks import TICKS

ASEAN_FIRST = ("TH", "MY", "SG", "VN", "ID", "CN", "JP")
YES_NO = (("yes", _("Yes")), ("no", _("No")))
KINDS = (
    ("original", _("Original")),
    ("true-copy", _("True copy of a lost, stolen or destroyed form")),
    ("back-to-back", _("Back-to-back form of an intermediate member")),
)
REASONS = (("", _("Not a true copy")), ("lost", _("Lost")), ("stolen", _("Stolen")), ("destroyed", _("Destroyed")))
PAPERS = (("a4-white", _("A4, white")), ("lilac-orange", _("Lilac with an orange copy")), ("other", _("Another paper")))
VERSIONS = (("new", _("The new form, with box 13")), ("old", _("The old form, without box 13")))


def rule_set_choices() -> list[tuple[str, str]]:
    """The rule sets by name."""
    return [(each.slug, each.slug) for each in current_rule_sets()]


def tick_choices() -> list[tuple[str, str]]:
    return [(slug, message.en) for slug, message in TICKS.items()]


class RuleSetField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Rule set"))
        super().__init__(choices=rule_set_choices, **options)


class TicksField(forms.MultipleChoiceField):
    """Box 13 as it is on the form, in its own English words."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Ticks in box 13"))
        super().__init__(choices=tick_choices, required=False, widget=forms.CheckboxSelectMultiple, **options)


class OriginForm(ClearMessages, forms.Form):
    """The good: its code, its FOB value, how it was made."""

    rule_set = RuleSetField(initial="TH-61/2551")
    hs = HsField(label=_("HS code of the good"), help_text=_("At least 6 digits, of the rule set's HS edition."))
    fob = AmountField(label=_("FOB value (USD)"), positive=True)
    wholly_obtained = forms.BooleanField(
        label=_("Wholly obtained in Thailand"), required=False, help_text=_("Grown, caught, mined or born here.")
    )
    processes = forms.CharField(
        label=_("Processes"),
        required=False,
        help_text=_("Only where a product-specific rule names one, for example refining. Part several by commas."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    asean_material = AmountField(label=_("ASEAN materials (USD)"), required=False)
    direct_labour = AmountField(label=_("Direct labour (USD)"), required=False)
    direct_overhead = AmountField(label=_("Direct overhead (USD)"), required=False)
    other = AmountField(label=_("Other costs (USD)"), required=False)
    profit = AmountField(label=_("Profit (USD)"), required=False)

    COSTS = ("asean_material", "direct_labour", "direct_overhead", "other", "profit")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        given = [name for name in self.COSTS if said.get(name)]
        if given and len(given) < len(self.COSTS):
            for name in self.COSTS:
                if name not in given and name not in self.errors:
                    self.add_error(name, _("Enter all five, or none. Write 0 where there is none."))
        return said


class MaterialForm(ClearMessages, forms.Form):
    """A material of one unit of the good."""

    hs_code = HsField()
    country = CountryField(label=_("Country of origin"), first=ASEAN_FIRST)
    value = AmountField(label=_("Value (USD)"))
    originating = forms.BooleanField(label=_("Originates in ASEAN"), required=False)


class IssueForm(ClearMessages, forms.Form):
    """A form before it is issued."""

    rule_set = RuleSetField(initial="TH-61/2551")
    kind = forms.ChoiceField(
        label=_("Kind of form"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of form it is.")},
    )
    shipped_on = ThaiDateField(
        label=_("Day of shipment"),
        error_messages={"required": _("Enter the day on which the goods were shipped.")},
    )
    issued_on = ThaiDateField(
        label=_("Day of issue"),
        error_messages={"required": _("Enter the day on which the form is issued.")},
    )
    ticks = TicksField()
    original_issued_on = ThaiDateField(label=_("The original was issued on"), required=False)
    reason = forms.ChoiceField(label=_("What became of the original"), choices=REASONS, required=False)
    invoice_company = forms.CharField(label=_("Company of a third country that invoices"), required=False)
    invoice_country = CountryField(label=_("Its country"), required=False)
    exhibition_name = forms.CharField(label=_("Exhibition"), required=False)
    exhibition_address = forms.CharField(label=_("Its address"), required=False)
    original_quantity = AmountField(label=_("Quantity of the first member's form"), required=False)
    already_issued_quantity = AmountField(label=_("Quantity on earlier back-to-back forms"), required=False)
    quantity = AmountField(label=_("Quantity of this back-to-back form"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        wanted = {
            "true-copy": ("original_issued_on", "reason"),
            "back-to-back": ("original_issued_on", "original_quantity", "already_issued_quantity", "quantity"),
        }.get(said.get("kind", ""), ())
        for name in wanted:
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("This kind of form needs it."))
        return said


class IssueItemForm(ClearMessages, forms.Form):
    """An item of the form."""

    criterion = forms.CharField(
        label=_("Box 8"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": _("Enter what stands in box 8.")},
    )
    hs_code = HsField()
    fob = AmountField(label=_("FOB (USD)"), positive=True, required=False)


class ImportForm(ClearMessages, forms.Form):
    """A form that is shown at import."""

    import_date = ThaiDateField(
        label=_("Day of import"),
        error_messages={"required": _("Enter the day on which the goods are imported.")},
    )
    version = forms.ChoiceField(
        label=_("Form"),
        choices=VERSIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which form it is, the new or the old one.")},
    )
    number = forms.CharField(
        label=_("Number of the form"),
        error_messages={"required": _("Enter the number of the form.")},
    )
    issuing_country = CountryField(
        label=_("Issued in"),
        first=sorted(ASEAN - {THAILAND}),
        error_messages={"required": _("Choose the country that issued the form.")},
    )
    shipped_on = ThaiDateField(label=_("Day of shipment"), required=False)
    issued_on = ThaiDateField(
        label=_("Day of issue"),
        error_messages={"required": _("Enter the day on which the form was issued.")},
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=PAPERS,
        error_messages={"required": _("Choose the paper that the form is on.")},
    )
    ticks = TicksField()
    signatory_known = forms.ChoiceField(
        label=_("Signature and stamp are on file"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether signature and stamp are on file.")},
    )
    original_shown = forms.ChoiceField(
        label=_("The original is shown"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the original is shown.")},
    )
    permit_number_written = forms.ChoiceField(
        label=_("The import permit's number is at the top right"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the import permit's number is at the top right.")},
    )
    used_before = forms.BooleanField(label=_("It was used for an import before"), required=False)
    through_non_member = forms.BooleanField(label=_("Came through a country outside ASEAN"), required=False)
    through_bill_of_lading = forms.BooleanField(label=_("Through bill of lading is there"), required=False)
    transit_evidence = forms.BooleanField(label=_("Proof of mere transit is there"), required=False)
    late_request_granted = forms.BooleanField(label=_("Late use was granted"), required=False)


class ImportItemForm(IssueItemForm):
    """An item of the form, with boxes 9 and 10."""

    fob = AmountField(label=_("FOB (USD)"), positive=True)
    gross_weight = forms.CharField(label=_("Weight or quantity"), required=False)
    invoice = forms.CharField(label=_("Invoice"), required=False)
