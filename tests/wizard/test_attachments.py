import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image
from pypdf import PdfWriter

from portal.cases import attachments, drafts, submissions
from portal.cases.models import Draft
from portal.parties import uploads
from portal.parties.actors import Actor
from portal.parties.models import Person
from portal.parties.uploads import pictures

from .conftest import NOW


def a_pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def a_picture(kind: str = "PNG") -> bytes:
    written = io.BytesIO()
    Image.new("L", (30, 20), 255).save(written, kind)
    return written.getvalue()


def add(draft: Draft, person: Person, name: str, content: bytes) -> attachments.Attachment:
    return attachments.add(SimpleUploadedFile(name, content), actor=Actor.of(person), at=NOW, draft=draft, step="lines")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", a_pdf()), ("b.PNG", a_picture()), ("c.jpeg", a_picture("JPEG"))],
    ids=["pdf", "png", "jpeg"],
)
def test_a_sound_file_is_kept_with_its_hash(draft: Draft, malee: Person, name: str, content: bytes) -> None:
    kept = add(draft, malee, name, content)

    assert (kept.name, kept.size, kept.sha256) == (name, len(content), hashlib.sha256(content).hexdigest())
    with kept.file.open() as file:
        assert file.read() == content
    assert name not in kept.file.name


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", a_picture(), "not what its name says"),
        ("a.png", a_pdf(), "not what its name says"),
        ("a.jpg", b"MZ\x90\x00 this is a program", "not what its name says"),
        ("a.pdf", b"%PDF-1.7\nand nothing that follows", "cannot be opened"),
        ("a.pdf", a_pdf("secret"), "protected by a password"),
        ("a.png", a_picture()[:40], "cannot be opened"),
        ("a.exe", a_pdf(), "of a kind"),
        ("a.pdf.html", a_pdf(), "of a kind"),
        ("pdf", a_pdf(), "no proper name"),
        (".pdf", a_pdf(), "no proper name"),
    ],
    ids=[str(number) for number in range(11)],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    draft: Draft, malee: Person, name: str, content: bytes, why: str
) -> None:
    with translation.override("en"), pytest.raises(attachments.FileRefused, match=why):
        add(draft, malee, name, content)

    assert not attachments.of_draft(draft).exists()


def test_a_file_that_is_too_large_is_refused(draft: Draft, malee: Person, settings: pytest.FixtureRequest) -> None:
    settings.ATTACHMENT_MAX_BYTES = 100  # type: ignore[attr-defined]

    with translation.override("en"), pytest.raises(attachments.FileRefused, match="too large"):
        add(draft, malee, "a.pdf", a_pdf())


def test_a_picture_that_would_fill_the_memory_is_refused(
    draft: Draft, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 599)

    with translation.override("en"), pytest.raises(attachments.FileRefused, match="more than a reader can show"):
        add(draft, malee, "a.png", a_picture())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\malee\\letter.pdf", "letter.pdf"),
        ("หนังสือ \u202emoc.pdf", "หนังสือ moc.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("ก" * 300 + ".pdf", "ก" * 146 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_its_tricks(sent: str, kept: str) -> None:
    assert uploads.clean_name(sent) == kept


def test_a_removed_file_can_be_brought_back_until_filing(full: Draft, malee: Person) -> None:
    kept = add(full, malee, "a.pdf", a_pdf())
    attachments.remove(kept, Actor.of(malee), NOW)
    assert not attachments.of_draft(full).exists()

    attachments.undo_remove(kept, Actor.of(malee))
    case = submissions.submit(full, Actor.of(malee), NOW)

    assert [one["sha256"] for one in case.submissions.get().files] == [kept.sha256]
    with pytest.raises(drafts.DraftClosed):
        attachments.remove(kept, Actor.of(malee), NOW)


def test_nobody_of_another_company_adds_a_file(draft: Draft, somsak: Person) -> None:
    with pytest.raises(drafts.NotYours):
        add(draft, somsak, "a.pdf", a_pdf())


def test_the_files_of_a_returned_case_go_on_with_it(full: Draft, malee: Person, ploy: Person) -> None:
    from portal.cases import moves

    kept = add(full, malee, "a.pdf", a_pdf())
    case = submissions.submit(full, Actor.of(malee), NOW)
    case.handler = ploy
    case.save()
    moves.perform(case, "return", Actor.of(ploy), NOW, reasons=[{"code": "x", "th": "ก", "en": "a"}])

    again = drafts.reopen(case, Actor.of(malee), NOW)

    assert [one.sha256 for one in attachments.of_draft(again)] == [kept.sha256]
    assert [one.sha256 for one in attachments.of_draft(full)] == [kept.sha256]


def test_a_file_of_no_row_is_swept_after_a_day_and_no_other(draft: Draft, malee: Person) -> None:
    kept = add(draft, malee, "kept.pdf", a_pdf())
    orphan = Path(default_storage.path(default_storage.save("attachments/ab/orphan", ContentFile(b"rolled back"))))
    young = Path(default_storage.path(default_storage.save("attachments/ab/young", ContentFile(b"on its way"))))
    day_before_yesterday = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (orphan, Path(kept.file.path)):
        os.utime(path, (day_before_yesterday, day_before_yesterday))

    attachments.sweep(timezone.now())

    assert not orphan.exists()
    assert young.exists() and Path(kept.file.path).exists()
