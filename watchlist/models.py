"""Rows that officers maintain: the editions of the watch-list and their codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .rules.watch_list import Group, Scope


class WatchListEdition(models.Model):
    """The list from one day to another (WL-9, T-6). A revised list is a new edition; the old one is closed."""

    name = models.CharField(_("Edition"), max_length=40, unique=True)
    valid_from = models.DateField(_("In force from"), unique=True)
    valid_until = models.DateField(_("In force until"), null=True, blank=True)
    known_until = models.DateField(
        _("Known to hold until"), null=True, blank=True, help_text=_("Later answers warn that the list was revised.")
    )
    scope = models.CharField(
        _("Blocks"),
        max_length=10,
        choices=[(Scope.GROUP.value, _("for the group's destinations")), (Scope.ALL.value, _("for every destination"))],
        default=Scope.GROUP.value,
    )
    hs_edition = models.CharField(_("HS edition"), max_length=10)
    union = models.CharField(_("Members of the European Union"), max_length=200)
    source = models.CharField(_("Source"), max_length=300)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("edition of the watch-list")
        verbose_name_plural = _("editions of the watch-list")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                models.F("scope"),
                condition=models.Q(valid_until__isnull=True),
                name="watchlist_one_open_edition",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="watchlist_edition_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WatchListCode(models.Model):
    """A code of an item of the list."""

    edition = models.ForeignKey(WatchListEdition, models.PROTECT, related_name="codes", verbose_name=_("Edition"))
    number = models.PositiveSmallIntegerField(_("Item"))
    group = models.CharField(_("Group"), max_length=10, choices=[(group.value, group.value) for group in Group])
    hs = models.CharField(_("HS code"), max_length=10)
    name_th = models.CharField(_("Name in Thai"), max_length=400)
    name_en = models.CharField(_("Name in English"), max_length=400)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("code of the watch-list")
        verbose_name_plural = _("codes of the watch-list")
        ordering = ["edition", "number", "hs"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number", "hs"], name="watchlist_code_once_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.hs}"
