from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication

from portal.parties.models import Exporter


class ApiClient(AbstractApplication):
    """A program of one company (OAuth2 client credentials). It acts as `user`, who made it, in that company alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="+")
    scopes = models.JSONField(default=list)  # what its tokens may be given at most
    secret_at = models.DateTimeField(_("Secret made"))
    last_used_on = models.DateField(_("Last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Revoked"), null=True, blank=True)

    class Meta(AbstractApplication.Meta):
        verbose_name = _("API client")
        verbose_name_plural = _("API clients")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.name)

    def is_usable(self, request: Any) -> bool:
        """Asked by the token endpoint (and by nobody else of ours) before it hands out a token."""
        from portal.api import clients

        return clients.is_live(self)
