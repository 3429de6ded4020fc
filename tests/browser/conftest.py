"""A portal with a key, officers, and browsers for whoever comes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from portal.cases import drafts
from portal.cases.models import Draft
from portal.papers.management.commands.make_signing_key import demo_key
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .visitor import Visitor

Comes = Callable[..., Visitor]


@pytest.fixture(scope="session")
def key_bytes() -> bytes:
    return demo_key()


@pytest.fixture(autouse=True)
def portal(settings: Any, tmp_path: Path, key_bytes: bytes, transactional_db: None, live_server: Any) -> str:
    """The portal's address."""
    settings.SIGNING_KEY_FILE = tmp_path / "portal.p12"
    settings.SIGNING_KEY_FILE.write_bytes(key_bytes)
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.BASE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def comes(browser: Browser, portal: str) -> Iterator[Comes]:
    """Opens a browser for somebody: `comes("th", 320)`. Each has its own cookies."""
    opened = []
    judged: dict[tuple[str, int], set[str]] = {}

    def open_one(language: str = "th", width: int = 1280, name: str = "stranger", **more: Any) -> Visitor:
        size = {"width": width, "height": 700 if width < 600 else 900}
        context = browser.new_context(viewport=size, accept_downloads=True, **more)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": portal}])
        opened.append(context)
        visitor = Visitor.at(context, portal, language, name)
        visitor.scripts = more.get("java_script_enabled", True)
        visitor.judged = judged.setdefault((language, width), set())
        return visitor

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def draft(malee: Person, siam_ceramics: Exporter) -> Draft:
    """An application that Malee has begun and written nothing in yet."""
    return drafts.start("rex", siam_ceramics, Actor.of(malee), timezone.now())


@pytest.fixture
def signed_in_as(comes: Comes, portal: str, signed_in: Callable[[Person], Client]) -> Comes:
    """A browser in which `person` has signed in: `signed_in_as(malee, "th", 320)`."""

    def open_one(person: Person, language: str = "th", width: int = 1280, **more: Any) -> Visitor:
        visitor = comes(language, width, person.email.split("@")[0], **more)
        Person.objects.filter(pk=person.pk).update(language=language)
        name = portal_settings.SESSION_COOKIE_NAME
        session = signed_in(person).cookies[name].value
        visitor.context.add_cookies([{"name": name, "value": session, "url": portal}])
        return visitor

    return open_one
