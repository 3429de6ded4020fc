from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from portal.parties.juristic import validate_juristic_id


class ExporterKind(models.TextChoices):
    PRODUCER = "producer", _("Producer")
    TRADER = "trader", _("Trader")
    OTHER = "other", _("Other")


class Exporter(models.Model):
    """A company that exports, known by its juristic id (one company, one row)."""

    juristic_id = models.CharField(
        _("Juristic id (13 digits)"), max_length=13, unique=True, validators=[validate_juristic_id]
    )
    name_th = models.CharField(_("Name in Thai"), max_length=200)
    name_en = models.CharField(_("Name in English"), max_length=200)
    kind = models.CharField(_("Kind of exporter"), max_length=10, choices=ExporterKind)
    street_th = models.CharField(_("Street and number (Thai)"), max_length=300)
    city_th = models.CharField(_("District and province (Thai)"), max_length=120)
    street_en = models.CharField(_("Street and number (English)"), max_length=300)
    city_en = models.CharField(_("City (English)"), max_length=120)
    postcode = models.CharField(_("Postcode"), max_length=10)
    country = CountryField(_("Country"), default="TH")
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("exporter")
        verbose_name_plural = _("exporters")

    def __str__(self) -> str:
        return self.name_th

    def name_in(self, language: str) -> str:
        return self.name_th if language == "th" else self.name_en


class RegistrationNumber(models.Model):
    """A number that an authority gave the company (VAT, factory licence, customs registration …)."""

    class Kind(models.TextChoices):
        VAT = "vat", _("VAT registration")
        COMMERCE = "commerce", _("Commercial registration")
        FACTORY = "factory", _("Factory licence")
        CUSTOMS = "customs", _("Customs paperless registration")
        OTHER = "other", _("Other registration")

    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="numbers")
    kind = models.CharField(_("Kind of number"), max_length=10, choices=Kind)
    number = models.CharField(_("Number"), max_length=60)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration number")
        verbose_name_plural = _("registration numbers")
        constraints = [
            models.UniqueConstraint(fields=["exporter", "kind", "number"], name="one_number_of_a_kind_per_exporter")
        ]

    def __str__(self) -> str:
        return self.number
