"""Rows that officers maintain: the product-specific rules of every rule set."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductSpecificRule(models.Model):
    """A line of a rule set's annex (FD-8). A changed rule is a new row; the old one is closed, never deleted."""

    rule_set = models.CharField(_("Rule set"), max_length=40)
    hs = models.CharField(_("HS code"), max_length=11, help_text=_("2 to 8 digits, of the rule set's HS edition."))
    terms = models.CharField(
        _("Alternatives"), max_length=300, help_text=_("For example: RVC40 or CTH except from 10.06 or refining")
    )
    name_th = models.CharField(_("Name in Thai"), max_length=300, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    valid_from = models.DateField(_("In force from"))
    valid_until = models.DateField(_("In force until"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("product-specific rule")
        verbose_name_plural = _("product-specific rules")
        ordering = ["rule_set", "hs", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "hs", "valid_from"], name="formd_psr_once_a_day"),
            models.UniqueConstraint(
                fields=["rule_set", "hs"],
                condition=models.Q(valid_until__isnull=True),
                name="formd_psr_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="formd_psr_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.hs}: {self.terms}"
