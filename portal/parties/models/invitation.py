import hashlib
import secrets
import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .exporter import Exporter
from .person import Person
from .power import Power


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> "InvitationQuerySet":
        """Those that can still be taken up."""
        return self.filter(closed_at__isnull=True, good_until__gt=at)


class Invitation(models.Model):
    """Somebody is asked by e-mail to join a company with some roles, or to act for it under a power.

    Only the digest of the code in the letter is kept.
    """

    class End(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail"))
    kinds = models.JSONField(default=list)  # of RoleKind; empty with a power
    power = models.OneToOneField(Power, on_delete=models.CASCADE, null=True, related_name="invitation")
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    good_until = models.DateTimeField()
    ended_as = models.CharField(max_length=10, choices=End, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        indexes = [models.Index(fields=["email"], name="invitation_open", condition=Q(closed_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["exporter", "email"],
                condition=Q(closed_at__isnull=True, power__isnull=True),
                name="one_open_invitation_to_an_address",
            )
        ]

    @staticmethod
    def new_code() -> str:
        """192 bits that nobody guesses."""
        return secrets.token_urlsafe(24)

    @staticmethod
    def digest_of(code: str) -> str:
        return hashlib.sha256(code.encode()).hexdigest()

    def __str__(self) -> str:
        return self.email
