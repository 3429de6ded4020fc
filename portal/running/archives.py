"""Backups: the database and every file in one archive, with the digest of each part; written whole or not at all."""

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import IO, Any

from django.core.files.storage import default_storage

from . import dumps

MANIFEST = "manifest.json"
FILES = "files/"
VERSION = 1
_PIECE = 1 << 20


class ArchiveError(Exception):
    """An archive that is damaged, incomplete, or of another kind of database; nothing was changed."""


@dataclass(frozen=True)
class Part:
    """A file of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive holds."""

    version: int
    made_at: str
    engine: str
    parts: tuple[Part, ...]


def back_up(path: Path, at: datetime) -> Manifest:
    """Writes the archive. The database comes first: a file that it names is there when the files are read."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with TemporaryDirectory() as folder, tarfile.open(beside, "w:gz", compresslevel=1) as archive:
            dump = Path(folder) / dumps.name()
            dumps.dump(dump)
            with dump.open("rb") as file:
                parts = [_add(archive, dump.name, file, dump.stat().st_size)]
            for name in sorted(_names("")):
                with default_storage.open(name) as stored:
                    parts.append(_add(archive, FILES + name, stored, default_storage.size(name)))
            manifest = Manifest(VERSION, at.isoformat(), dumps.engine(), tuple(parts))
            _add_text(archive, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def check(path: Path) -> Manifest:
    """Reads the whole archive and compares every part with its digest. Raises ArchiveError."""
    found: dict[str, Part] = {}
    manifest: Manifest | None = None
    with _opened(path) as archive:
        for member, file in _parts(archive):
            if member.name == MANIFEST:
                manifest = _manifest(file.read())
                continue
            size, digest = _digest(file)
            found[member.name] = Part(member.name, size, digest)
    if manifest is None:
        raise ArchiveError("The archive has no list of its parts: it was never finished.")
    if manifest.version != VERSION or manifest.engine != dumps.engine():
        raise ArchiveError(
            f"The archive is of version {manifest.version} for {manifest.engine}, not for this database."
        )
    if set(found.values()) != set(manifest.parts):
        wrong = sorted({part.name for part in set(found.values()) ^ set(manifest.parts)})
        raise ArchiveError(f"These parts are missing, damaged or foreign: {', '.join(wrong[:5])}")
    return manifest


def restore(path: Path) -> Manifest:
    """Puts back what `check` has found whole: files first, then the database in one transaction, which names them."""
    manifest = check(path)
    with TemporaryDirectory() as folder, _opened(path) as archive:
        dump = Path(folder) / dumps.name()
        for member, file in _parts(archive):
            if member.name.startswith(FILES):
                _put(member.name.removeprefix(FILES), file)
            elif member.name != MANIFEST:
                with dump.open("wb") as out:
                    for piece in iter(lambda source=file: source.read(_PIECE), b""):  # type: ignore[misc]
                        out.write(piece)
        dumps.restore(dump)
    return manifest


def _names(folder: str) -> Iterator[str]:
    folders, files = default_storage.listdir(folder) if _is_there(folder) else ([], [])
    for name in files:
        yield f"{folder}/{name}" if folder else name
    for name in folders:
        yield from _names(f"{folder}/{name}" if folder else name)


def _is_there(folder: str) -> bool:
    try:
        default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept
        return False
    return True


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> Part:
    counted = _Counted(file)
    member = tarfile.TarInfo(name)
    member.size = size
    archive.addfile(member, counted)
    return Part(name, size, counted.digest.hexdigest())


class _Counted:
    """A file that is digested while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    with NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        file.seek(0)
        _add(archive, name, file, len(text.encode()))


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:gz") as archive:
            yield archive
    except (tarfile.TarError, EOFError, OSError) as unreadable:
        raise ArchiveError(f"{path.name} cannot be read as a backup: {unreadable}") from unreadable


def _parts(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for member in archive:
        file = archive.extractfile(member)
        if file is None:
            raise ArchiveError(f"{member.name} is no file.")
        yield member, file


def _digest(file: IO[bytes]) -> tuple[int, str]:
    counted = _Counted(file)
    size = sum(len(piece) for piece in iter(lambda: counted.read(_PIECE), b""))
    return size, counted.digest.hexdigest()


def _manifest(content: bytes) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(content)
        return Manifest(**{**said, "parts": tuple(Part(**part) for part in said["parts"])})
    except (ValueError, TypeError, KeyError) as unfit:
        raise ArchiveError("The list of parts cannot be read.") from unfit


def _put(name: str, file: IO[bytes]) -> None:
    """Under its own name exactly: rows name their files."""
    from django.core.files import File

    default_storage.delete(name)
    kept = default_storage.save(name, File(file))
    if kept != name:
        raise ArchiveError(f"{name} could not be put back under its own name.")
