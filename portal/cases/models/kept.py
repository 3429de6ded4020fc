from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.parties.models import Agency


class KeptValueQuerySet(models.QuerySet["KeptValue"]):
    def standing(self) -> "KeptValueQuerySet":
        """The rows that no correction took the place of; of a key, no two of them hold on one day."""
        return self.filter(withdrawn_at__isnull=True)


class KeptValue(models.Model):
    """A value that the officers set beside those of fixtures/law, from one day until another, both counted (T-6).

    Its words are never edited: it ends, or another row takes its place and it is withdrawn.
    """

    key = models.CharField(_("Value"), max_length=80)
    value = models.CharField(_("Is"), max_length=80)
    valid_from = models.DateField(_("From"))
    valid_to = models.DateField(_("Until"), null=True, blank=True)
    source = models.CharField(_("By which order"), max_length=300)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = KeptValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept value")
        verbose_name_plural = _("kept values")
        ordering = ["key", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="a_value_begins_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="a_value_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"


class ForGoodError(TypeError):
    """Somebody tried to change the history."""


class KeptChangeQuerySet(models.QuerySet["KeptChange"]):
    def update(self, **values: Any) -> NoReturn:
        raise ForGoodError("the history of the lists is written once")

    def delete(self) -> NoReturn:
        raise ForGoodError("the history of the lists is written once")


class KeptChange(models.Model):
    """One change of a list that officers keep: who, when, why, before and after. Written once, without gaps."""

    class Verb(models.TextChoices):
        ADDED = "added", _("Row added")
        REPLACED = "replaced", _("Row replaced")
        ENDED = "ended", _("Row ended")
        WITHDRAWN = "withdrawn", _("Row withdrawn")
        RESUMED = "resumed", _("Row holds on")
        RESET = "reset", _("Second factor reset")

    number = models.PositiveBigIntegerField(unique=True)
    table = models.CharField(max_length=20)
    what = models.CharField(_("What"), max_length=120)
    verb = models.CharField(_("What was done"), max_length=10, choices=Verb)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(_("Agency"), max_length=10, choices=Agency)
    at = models.DateTimeField(_("When"))
    why = models.CharField(_("Why"), max_length=500)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = KeptChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a list")
        verbose_name_plural = _("changes of lists")
        ordering = ["-number"]
        indexes = [models.Index(fields=["table", "-number"], name="kept_change_table")]

    def __str__(self) -> str:
        return f"{self.number}: {self.table} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ForGoodError("the history of the lists is written once")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ForGoodError("the history of the lists is written once")
