from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "portal.cases"
    label = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.parties import scopes

        from . import registry

        scopes.come_from(lambda: ((each.slug, each.title) for each in registry.procedures()))
