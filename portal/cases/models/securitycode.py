import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .draft import Draft


class SecurityCode(models.Model):
    """A code to be copied before filing (REX-7). Only its keyed hash is kept; it is good once and for a short while."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        SOUND = "sound", _("Sound")
        LETTER = "letter", _("E-mail")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="codes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("security code")
        verbose_name_plural = _("security codes")
        indexes = [models.Index(fields=["person", "-made_at"], name="code_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d %H:%M}"
