import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """An e-mail to somebody; a row not sent yet is a letter still to send. Its text goes once it is sent.

    `good_until` is the end of what a letter is good for (a code, a link): then it is not sent any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField(_("To"))
    subject = models.CharField(_("Subject"), max_length=420)
    body = models.TextField(blank=True)
    at = models.DateTimeField(_("Written"))
    good_until = models.DateTimeField(_("Good until"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("Last tried"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("Failed tries"), default=0)
    last_error = models.CharField(_("What went wrong"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"], name="letter_unsent", condition=models.Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return self.subject
