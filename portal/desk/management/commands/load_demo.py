"""manage.py load_demo: invented companies, people and cases, for trying the portal out."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.desk import demo


class Command(BaseCommand):
    help = "Loads the demonstration's companies, people and cases; a second run adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="load although DEMO is off")

    def handle(self, *args: Any, force: bool = False, **options: Any) -> None:
        if not (settings.DEMO or force):
            raise CommandError(
                "DEMO is off: the demo's password is known to everybody. Set DEMO=true, or pass --force."
            )
        added = list(demo.load())
        for line in added:
            self.stdout.write(f"added {line}")
        self.stdout.write(f"demo data: {len(added)} added" if added else "demo data: all there")
