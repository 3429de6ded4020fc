from datetime import date
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.cases.models import CalendarOverride

CALENDAR = settings.BASE_DIR / "fixtures" / "reference" / "calendar_overrides.yaml"


class Command(BaseCommand):
    help = "Lays in the reference rows that are missing; a row that officers have is theirs and stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = yaml.load(CALENDAR.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        with transaction.atomic():
            new = sum(self._lay_in(row) for row in rows)
        self.stdout.write(f"Calendar overrides: {new} new, {len(rows) - new} already there.")

    def _lay_in(self, row: dict[str, str]) -> bool:
        _, created = CalendarOverride.objects.get_or_create(
            day=date.fromisoformat(row["day"]),
            defaults={
                "working": row["working"] == "true",
                "reason_th": row["reason_th"],
                "reason_en": row["reason_en"],
                "source": row["source"],
            },
        )
        return created
