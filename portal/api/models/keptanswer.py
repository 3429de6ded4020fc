import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptAnswer(models.Model):
    """What was answered to a key (Idempotency-Key) of a caller. `status` is null while the work is under way.

    `claim` is the token of the request that does the work: whoever holds it no longer may not finish.
    """

    caller = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)  # SHA-256 of method, address and body
    claim = models.UUIDField(default=uuid.uuid4)
    claimed_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)  # as it was sent: JSON columns would change its order

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_answer_to_a_key")]
        indexes = [models.Index(fields=["claimed_at"], name="kept_answer_claimed")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
