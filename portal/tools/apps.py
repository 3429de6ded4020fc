from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "portal.tools"
    label = "tools"
    verbose_name = "Public tools"
    default_auto_field = "django.db.models.BigAutoField"
