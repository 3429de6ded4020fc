"""Papers that the portal makes out: one row each, from the request to the signed file and beyond."""

import uuid
from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case, Submission

from .codes import new_code


def stored_as(document: "Document", name: str) -> str:
    """Where a rendering lies: in the document's own folder, so that leftovers of a killed worker can be told."""
    return f"{folder_of(document)}/{name}"


def folder_of(document: "Document") -> str:
    return f"papers/{document.pk.hex[:2]}/{document.pk.hex}"


class Standing(StrEnum):
    """What a document is worth to somebody who holds it."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Document(models.Model):
    """A paper of a case. `facts` hold everything it says, frozen when asked for: made again, it says the same."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be made")
        RENDERING = "rendering", _("Being made")
        ISSUED = "issued", _("Ready")
        FAILED = "failed", _("Could not be made")

    class Failure(models.TextChoices):
        NONE = "", ""
        SIGNING_KEY = "signing-key", _("The portal's signing key could not be used, so nothing was issued.")
        RENDERING = "rendering", _("The document could not be made, although the portal tried several times.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(_("Kind of document"), max_length=40)
    languages = models.CharField(max_length=10, default="th en")
    facts = models.JSONField()
    version = models.PositiveIntegerField(_("Version"), default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    series = models.CharField(max_length=60, blank=True)
    number = models.CharField(_("Document number"), max_length=60, null=True, blank=True)
    verification_code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    requested_at = models.DateTimeField(_("Asked for"))
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)

    state = models.CharField(_("State"), max_length=10, choices=State, default=State.QUEUED)
    claim = models.UUIDField(null=True, blank=True)  # the worker's token: only its holder may finish
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    failure = models.CharField(max_length=15, choices=Failure, blank=True)
    error = models.TextField(_("What went wrong"), blank=True)

    file = models.FileField(upload_to=stored_as, max_length=160, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(_("Issued"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Revoked"), null=True, blank=True)
    revoked_reason = models.TextField(_("Reason for revocation"), blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["requested_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="document_number_in_series"),
            models.UniqueConstraint(
                fields=["case", "kind", "submission", "version"], name="one_version_of_a_kind_for_a_submission"
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "version"],
                condition=Q(submission__isnull=True),
                name="one_version_of_a_kind_for_a_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="document_to_make", condition=Q(state__in=["queued", "rendering"])
            ),
            models.Index(fields=["requested_at"], name="document_failed", condition=Q(state="failed")),
            models.Index(fields=["sha256"], name="document_sha256"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.case}"

    @property
    def is_pending(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RENDERING)

    @property
    def replacement(self) -> "Document | None":
        """The issued document that took this one's place; one still being made takes nobody's place."""
        newer = getattr(self, "replaced_by", None)
        return newer if newer is not None and newer.issued_at is not None else None

    def standing(self, on: date) -> Standing:
        """What the document is worth on a day; its last day of validity still counts."""
        if self.revoked_at is not None:
            return Standing.REVOKED
        if self.issued_at is None:
            return Standing.PENDING
        if self.replacement is not None:
            return Standing.REPLACED
        if self.valid_until is not None and on > self.valid_until:
            return Standing.EXPIRED
        return Standing.IN_FORCE
