"""Results of tools that an address cannot hold, kept for a while under a code that nobody guesses."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)


def new_code() -> str:
    """128 bits, in letters and digits that fit an address."""
    return secrets.token_urlsafe(16)


class SharedResult(models.Model):
    """What a tool answered. Whoever has the address sees it, and may delete it."""

    code = models.CharField(_("Code"), max_length=40, unique=True, default=new_code)
    tool = models.CharField(_("Tool"), max_length=40)
    answer = models.JSONField(_("Answer"))
    made_at = models.DateTimeField(_("Made at"))
    until = models.DateTimeField(_("Kept until"), db_index=True)

    class Meta:
        verbose_name = _("shared result")
        verbose_name_plural = _("shared results")

    def __str__(self) -> str:
        return f"{self.tool} {self.made_at:%Y-%m-%d}"


def keep(tool: str, answer: object, at: datetime) -> SharedResult:
    """Keeps an answer for 30 days."""
    return SharedResult.objects.create(tool=tool, answer=answer, made_at=at, until=at + KEPT_FOR)


def kept(tool: str, code: str, at: datetime) -> SharedResult | None:
    """The result under the code, if it is still kept."""
    return SharedResult.objects.filter(tool=tool, code=code, until__gt=at).first()


def sweep(at: datetime) -> int:
    """Deletes what was kept long enough; how many."""
    return SharedResult.objects.filter(until__lte=at).delete()[0]
