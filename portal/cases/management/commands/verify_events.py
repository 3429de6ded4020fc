from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.cases import anchors


class Command(BaseCommand):
    help = "Checks every case's chain of events and every day's anchor; lists what does not hold and ends with 1."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for fault in anchors.faults():
            faults += 1
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{faults} fault(s) in the chains of events", returncode=1)
        self.stdout.write("All chains of events and all anchors hold.")
