from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A way of looking at the queue that an officer wants to have again; `query` is the queue's own address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("Name"), max_length=60)
    query = models.CharField(max_length=1_000)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="a_view_of_a_name_once")]

    def __str__(self) -> str:
        return self.name
