from django.apps import AppConfig


class DrawbackConfig(AppConfig):
    name = "drawback"
    label = "drawback"
    verbose_name = "Duty drawback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .rules import evaluators

        assert evaluators  # they registered themselves
