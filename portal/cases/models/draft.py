import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.parties.actors import Actor
from portal.parties.models import Exporter

from .case import Case


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, actor: Actor) -> "DraftQuerySet":
        """Drafts are a company's own: nobody else, officers included, sees what has not been filed."""
        return self.filter(actor.reach())

    def open(self) -> "DraftQuerySet":
        return self.filter(submitted_at__isnull=True, discarded_at__isnull=True)


class Draft(models.Model):
    """What a company is typing, kept from the first letter on.

    `case` is set while a returned case is being mended, and on every draft once it is submitted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.CharField(max_length=30)
    exporter = models.ForeignKey(Exporter, on_delete=models.PROTECT, related_name="drafts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_step = models.CharField(max_length=40, blank=True)  # where signing in again leads back to
    submitted_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["exporter", "-changed_at"], name="draft_exporter")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(submitted_at__isnull=True, discarded_at__isnull=True),
                name="one_open_draft_per_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.id}"

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None and self.discarded_at is None


class DraftStep(models.Model):
    """A step's fields as typed, finished or not.

    `data` is {"values": {control: text or list of texts}, "rows": [{"id": …, control: text}], "removed": [rows]},
    and beside them `turn` and `row_page`: what the open page that wrote last had sent by then.
    `version` counts the changes of the step's own fields. `tab` is the open page that wrote them last: one page
    that saves twice in a row is no conflict. `tried` is set once somebody has asked to go on from the step.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    tab = models.CharField(max_length=32, blank=True)
    tried = models.BooleanField(default=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a draft")
        verbose_name_plural = _("steps of drafts")
        constraints = [models.UniqueConstraint(fields=["draft", "step"], name="a_step_once_in_a_draft")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.step}"


class ParkedInput(models.Model):
    """What was sent from a page whose sign-in had ended; it is saved when somebody who may edit signs in there."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="parked")
    step = models.CharField(max_length=40)
    body = models.JSONField()  # control → texts, as they were sent
    parked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("parked input")
        verbose_name_plural = _("parked inputs")

    def __str__(self) -> str:
        return f"{self.draft_id} {self.step}"
