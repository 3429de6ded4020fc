"""Every page that can be reached from the start, by everybody, in both languages: it answers, and it is translated.

Follows links as a person would. What Django and its packages say on the way is asked, too: a sentence that a
library brings and nobody translated fails here, with the page that shows it.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from portal.parties.models import Person

MOST = 150
THAI = re.compile(r"[\u0e00-\u0e7f]")
LETTER = re.compile(r"[A-Za-z]{2}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
PEOPLE = (None, "malee", "niran", "boonmee", "kanya", "ploy", "krit", "admin")


class Links(HTMLParser):
    """Where a page leads by GET."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


def is_english(text: str) -> bool:
    said = PLACEHOLDER.sub("", text.rpartition("\x04")[2])  # gettext puts the context before it
    return bool(LETTER.search(said)) and not THAI.search(said)


@pytest.fixture
def untranslated(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Sentences that were looked up in Thai and are not in any catalogue."""
    missing: set[str] = set()
    look_up = trans_real.DjangoTranslation.gettext

    def noting(catalogue: trans_real.DjangoTranslation, message: str) -> str:
        said = look_up(catalogue, message)
        if catalogue.language() == "th" and said == message and is_english(message):
            missing.add(message)
        return said

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", noting)
    return missing


def shape(address: str) -> str:
    """Pages of one kind look alike: three of a kind are enough."""
    parts = urlsplit(address)
    keys = "&".join(sorted(part.partition("=")[0] for part in parts.query.split("&")))
    return re.sub(r"\d+|[A-Z]{2,}[\w-]*", "N", parts.path) + "?" + keys


def walk(client: Client) -> Iterator[tuple[str, int, str]]:
    """Each page with its status and text, from the start on."""
    waiting, seen, kinds = ["/"], {"/"}, {}
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        response = client.get(address, follow=True)
        if "text/html" not in response.headers.get("Content-Type", ""):
            yield address, response.status_code, ""
            continue
        page = response.content.decode()
        yield address, response.status_code, page
        here = response.redirect_chain[-1][0] if response.redirect_chain else address
        for link in Links(page).found:
            target = urldefrag(urljoin(here, link)).url
            kinds[shape(target)] = kinds.get(shape(target), 0) + (target not in seen)
            if target.startswith("/") and target not in seen and kinds[shape(target)] <= 3:
                seen.add(target)
                waiting.append(target)


@pytest.fixture
def demo(db: None, settings: LazySettings) -> None:
    settings.DEMO = True
    call_command("load_reference", verbosity=0)
    call_command("load_demo", verbosity=0)


def a_browser_of(name: str | None, language: str) -> Client:
    client = Client()
    if name:
        person = Person.objects.get(email=f"{name}@demo.example")
        Person.objects.filter(pk=person.pk).update(language=language)
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_answers_and_is_translated(demo: None, untranslated: set[str], language: str) -> None:
    broken: list[str] = []
    first_on: dict[str, str] = {}
    pages: dict[str | None, int] = {}

    for name in PEOPLE:
        for address, status, page in walk(a_browser_of(name, language)):
            pages[name] = pages.get(name, 0) + 1
            if status >= 400:
                broken.append(f"{status} {address} ({name})")
            if page and f'lang="{language}' not in page:
                broken.append(f"not in {language}: {address} ({name})")
            for message in untranslated:
                first_on.setdefault(message, f"{address} ({name})")
    translation.deactivate()

    assert {name: count for name, count in pages.items() if count < 5} == {}
    assert broken == []
    assert first_on == {}, "\n".join(f"{message!r} on {address}" for message, address in first_on.items())
