from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartiesConfig(AppConfig):
    name = "portal.parties"
    label = "parties"
    verbose_name = _("Companies and people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import signedin

        signedin.follow()
