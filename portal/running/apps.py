from django.apps import AppConfig


class RunningConfig(AppConfig):
    name = "portal.running"
    label = "running"
    verbose_name = "Running"

    def ready(self) -> None:
        from . import figures, requestids

        requestids.follow_tasks()
        figures.follow_jobs()
