"""A product and its materials as people type them; the same fields read the cells of a spreadsheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from portal.law.countries import ASEAN, THAILAND
from portal.law.quantities import plain

from ..fields import ClearMessages, EnglishField, PlainField, ThaiField
from ..models import HsEdition, MaterialSource, Unit
from ..models.product import DIGITS, PLACES
from ..tradefields import AmountField, CountryField, HsField

ROWS = "materials"
MOST_ROWS = 60  # of materials on a page; products with more are changed by spreadsheet
# Codes of errors that a clause stands behind.
CLAUSES = {"imported-without-hs-code": "WL-6", "originating-outside-asean": "FD-8"}
_EXPONENT = re.compile(r"[0-9](\.[0-9]+)?E[+-]?[0-9]{1,2}", re.IGNORECASE)  # as spreadsheets write small numbers


class DecimalAmountField(AmountField):
    """An amount or quantity as a Decimal with all its places; None where nothing is said."""

    def __init__(self, *, places: int = PLACES, most: int | None = None, **options: Any) -> None:
        super().__init__(places=places, **options)
        self.most = most
        self.unit = Decimal(1).scaleb(-places)

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and _EXPONENT.fullmatch(value.strip()):
            value = f"{Decimal(value.strip()):f}"
        text = super().clean(value)
        if not text:
            return None
        if len(text.partition(".")[0].lstrip("0")) > DIGITS - PLACES:
            largest = {"digits": DIGITS - PLACES}
            raise ValidationError(_("Write at most %(digits)d digits before the point."), code="large", params=largest)
        amount = Decimal(text).quantize(self.unit)
        if self.most is not None and amount > self.most:
            raise ValidationError(_("Write at most %(most)d."), code="most", params={"most": self.most})
        return amount

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value


class HsDigitsField(HsField):
    """An HS code of 6 or 8 digits, kept as digits."""

    def clean(self, value: Any) -> str:
        digits = super().clean(value).replace(".", "")
        if digits and len(digits) < 6:
            raise ValidationError(_("Enter 6 or 8 digits."), code="short")
        return digits

    def prepare_value(self, value: Any) -> Any:
        text = str(value or "")
        dotted = ".".join(filter(None, (text[:4], text[4:6], text[6:])))
        return dotted if text.isdigit() else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser offers what the look-up finds for what has been typed so far."""
        finds = {
            "hx-get": reverse_lazy("parties:hs-search"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#hs-found",
        }
        return {**super().widget_attrs(widget), **finds, "list": "hs-found", "maxlength": "60"}


def _choose(choices: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", _("Choose")), *choices.choices], **options)


class ProductForm(ClearMessages, forms.Form):
    """What may be changed of a product: everything but its code. Amounts are USD for one unit."""

    name_th = ThaiField(label=_("Name in Thai"), max_length=200)
    name_en = EnglishField(label=_("Name in English"), max_length=200, help_text=_("As it stands on trade papers."))
    model = PlainField(label=_("Model"), max_length=100, required=False)
    hs_code = HsDigitsField(label=_("HS code"), help_text=_("6 or 8 digits."))
    hs_edition = _choose(
        HsEdition,
        label=_("Edition of the HS"),
        help_text=_("The edition that the HS codes of the product and its materials are taken from."),
        error_messages={"required": _("Choose the edition that the HS codes are taken from.")},
    )
    unit = _choose(
        Unit,
        label=_("Unit"),
        help_text=_("Materials and costs are said for one of it."),
        error_messages={"required": _("Choose the unit in which the product is counted.")},
    )
    labour = DecimalAmountField(label=_("Direct labour (USD)"), required=False)
    overhead = DecimalAmountField(label=_("Direct overhead (USD)"), required=False)
    other_costs = DecimalAmountField(label=_("Other costs (USD)"), required=False)
    profit = DecimalAmountField(label=_("Profit (USD)"), required=False)
    fob = DecimalAmountField(label=_("FOB price (USD)"), positive=True, required=False)


class NewProductForm(ProductForm):
    """A product under the code that stays its own."""

    code = PlainField(
        label=_("Product code"),
        max_length=60,
        help_text=_("The code by which your company knows the product. It cannot be changed later."),
    )
    field_order = ["code"]


class MaterialForm(ClearMessages, forms.Form):
    """A material of one unit of the product."""

    name = PlainField(
        label=_("Material"),
        max_length=200,
        error_messages={"required": _("Enter the name of the material.")},
    )
    code = PlainField(label=_("Material code"), max_length=60, required=False)
    source = _choose(
        MaterialSource,
        label=_("Domestic or imported"),
        error_messages={"required": _("Choose whether the material is domestic or imported.")},
    )
    country = CountryField(
        label=_("Country of origin"),
        first=(THAILAND,),
        error_messages={"required": _("Choose the country that the material comes from.")},
    )
    originating = forms.BooleanField(
        label=_("Originating in ASEAN"), required=False, help_text=_("A Form D or the producer's statement proves it.")
    )
    hs_code = HsDigitsField(label=_("HS code"), required=False)
    supplier = PlainField(label=_("Producer or supplier"), max_length=200, required=False)
    unit = _choose(
        Unit,
        label=_("Unit"),
        error_messages={"required": _("Choose the unit in which the material is counted.")},
    )
    unit_value = DecimalAmountField(label=_("Unit value (USD)"), help_text=_("Domestic: without VAT. Imported: CIF."))
    quantity = DecimalAmountField(
        label=_("Quantity for one unit"),
        positive=True,
        error_messages={"required": _("Enter how much of the material one unit of the product takes.")},
    )
    loss_percent = DecimalAmountField(label=_("Loss in per cent"), places=4, most=100, required=False)

    def clean_loss_percent(self) -> Decimal:
        return no_loss(self.cleaned_data["loss_percent"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for field, message, code in material_problems(said):
            self.add_error(field, ValidationError(message, code=code))
        return said


def no_loss(loss: Decimal | None) -> Decimal:
    """Nothing said of a loss means none."""
    return Decimal("0.0000") if loss is None else loss


def material_problems(said: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """What does not go together in a material's cleaned values: the field, why, and a code for programs.

    Fields that failed are left out of `said`.
    """
    source, country = said.get("source"), said.get("country")
    if source == MaterialSource.DOMESTIC and country not in (None, THAILAND):
        thai = _("A domestic material is of Thai origin. Choose Thailand, or say that it is imported.")
        yield "country", thai, "domestic-not-thai"
    if source == MaterialSource.IMPORTED and said.get("hs_code") == "":  # WL-6
        yield "hs_code", _("Enter the HS code of an imported material."), "imported-without-hs-code"
    if said.get("originating") and country is not None and country not in ASEAN:  # FD-8
        outside = _("Only a material from an ASEAN member can be of ASEAN origin.")
        yield "originating", outside, "originating-outside-asean"


class MaterialRows(forms.BaseFormSet):
    """Rows of materials: blank ones and those to be removed are left out."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """A row that was emptied is a row taken away."""
        return {} if index is None else {"empty_permitted": True}

    @property
    def said(self) -> list[Mapping[str, Any]]:
        """The rows that stay, cleaned; after is_valid()."""
        dropped = self.deleted_forms
        return [form.cleaned_data for form in self.forms if form.has_changed() and form not in dropped]


def materials(data: Mapping[str, Any] | None = None, initial: Sequence[Mapping[str, Any]] = ()) -> MaterialRows:
    """Rows of materials as sent, or those that are there with an empty one below."""
    rows = forms.formset_factory(
        MaterialForm, formset=MaterialRows, extra=1, max_num=MOST_ROWS, validate_max=True, can_delete=True
    )
    return cast(MaterialRows, rows(data, initial=initial, prefix=ROWS))
