import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .exporter import Exporter


class ProductSheet(models.Model):
    """A spreadsheet of products that was read without an error and waits for somebody's yes.

    `content` is what was read, not the file: nothing hostile is opened a second time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("File"), max_length=150)
    content = models.BinaryField()
    kept_at = models.DateTimeField(_("Read"), db_index=True)

    class Meta:
        verbose_name = _("spreadsheet of products")
        verbose_name_plural = _("spreadsheets of products")

    def __str__(self) -> str:
        return self.name
