from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.cases import registry, state_docs


class Command(BaseCommand):
    help = "Writes the state diagrams (docs/states) and the state × verb × role tables of all procedures."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "states"
        folder.mkdir(parents=True, exist_ok=True)
        for procedure in registry.procedures():
            (folder / f"{procedure.slug}.md").write_text(state_docs.diagram(procedure), encoding="utf-8")
            (folder / f"{procedure.slug}.txt").write_text(state_docs.table(procedure), encoding="utf-8")
            self.stdout.write(f"docs/states/{procedure.slug}.md docs/states/{procedure.slug}.txt")
