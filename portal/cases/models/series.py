from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """A run of numbers without gaps or doubles: its row is locked while a number is taken."""

    key = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"
