"""The worker's job in a demonstration."""

from celery import shared_task
from django.utils import timezone

from .demo import sandbox


@shared_task
def move_sandbox() -> int:
    return sandbox.step(timezone.now())
