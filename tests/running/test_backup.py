"""The drill: everything is backed up, destroyed, restored, and is what it was; a damaged archive changes nothing."""

import gzip
import io
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.cases import chain
from portal.cases.models import Case, Event
from portal.parties.models import Exporter, Person
from portal.running import archives, dumps
from tests.registrations.story import submit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def filled(malee: Person, siam_ceramics: Exporter) -> Case:
    default_storage.save("attachments/ก/a.pdf", ContentFile(b"paper" * 1000))
    default_storage.save("documents/b.pdf", ContentFile(b""))
    return submit(malee, siam_ceramics)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that models name."""
    return {
        model._meta.db_table: sorted(model._base_manager.values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def files() -> dict[str, bytes]:
    found = {}
    for name in archives._names(""):
        with default_storage.open(name) as file:
            found[name] = file.read()
    return found


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_what_was_destroyed_is_restored_row_by_row_and_file_by_file(
    filled: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, kept, archive = everything(), files(), tmp_path / "portal.tar.gz"
    call_command("backup", archive)
    assert "2 files and the database" in said(capsys)
    call_command("restore", archive, check=True)

    Person.objects.filter(pk=filled.exporter.roles.first().person_id).update(name_th="x")  # type: ignore[union-attr]
    Case.objects.update(state="granted")
    default_storage.delete("attachments/ก/a.pdf")
    default_storage.save("documents/later.pdf", ContentFile(b"made after the backup"))
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", archive)
    call_command("restore", archive, replace=True)

    assert everything() == rows
    assert {name: content for name, content in files().items() if name in kept} == kept
    assert list(chain.breaks(Event.objects.filter(case=filled).order_by("number"))) == []


def test_an_archive_is_whole_or_not_there(filled: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "portal.tar.gz"
    archive.write_bytes(b"the one before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dumps, "dump", full)
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("backup", archive)

    assert archive.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["portal.tar.gz"]


def rewritten(archive: Path, change: Any) -> None:
    """The archive with its parts changed: `change` answers another content, or None to leave a part out."""
    parts = []
    with tarfile.open(archive, "r:gz") as old:
        for member in old:
            file = old.extractfile(member)
            assert file is not None
            parts.append((member.name, file.read()))
    with tarfile.open(archive, "w:gz") as new:
        for name, content in parts:
            changed = change(name, content)
            if changed is not None:
                member = tarfile.TarInfo(name)
                member.size = len(changed)
                new.addfile(member, io.BytesIO(changed))


DAMAGES: dict[str, Any] = {
    "a file was changed": lambda name, content: content + b"x" if name.endswith("a.pdf") else content,
    "a file is missing": lambda name, content: None if name.endswith("a.pdf") else content,
    "the database was changed": lambda name, content: content[:-1] + b"?" if name.startswith("database") else content,
    "the list is missing": lambda name, content: None if name == archives.MANIFEST else content,
    "the list is rubbish": lambda name, content: b"{}" if name == archives.MANIFEST else content,
    "of another database": lambda name, content: (
        content.replace(dumps.engine().encode(), b"oracle") if name == archives.MANIFEST else content
    ),
}


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_a_damaged_archive_is_refused_before_anything_is_touched(filled: Case, tmp_path: Path, damage: str) -> None:
    archive = tmp_path / "portal.tar.gz"
    call_command("backup", archive)
    rewritten(archive, DAMAGES[damage])
    Case.objects.update(state="granted")
    rows, kept = everything(), files()

    for how in ({"check": True}, {"replace": True}):
        with pytest.raises(CommandError):
            call_command("restore", archive, **how)

    assert everything() == rows
    assert files() == kept


@pytest.mark.parametrize(
    "content", [b"", b"no archive", gzip.compress(b"no archive either", mtime=0)], ids=["nothing", "text", "gzip"]
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "portal.tar.gz"
    archive.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("restore", archive, replace=True)


def test_an_archive_cut_short_is_refused(filled: Case, tmp_path: Path) -> None:
    archive = tmp_path / "portal.tar.gz"
    call_command("backup", archive)
    archive.write_bytes(archive.read_bytes()[:-200])

    with pytest.raises(CommandError):
        call_command("restore", archive, check=True)


def test_a_name_that_leads_out_of_the_folder_is_refused(filled: Case, tmp_path: Path) -> None:
    archive = tmp_path / "portal.tar.gz"
    call_command("backup", archive)
    manifest = archives.check(archive)

    assert all(".." not in part.name for part in manifest.parts)
    with pytest.raises(Exception, match="path"):
        archives._put("../../out.pdf", io.BytesIO(b"x"))


def test_an_empty_portal_takes_an_archive_without_being_asked_twice(filled: Case, tmp_path: Path) -> None:
    archive = tmp_path / "portal.tar.gz"
    call_command("backup", archive)
    rows = everything()

    call_command("flush", interactive=False, verbosity=0)
    assert dumps.is_empty()
    call_command("restore", archive)

    assert everything() == rows
