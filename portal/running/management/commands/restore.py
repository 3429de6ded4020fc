from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.running import archives, dumps


class Command(BaseCommand):
    help = "Puts an archive of `backup` back, after comparing every part with its digest."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--check", action="store_true", help="compare only, change nothing")
        parser.add_argument("--replace", action="store_true", help="although there is data here, which is lost")

    def handle(self, *args: Any, archive: Path, check: bool, replace: bool, **options: Any) -> None:
        try:
            if check:
                manifest = archives.check(archive)
            elif not (replace or dumps.is_empty()):
                raise CommandError(
                    "There is data here. Back it up, then say --replace to put the archive in its place."
                )
            else:
                manifest = archives.restore(archive)
        except (archives.ArchiveError, dumps.DumpError) as failed:
            raise CommandError(str(failed)) from failed
        done = "whole" if check else "restored"
        self.stdout.write(f"{archive}: {done}, {len(manifest.parts) - 1} files, made {manifest.made_at}.")
