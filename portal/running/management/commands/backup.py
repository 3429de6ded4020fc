from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.running import archives
from portal.running.dumps import DumpError


class Command(BaseCommand):
    help = "Writes the database and every file into one archive, with the digest of each part. Keys are not in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path, help="the file to write, such as portal-2569-11-25.tar.gz")

    def handle(self, *args: Any, archive: Path, **options: Any) -> None:
        try:
            manifest = archives.back_up(archive, timezone.now())
        except (DumpError, OSError) as failed:
            raise CommandError(f"Nothing was written. {failed}") from failed
        size = sum(part.size for part in manifest.parts)
        self.stdout.write(f"{archive}: {len(manifest.parts) - 1} files and the database, {size:,} bytes.")
