from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.parties.models import Exporter

from .application import RexApplication

COUNTRIES_COVERED = ("CH", "NO")  # REX-11: the schemes a Thai number is used for


def countries_covered() -> list[str]:
    return list(COUNTRIES_COVERED)


class Registration(models.Model):
    """An exporter's entry in the register. It has no expiry; a revocation ends it for the future only (REX-10)."""

    number = models.CharField(_("REX number"), max_length=35, unique=True)  # REX-9
    exporter = models.ForeignKey(Exporter, on_delete=models.PROTECT, related_name="rex_registrations")
    application = models.OneToOneField(RexApplication, on_delete=models.PROTECT, related_name="registration")
    registered_at = models.DateTimeField(_("Registered"))
    valid_from = models.DateField(_("Valid from"))
    revoked_on = models.DateField(_("Revoked"), null=True, blank=True)
    countries = models.JSONField(_("Countries covered"), default=countries_covered)
    consent = models.BooleanField(_("Publication consented to"))  # as it stands now: it can be withdrawn (REX-6)
    consent_withdrawn_at = models.DateTimeField(_("Consent withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-registered_at"]
        constraints = [
            # REX-10: what changes is notified to the registration; a second one beside it is not given.
            models.UniqueConstraint(
                fields=["exporter"], condition=Q(revoked_on__isnull=True), name="one_rex_registration_in_force"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("valid_from")),
                name="rex_revoked_after_valid_from",
            ),
            models.CheckConstraint(
                condition=Q(consent=False) | Q(consent_withdrawn_at__isnull=True), name="rex_withdrawn_consent_is_no"
            ),
        ]

    def __str__(self) -> str:
        return self.number
