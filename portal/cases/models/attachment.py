import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case
from .draft import Draft
from .message import Message, Question


def stored_as(attachment: "Attachment", _name: str) -> str:
    """Where the bytes lie: a name of our own, so that nothing in the sender's name reaches the file system."""
    return f"attachments/{attachment.pk.hex[:2]}/{attachment.pk.hex}"


class Attachment(models.Model):
    """A file that somebody handed in, with the hash of its bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exporter_id_at_upload = models.BigIntegerField()
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    step = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("File name"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=stored_as, max_length=120)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.name
