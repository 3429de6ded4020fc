from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case
from .draft import Draft


class Submission(models.Model):
    """Exactly what was filed, each time it was filed: the answers, the hash of each file, and a hash of it all."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="submission")  # a draft is filed once
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()  # step → {"values": …, "rows": …}, as the strict forms accepted them
    typed = models.JSONField(default=dict)  # the same as typed: what a reopened or copied application starts from
    files = models.JSONField(default=list)  # [{"name", "size", "sha256", "step"}]
    findings = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="submission_number_in_case")]

    def __str__(self) -> str:
        return f"{self.case} #{self.number}"
