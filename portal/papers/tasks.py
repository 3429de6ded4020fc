"""The worker's entry: an idempotent scan, so that a lost message or a killed worker costs one beat."""

from celery import shared_task

from . import making


@shared_task(name="portal.papers.tasks.render_queued")
def render_queued() -> int:
    """Makes every paper that is due and not made yet; answers how many it issued."""
    return making.make_due()
