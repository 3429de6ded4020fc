from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case, Submission
from portal.parties.models import ProductVersion

COUNTRY_NAMES = {"TH": "Thailand"}  # the form is filed in English


class Activity(models.TextChoices):
    PRODUCTION = "production", _("Production")
    TRADING = "trading", _("Trading")


class RexApplication(models.Model):
    """Annex 22-06 as last filed for a case: each submission writes it anew, what was filed before is in Submission."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rex_application")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    # Box 1, as written on the form: a later change of the company's own data does not change what was signed.
    name = models.CharField(_("Name"), max_length=200)
    street = models.CharField(_("Street and number"), max_length=300)
    postcode = models.CharField(_("Postcode"), max_length=10)
    city = models.CharField(_("City"), max_length=120)
    country = models.CharField(_("Country of establishment"), max_length=2)
    tax_id = models.CharField(_("Tax id (13 digits)"), max_length=13)
    contact_name = models.CharField(_("Contact"), max_length=200)
    contact_phone = models.CharField(_("Phone"), max_length=40)
    contact_email = models.EmailField(_("E-mail"))
    # Box 3
    activities = models.JSONField(_("Activities"), default=list)
    main_activity = models.CharField(_("Main activity"), max_length=10, choices=Activity)
    # Box 5
    undertakings_since = models.DateField(_("Edition of the undertakings"))
    undertakings = models.JSONField(_("Undertakings accepted"), default=list)
    undertakings_place = models.CharField(_("Place"), max_length=120)
    undertakings_signed_on = models.DateField(_("Date"))
    undertakings_name = models.CharField(_("Signatory's name"), max_length=200)
    undertakings_job_title = models.CharField(_("Job title"), max_length=120)
    # Box 6
    consent = models.BooleanField(_("Consent to publication"))
    consent_place = models.CharField(_("Place"), max_length=120)
    consent_signed_on = models.DateField(_("Date"))
    consent_name = models.CharField(_("Signatory's name"), max_length=200)
    consent_job_title = models.CharField(_("Job title"), max_length=120)

    class Meta:
        verbose_name = _("REX application")
        verbose_name_plural = _("REX applications")

    def __str__(self) -> str:
        return f"{self.case} {self.name}"

    @property
    def address(self) -> str:
        return f"{self.street}, {self.city} {self.postcode}, {COUNTRY_NAMES[self.country]}"


class ContactPerson(models.Model):
    """A row of box 2."""

    application = models.ForeignKey(RexApplication, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveIntegerField()
    name = models.CharField(_("Name"), max_length=200)
    address = models.CharField(_("Address"), max_length=500)
    email = models.EmailField(_("E-mail"))
    phone = models.CharField(_("Phone"), max_length=40)
    fax = models.CharField(_("Fax"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["application", "position"]
        constraints = [models.UniqueConstraint(fields=["application", "position"], name="rex_contact_position")]

    def __str__(self) -> str:
        return self.name


class Good(models.Model):
    """A row of box 4. `product_version` is the version of the company's product that it was taken from, if it was."""

    application = models.ForeignKey(RexApplication, on_delete=models.CASCADE, related_name="goods")
    position = models.PositiveIntegerField()
    heading = models.CharField(_("Heading (4 digits)"), max_length=4)
    description = models.CharField(_("Description"), max_length=300)
    product_version = models.ForeignKey(ProductVersion, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("good")
        verbose_name_plural = _("goods")
        ordering = ["application", "position"]
        constraints = [models.UniqueConstraint(fields=["application", "position"], name="rex_good_position")]

    def __str__(self) -> str:
        return f"{self.heading} {self.description}"
