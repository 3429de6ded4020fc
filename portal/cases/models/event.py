from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case


class Event(models.Model):
    """One thing that happened to a case. Written once, never changed: each carries the hash of the one before."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_as = models.CharField(max_length=20)  # exporter, officer, clock
    at = models.DateTimeField()
    clauses = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    given = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="event_number_in_case")]
        indexes = [models.Index(fields=["at"], name="event_at")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number} {self.verb}"


class Anchor(models.Model):
    """The heads of all chains that moved since the last anchor, in one hash, itself chained to the anchor before.

    `heads` says case → [number, hash] of its last event: an event cut off a chain's end is missed here.
    """

    day = models.DateField(unique=True)
    up_to = models.PositiveBigIntegerField()  # the last event's id when the anchor was made
    heads = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.hash[:12]}"
