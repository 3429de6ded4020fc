from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
    verbose_name = "Officers' desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.cases import registry

        from .casepage import address

        registry.register_officers_page(address)
