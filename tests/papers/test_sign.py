"""Signatures: of the whole file, broken by any changed byte, and no document without a key."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portal.papers import sign
from portal.papers.management.commands.make_signing_key import demo_key

TIME_STAMP_TOKEN = b"060b2a864886f70d010910020e"  # the object identifier of RFC 3161's token, as the PDF writes it


@pytest.fixture
def page(one_page: bytes) -> bytes:
    return one_page


def test_a_signed_file_says_who_signed_it(page: bytes) -> None:
    pdf = sign.signed(page)

    report = sign.verify(pdf)
    assert report.valid
    assert TIME_STAMP_TOKEN not in pdf.lower()
    assert "DEMO" in report.signer
    assert report.at is not None


@pytest.mark.parametrize("at", [0.05, 0.3, 0.5, 0.62])
def test_a_changed_byte_breaks_the_signature(page: bytes, at: float) -> None:
    pdf = bytearray(sign.signed(page))
    place = int(len(page) * at)

    pdf[place] ^= 0x01

    assert not sign.verify(bytes(pdf)).valid


def test_something_added_after_signing_is_seen(page: bytes) -> None:
    assert not sign.verify(sign.signed(page) + b"\n% more\n").valid


def test_an_unsigned_file_and_a_file_that_is_no_pdf_are_not_signed(page: bytes) -> None:
    assert not sign.verify(page).signed
    assert not sign.verify(b"not a PDF").signed


def test_without_a_key_nothing_is_signed(page: bytes, signing_key: Path) -> None:
    signing_key.unlink()

    with pytest.raises(sign.KeyUnusable, match=r"portal\.p12"):
        sign.signed(page)


@pytest.mark.parametrize("content", [b"", b"not a key"])
def test_a_damaged_key_is_unusable(page: bytes, signing_key: Path, content: bytes) -> None:
    signing_key.write_bytes(content)

    with pytest.raises(sign.KeyUnusable):
        sign.signed(page)


def test_a_key_opens_with_its_own_password_only(page: bytes, signing_key: Path, settings: Any) -> None:
    signing_key.write_bytes(demo_key("rice"))

    settings.SIGNING_KEY_PASSWORD = "rice"
    assert sign.verify(sign.signed(page)).valid

    settings.SIGNING_KEY_PASSWORD = "mango"
    with pytest.raises(sign.KeyUnusable, match="SIGNING_KEY_PASSWORD"):
        sign.signed(page)


def test_an_expired_certificate_signs_nothing(page: bytes, signing_key: Path) -> None:
    signing_key.write_bytes(demo_key(life=timedelta(hours=23)))

    with pytest.raises(sign.KeyUnusable, match="only"):
        sign.signed(page)


def test_with_a_time_stamp_service_the_signature_carries_its_token(
    page: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyhanko.sign.timestamps import DummyTimeStamper

    key = sign._signer()
    service = DummyTimeStamper(tsa_cert=key.signing_cert, tsa_key=key.signing_key)
    monkeypatch.setattr(sign, "_timestamper", lambda: service)

    pdf = sign.signed(page)

    assert sign.verify(pdf).valid
    assert TIME_STAMP_TOKEN in pdf.lower()


def test_set_up_makes_a_demo_key_once_and_for_the_owner_only(tmp_path: Path, settings: Any) -> None:
    from django.core.management import call_command

    settings.SIGNING_KEY_FILE = tmp_path / "deep" / "down" / "portal.p12"

    call_command("make_signing_key", verbosity=0)
    first = settings.SIGNING_KEY_FILE.read_bytes()
    call_command("make_signing_key", verbosity=0)

    assert settings.SIGNING_KEY_FILE.read_bytes() == first
    assert settings.SIGNING_KEY_FILE.stat().st_mode & 0o777 == 0o600
