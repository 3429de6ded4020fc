from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def open(self) -> "WithdrawalQuerySet":
        return self.filter(outcome=Withdrawal.Outcome.OPEN)


class Withdrawal(models.Model):
    """The exporter's request to take an application back; until an officer decides, it can be cancelled."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        OVERTAKEN = "overtaken", _("Not granted: the application was decided before the request was answered")
        CANCELLED = "cancelled", _("Cancelled by the exporter")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="withdrawals")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(_("Reason"))
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(outcome="open"), name="one_open_withdrawal_per_case")
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.outcome}"
