from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
    verbose_name = "Officers' desk"
    default_auto_field = "django.db.models.BigAutoField"
