"""A kind of paper whose rendering waits while the file "hold" exists: time enough to kill the worker in it."""

from django.apps import AppConfig


class SlowConfig(AppConfig):
    name = "tests.papers.slow"
    label = "slow_papers"

    def ready(self) -> None:
        from portal.papers import kinds

        from ..conftest import facts, numbering

        kinds.register(
            kinds.DocumentKind(
                slug="test-slow", title="Slow", template="papers/slow.html", facts=facts, series=numbering
            )
        )
