from django.db import models
from django.utils.translation import gettext_lazy as _

from .exporter import Exporter
from .person import Person


class RoleKind(models.TextChoices):
    OWNER = "owner", _("Owner")
    PREPARER = "preparer", _("Preparer")
    SIGNATORY = "signatory", _("Signatory")
    READER = "reader", _("Reader")


class Role(models.Model):
    """What a person may do for a company; a person may hold several roles in several companies."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("Role"), max_length=10, choices=RoleKind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(fields=["person", "exporter", "kind"], name="a_role_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()} · {self.exporter}"
