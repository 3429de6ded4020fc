from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "portal.tools"
    label = "tools"
    verbose_name = "Public tools"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from . import registry, views

        registry.register(
            registry.Tool(
                slug="deadlines",
                title=_("Deadline calculator"),
                summary=_("When a period of months or years, or a number of working days, is over."),
                order=10,
                view=views.DeadlinePage.as_view(),
            )
        )
