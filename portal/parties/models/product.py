"""The catalogue: what a company exports, and of what it is made. A version is written once and never changed."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from .exporter import Exporter

# 15 digits in all: SQLite keeps decimals as floats, and these carry 15 digits unharmed.
DIGITS, PLACES = 15, 6
NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


class Unit(models.TextChoices):
    """Units as customs declarations have them (UN/ECE Recommendation 20)."""

    PIECE = "C62", _("Piece")
    SET = "SET", _("Set")
    PAIR = "PR", _("Pair")
    DOZEN = "DZN", _("Dozen")
    GRAM = "GRM", _("Gram")
    KILOGRAM = "KGM", _("Kilogram")
    TONNE = "TNE", _("Tonne")
    MILLILITRE = "MLT", _("Millilitre")
    LITRE = "LTR", _("Litre")
    METRE = "MTR", _("Metre")
    SQUARE_METRE = "MTK", _("Square metre")
    CUBIC_METRE = "MTQ", _("Cubic metre")
    KILOWATT_HOUR = "KWH", _("Kilowatt hour")


class HsEdition(models.TextChoices):
    """Editions of the Harmonized System that the rules' lists are written in."""

    HS_2002 = "2002", _("HS 2002")
    HS_2007 = "2007", _("HS 2007")
    HS_2012 = "2012", _("HS 2012")
    HS_2017 = "2017", _("HS 2017")
    HS_2022 = "2022", _("HS 2022")


class WrittenOnce(Exception):
    """Somebody tried to change or delete what cases refer to."""


class WrittenOnceQuerySet(models.QuerySet):
    """Rows that are added and read."""

    def update(self, **values: Any) -> int:
        raise WrittenOnce("versions are never changed: write a new one")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrittenOnce("versions are never deleted: cases refer to them")


class WrittenOnceModel(models.Model):
    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce("versions are never changed: write a new one")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise WrittenOnce("versions are never deleted: cases refer to them")


def _amount(label: Any, **options: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=DIGITS, decimal_places=PLACES, validators=NOT_NEGATIVE, **options)


class Product(models.Model):
    """A product under the code that its company knows it by; what is said of it stands in its versions.

    `version` is the number of the one in force. `search` is what the list looks through.
    """

    exporter = models.ForeignKey(Exporter, on_delete=models.PROTECT, related_name="products")
    code = models.CharField(_("Product code"), max_length=60)
    version = models.PositiveIntegerField(_("Version"), default=1)
    search = models.TextField(blank=True)
    archived_at = models.DateTimeField(_("Archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(fields=["exporter", "code"], name="one_product_code_per_exporter"),
            models.CheckConstraint(condition=Q(version__gte=1) & ~Q(code=""), name="product_has_code_and_version"),
        ]

    def __str__(self) -> str:
        return self.code


class ProductVersion(WrittenOnceModel):
    """What was said of a product from one moment until the next version. Amounts are USD for one unit of it.

    A cost that is null was not said. `digest` tells whether two versions say the same.
    """

    COSTS = ("labour", "overhead", "other_costs", "profit", "fob")

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Version"))
    name_th = models.CharField(_("Name in Thai"), max_length=200)
    name_en = models.CharField(_("Name in English"), max_length=200)
    model = models.CharField(_("Model"), max_length=100, blank=True)
    hs_code = models.CharField(_("HS code"), max_length=8)
    hs_edition = models.CharField(_("Edition of the HS"), max_length=4, choices=HsEdition)
    unit = models.CharField(_("Unit"), max_length=3, choices=Unit)
    labour = _amount(_("Labour"), null=True)
    overhead = _amount(_("Overhead"), null=True)
    other_costs = _amount(_("Other costs"), null=True)
    profit = _amount(_("Profit"), null=True)
    fob = _amount(_("FOB price"), null=True)
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField(_("Written"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(WrittenOnceModel.Meta):
        verbose_name = _("version of a product")
        verbose_name_plural = _("versions of products")
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="version_number_in_product"),
            models.CheckConstraint(
                condition=Q(labour__gte=0) & Q(overhead__gte=0) & Q(other_costs__gte=0) & Q(profit__gte=0),
                name="product_costs_not_negative",
            ),
            models.CheckConstraint(condition=Q(fob__gt=0), name="product_fob_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}/{self.number}"

    def name_in(self, language: str) -> str:
        return self.name_th if language == "th" else self.name_en


class MaterialSource(models.TextChoices):
    """Which table of section 5 of the watch-list's form a material stands in (WL-6)."""

    DOMESTIC = "domestic", _("Domestic")
    IMPORTED = "imported", _("Imported")


class Material(WrittenOnceModel):
    """A material of one unit of a product's version, in the order in which it was entered.

    `unit_value` is USD: ex VAT where domestic, CIF where imported (WL-6). `loss_percent` is what is lost on the way
    beyond `quantity` (DB-3). `originating`: of ASEAN origin, and there is proof of it (FD-8).
    """

    version = models.ForeignKey(ProductVersion, on_delete=models.PROTECT, related_name="materials")
    line = models.PositiveSmallIntegerField()
    code = models.CharField(_("Material code"), max_length=60, blank=True)
    name = models.CharField(_("Material"), max_length=200)
    source = models.CharField(_("Domestic or imported"), max_length=8, choices=MaterialSource)
    country = CountryField(_("Country of origin"))
    originating = models.BooleanField(_("Originating in ASEAN"))
    hs_code = models.CharField(_("HS code"), max_length=8, blank=True)
    supplier = models.CharField(_("Producer or supplier"), max_length=200, blank=True)
    unit = models.CharField(_("Unit"), max_length=3, choices=Unit)
    unit_value = _amount(_("Unit value (USD)"))
    quantity = _amount(_("Quantity for one unit"))
    loss_percent = models.DecimalField(
        _("Loss in per cent"), max_digits=7, decimal_places=4, validators=[*NOT_NEGATIVE, MaxValueValidator(100)]
    )

    class Meta(WrittenOnceModel.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["version", "line"]
        constraints = [
            models.UniqueConstraint(fields=["version", "line"], name="material_line_in_version"),
            models.CheckConstraint(condition=Q(unit_value__gte=0) & Q(quantity__gt=0), name="material_amounts"),
            models.CheckConstraint(condition=Q(loss_percent__gte=0, loss_percent__lte=100), name="material_loss"),
            models.CheckConstraint(
                condition=Q(source="domestic", country="TH") | (Q(source="imported") & ~Q(hs_code="")),
                name="domestic_is_thai_imported_has_hs_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name
