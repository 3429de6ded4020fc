from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case, Waiting


class Deadline(models.Model):
    """By when somebody has to act, strictly and by law (T-3); `paused` holds [from, until] dates in ISO.

    The last pause has no end (None) while it lasts.
    """

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", _("working days")
        DAYS = "days", _("days")
        MONTHS = "months", _("months")

    class Told(models.TextChoices):
        """What still has to be told of a deadline that a scan has marked."""

        DUE = "due"
        OVERDUE = "overdue"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=30)
    waiting_for = models.CharField(max_length=10, choices=Waiting)
    clause = models.CharField(max_length=12)
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=15, choices=Unit)
    from_on = models.DateField()
    strict_on = models.DateField()
    legal_on = models.DateField()
    paused = models.JSONField(default=list)
    rests = models.BooleanField(default=False)  # while the last pause lasts
    met_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    to_tell = models.CharField(max_length=10, choices=Told, blank=True, default="")

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(met_at__isnull=True), name="one_open_deadline_of_a_kind"
            )
        ]
        indexes = [
            models.Index(fields=["strict_on"], name="deadline_unmet", condition=Q(met_at__isnull=True)),
            models.Index(fields=["id"], name="deadline_to_tell", condition=~Q(to_tell="")),
        ]

    @property
    def is_paused(self) -> bool:
        return bool(self.paused) and self.paused[-1][1] is None

    def __str__(self) -> str:
        return f"{self.kind} {self.legal_on}"
