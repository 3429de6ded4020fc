from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.law import clause_index, clauses


class Command(BaseCommand):
    help = "Writes docs/clauses.md: each clause with the rules, tests and screens that cite it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        registry = clauses.load(settings.BASE_DIR / "fixtures" / "law")
        page = clause_index.as_markdown(registry, clause_index.build(settings.BASE_DIR, registry))
        (settings.BASE_DIR / "docs" / "clauses.md").write_text(page, encoding="utf-8")
        self.stdout.write("docs/clauses.md is up to date.")
