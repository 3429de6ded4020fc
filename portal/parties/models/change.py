from django.db import models
from django.utils.translation import gettext_lazy as _

from .exporter import Exporter
from .person import Person


class CompanyChange(models.Model):
    """One thing that changed in who may act for a company. Written once; nothing here is changed or deleted."""

    class Verb(models.TextChoices):
        INVITED = "invited", _("invited")
        INVITED_AGAIN = "invited_again", _("invited again")
        WITHDREW = "withdrew", _("withdrew the invitation of")
        JOINED = "joined", _("joined")
        DECLINED = "declined", _("declined the invitation")
        ROLES = "roles", _("changed the roles of")
        REMOVED = "removed", _("took out")
        LEFT = "left", _("left the company")
        POWER_GIVEN = "power_given", _("gave a power of attorney to")
        POWER_TAKEN_UP = "power_taken_up", _("took up a power of attorney")
        POWER_ENDED = "power_ended", _("ended the power of attorney of")
        COMPANY = "company", _("changed what is said of the company")

    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb)
    about = models.CharField(max_length=254, blank=True)  # the address of the person it is about, as it was then
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta:
        verbose_name = _("change of a company")
        verbose_name_plural = _("changes of companies")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.exporter_id} {self.verb} {self.about}"
