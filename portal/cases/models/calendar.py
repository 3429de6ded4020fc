from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarOverrideQuerySet(models.QuerySet["CalendarOverride"]):
    def standing(self) -> "CalendarOverrideQuerySet":
        """The rows that count; of a day there is one at most."""
        return self.filter(withdrawn_at__isnull=True)


class CalendarOverride(models.Model):
    """A day that a cabinet resolution made working or not, against the ordinary calendar (T-4).

    A row that no longer counts is withdrawn and stays.
    """

    day = models.DateField(_("Day"))
    working = models.BooleanField(_("Is a working day"))
    reason_th = models.CharField(_("Reason in Thai"), max_length=200)
    reason_en = models.CharField(_("Reason in English"), max_length=200)
    source = models.CharField(_("Cabinet resolution"), max_length=200)
    changed_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar override")
        verbose_name_plural = _("calendar overrides")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(withdrawn_at__isnull=True), name="a_day_is_moved_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.reason_th}"
