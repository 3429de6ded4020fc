from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.cases import anchors


class Command(BaseCommand):
    help = "Anchors the chains of events now, if yesterday is not anchored yet; prints the hash to keep elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        made = anchors.anchor(timezone.now())
        self.stdout.write(f"{made.day} {made.hash}" if made else "Nothing to anchor.")
