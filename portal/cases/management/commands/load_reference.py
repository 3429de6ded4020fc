from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.cases.models import CalendarOverride
from portal.cases.reference import every_list, lay_in_rows, read_fixture


class Command(BaseCommand):
    help = "Lays in the reference rows that are missing; a row that officers have is theirs and stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            self._say("Calendar overrides", lay_in_rows(CalendarOverride, [_override(row) for row in _overrides()]))
            for brought in every_list():
                if brought.lay_in:
                    self._say(brought.title, brought.lay_in())

    def _say(self, title: str, counted: tuple[int, int]) -> None:
        self.stdout.write(f"{title}: {counted[0]} new, {counted[1]} already there.")


def _overrides() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = read_fixture("calendar_overrides")
    return rows


def _override(row: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    said = {name: row[name] for name in ("reason_th", "reason_en", "source")}
    return {"day": date.fromisoformat(row["day"])}, {"working": row["working"] == "true", **said}
