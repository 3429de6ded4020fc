import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case


class Notice(models.Model):
    """Something a person should know, in the portal; the same goes out as a letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="notices")
    kind = models.CharField(max_length=40)
    subject_th = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    text_th = models.TextField()
    text_en = models.TextField()
    path = models.CharField(max_length=300, blank=True)  # where to go on, inside the portal
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    to_collect = models.BooleanField(default=False)  # waits for the person's daily letter

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_person"),
            models.Index(fields=["at"], condition=models.Q(to_collect=True), name="notice_to_collect"),
        ]

    def __str__(self) -> str:
        return self.subject_th
