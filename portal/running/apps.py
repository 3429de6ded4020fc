from django.apps import AppConfig


class RunningConfig(AppConfig):
    name = "portal.running"
    label = "running"
    verbose_name = "Running"

    def ready(self) -> None:
        from . import requestids

        requestids.follow_tasks()
