from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "portal.parties"
    label = "parties"
    verbose_name = "Companies and people"
    default_auto_field = "django.db.models.BigAutoField"
