import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .exporter import Exporter
from .person import Person
from .role import RoleKind


def kept_as(power: "Power", _name: str) -> str:
    """Where the scan lies: a name of our own, so that nothing in the sender's name reaches the file system."""
    return f"powers/{power.pk.hex[:2]}/{power.pk.hex}"


class PowerKind(models.TextChoices):
    """What an agent may do; the company itself stays its owners' business."""

    SIGNATORY = RoleKind.SIGNATORY.value, _("Fill in and submit")
    PREPARER = RoleKind.PREPARER.value, _("Fill in, for the company to submit")
    READER = RoleKind.READER.value, _("Read")


class PowerQuerySet(models.QuerySet["Power"]):
    def in_force(self, on: date) -> "PowerQuerySet":
        """Those by which an agent may act on that day: taken up, begun, neither past their last day nor ended.

        The day is asked each time; no job has to switch anything off.
        """
        return self.filter(agent__isnull=False, ended_at__isnull=True, starts_on__lte=on, ends_on__gte=on)


class Power(models.Model):
    """A power of attorney: an agent (a person of no role here) acts for a company, for some procedures, for a time.

    `ends_on` is the last day. `agent` is nobody until the person who was invited takes it up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="powers")
    agent = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="powers")
    kind = models.CharField(_("What the agent may do"), max_length=10, choices=PowerKind)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    file = models.FileField(upload_to=kept_as, max_length=120)
    file_name = models.CharField(_("File name"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)  # when it was told that the end comes near

    objects = PowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("power of attorney")
        verbose_name_plural = _("powers of attorney")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["agent", "ends_on"], name="power_of_agent")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_power_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.exporter} → {self.agent or '?'}"

    def stands(self, on: date) -> str:
        """How it stands on a day: offered, coming, in_force, past or ended."""
        if self.ended_at is not None:
            return "ended"
        if on > self.ends_on:
            return "past"
        if self.agent_id is None:
            return "offered"
        return "coming" if on < self.starts_on else "in_force"


class PowerScope(models.Model):
    """One procedure that a power covers."""

    power = models.ForeignKey(Power, on_delete=models.CASCADE, related_name="scopes")
    procedure = models.CharField(_("Procedure"), max_length=30)

    class Meta:
        verbose_name = _("scope of a power")
        verbose_name_plural = _("scopes of powers")
        constraints = [models.UniqueConstraint(fields=["power", "procedure"], name="a_procedure_once_in_a_power")]

    def __str__(self) -> str:
        return self.procedure
