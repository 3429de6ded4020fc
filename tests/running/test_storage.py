"""Files in a storage that speaks S3: kept, read, listed, swept, backed up and restored as those in a folder."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.cases import attachments, messages
from portal.cases.models import Attachment
from portal.papers import making
from portal.papers.models import Document
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from portal.running import archives, health
from tests.registrations.story import AT, submit
from tests.safety.conftest import a_picture

from .bucket import Bucket, a_bucket
from .webserver import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bucket(settings: Any) -> Iterator[Bucket]:
    """The settings of an installation with S3_BUCKET, as they come out of the environment, on a storage of the test."""
    with a_bucket() as bucket:
        bucket.there = True
        settings.STORAGES = {**settings.STORAGES, "default": said_in_the_environment(bucket)}
        yield bucket
        assert bucket.refused == 0


def said_in_the_environment(bucket: Bucket) -> dict[str, Any]:
    said, config = json.loads(_settings().replace("http://storage:9000", bucket.address))
    return {**said, "OPTIONS": {**said["OPTIONS"], "client_config": Config(**config)}}


@cache
def _settings() -> str:
    """Read by a process of its own, as they are at the portal's start."""
    code = """if True:
        import json
        from portal.settings import STORAGES
        said = STORAGES["default"]
        config = said["OPTIONS"].pop("client_config")
        print(json.dumps([said, config._user_provided_options]))"""
    said = {"S3_BUCKET": "portal", "S3_ENDPOINT_URL": "http://storage:9000"}
    key = {"S3_ACCESS_KEY": "portal", "S3_SECRET_KEY": "of-the-tests"}
    command, env = [sys.executable, "-c", code], {**os.environ, **said, **key}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


def test_a_file_goes_into_the_bucket_and_comes_out_of_our_own_view_only(
    bucket: Bucket, malee: Person, somsak: Person, siam_ceramics: Exporter
) -> None:
    case = submit(malee, siam_ceramics)
    messages.post(case, Actor.of(malee), AT, "See the picture.", [a_picture("ภาพถ่าย.png")])

    kept = Attachment.objects.get(case=case)
    client, stranger = Client(), Client()
    client.force_login(malee, backend="allauth.account.auth_backends.AuthenticationBackend")
    stranger.force_login(somsak, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/files/{kept.pk}/")

    assert answer.getvalue() == bucket.kept[kept.file.name]
    assert "Location" not in answer.headers
    assert stranger.get(f"/files/{kept.pk}/").status_code == 404
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{bucket.address}/portal/{kept.file.name}", timeout=5)
    bucket.refused = 0


def test_a_second_file_of_one_name_takes_nothing_from_the_first(bucket: Bucket) -> None:
    first = default_storage.save("attachments/ab/same", ContentFile(b"first"))
    second = default_storage.save("attachments/ab/same", ContentFile(b"second"))

    assert first != second
    assert (bucket.kept[first], bucket.kept[second]) == (b"first", b"second")


def test_a_paper_is_made_into_the_bucket_and_leftovers_of_a_dead_worker_go(
    bucket: Bucket, malee: Person, siam_ceramics: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(malee, siam_ceramics)
    monkeypatch.setattr(making.render, "pdf", lambda _document: b"%PDF-1.7 paper")
    monkeypatch.setattr(making.sign, "signed", lambda pdf: pdf)
    document = Document.objects.first()
    assert document is not None
    leftover = default_storage.save(
        f"papers/{document.pk.hex[:2]}/{document.pk.hex}/leftover.pdf", ContentFile(b"half")
    )

    issued = making.make_due()

    document.refresh_from_db()
    assert issued == Document.objects.filter(state=Document.State.ISSUED).count() > 0
    assert bucket.kept[document.file.name] == b"%PDF-1.7 paper"
    assert leftover not in bucket.kept


def test_the_sweep_lists_the_bucket(bucket: Bucket, malee: Person, siam_ceramics: Exporter, settings: Any) -> None:
    case = submit(malee, siam_ceramics)
    messages.post(case, Actor.of(malee), AT, "See the picture.", [a_picture()])
    kept = set(bucket.kept)
    default_storage.save("attachments/ab/orphan", ContentFile(b"rolled back"))

    swept = attachments.sweep(timezone.now() + timedelta(days=2))

    assert (swept, set(bucket.kept)) == (1, kept)


def test_what_was_destroyed_in_the_bucket_is_restored(
    bucket: Bucket, malee: Person, siam_ceramics: Exporter, tmp_path: Path
) -> None:
    default_storage.save("attachments/ก/a.pdf", ContentFile(b"paper" * 100_000))
    default_storage.save("documents/b.pdf", ContentFile(b""))
    submit(malee, siam_ceramics)
    kept, archive = dict(bucket.kept), tmp_path / "portal.tar.gz"

    call_command("backup", archive)
    bucket.kept.clear()
    bucket.kept["documents/b.pdf"] = b"of somebody else"
    call_command("restore", archive, replace=True)

    assert bucket.kept == kept


def test_what_one_installation_backed_up_another_with_a_bucket_restores(
    settings: Any, malee: Person, siam_ceramics: Exporter, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    default_storage.save("attachments/ab/a.pdf", ContentFile(b"paper"))
    archives.back_up(tmp_path / "portal.tar.gz", AT)

    with a_bucket() as bucket:
        settings.STORAGES = {**settings.STORAGES, "default": said_in_the_environment(bucket)}
        settings.S3_BUCKET = "portal"
        call_command("make_bucket")
        call_command("make_bucket")
        archives.restore(tmp_path / "portal.tar.gz")

        assert bucket.there
        assert bucket.kept == {"attachments/ab/a.pdf": b"paper"}


def test_a_storage_that_is_gone_makes_the_portal_not_ready(bucket: Bucket, settings: Any) -> None:
    health._files()
    with a_bucket() as gone:
        settings.STORAGES = {**settings.STORAGES, "default": said_in_the_environment(gone)}

    with pytest.raises(Exception, match="connect"):
        health._files()
