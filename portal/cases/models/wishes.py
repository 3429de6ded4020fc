import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mailing(models.TextChoices):
    """Which notices go out by e-mail, too, and when. All of them stand in the portal."""

    AT_ONCE = "at_once", _("Every notice, at once")
    DAILY = "daily", _("At once what I have to act on; the rest in one letter each morning")
    NEEDED = "needed", _("Only what I have to act on, and decisions")


class Wishes(models.Model):
    """How a person wants to be told of things; whoever has no row has the first of each choice."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="wishes"
    )
    mailing = models.CharField(_("Letters"), max_length=10, choices=Mailing, default=Mailing.AT_ONCE)

    class Meta:
        verbose_name = _("wishes")
        verbose_name_plural = _("wishes")

    def __str__(self) -> str:
        return self.get_mailing_display()


class CalendarFeed(models.Model):
    """The address under which a calendar program reads a person's deadlines; only its digest is kept."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    @staticmethod
    def new_code() -> str:
        """192 bits that nobody guesses."""
        return secrets.token_urlsafe(24)

    @staticmethod
    def digest_of(code: str) -> str:
        return hashlib.sha256(code.encode()).hexdigest()

    def __str__(self) -> str:
        return str(self.person_id)
