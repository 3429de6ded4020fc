from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarOverride(models.Model):
    """A day that a cabinet resolution made working or not, against the ordinary calendar (T-4)."""

    day = models.DateField(_("Day"), unique=True)
    working = models.BooleanField(_("Is a working day"))
    reason_th = models.CharField(_("Reason in Thai"), max_length=200)
    reason_en = models.CharField(_("Reason in English"), max_length=200)
    source = models.CharField(_("Cabinet resolution"), max_length=200)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("calendar override")
        verbose_name_plural = _("calendar overrides")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.reason_th}"
