from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A way of looking at the queue that an officer wants to have again; `query` is the queue's own address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("Name"), max_length=60)
    query = models.CharField(max_length=1_000)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="a_view_of_a_name_once")]

    def __str__(self) -> str:
        return self.name


class BulkRun(models.Model):
    """One act that an officer wanted done to many cases; its token makes a second click find the first."""

    token = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=80)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("act on many cases")
        verbose_name_plural = _("acts on many cases")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.choice} {self.at:%Y-%m-%d %H:%M}"


class BulkItem(models.Model):
    """A case of the run in the version that the officer saw, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Not done yet")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Not done")

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    findings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("case of an act on many")
        verbose_name_plural = _("cases of an act on many")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "case"], name="a_case_of_a_run_once")]

    def __str__(self) -> str:
        return f"{self.case}: {self.outcome}"
