"""Where somebody is signed in: each browser a line, ended one by one or all but this one."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from .models import Person

# The first that fits: browsers name their forebears, too.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Line/", "LINE"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class Device:
    """A browser in which the person is signed in."""

    pk: int
    browser: str  # "" where it does not say
    system: str
    address: str
    since: datetime
    is_this: bool


def devices_of(person: Person, request: HttpRequest) -> list[Device]:
    """This one first, then the newest. Sessions that are over are forgotten on the way."""
    current = request.session.session_key
    found = [_device(session, current) for session in UserSession.objects.purge_and_list(person)]
    return sorted(found, key=lambda each: (not each.is_this, -each.since.timestamp()))


def end(person: Person, pk: int) -> bool:
    """Signs the person out of one device; answers whether there was such a one."""
    session = UserSession.objects.filter(user=person, pk=pk).first()
    if session is not None:
        session.end()
    return session is not None


def end_others(person: Person, request: HttpRequest) -> int:
    """Signs the person out everywhere but here; answers of how many devices."""
    others = UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key)
    ended = 0
    for session in others:
        session.end()
        ended += 1
    return ended


def _device(session: UserSession, current: str | None) -> Device:
    said = session.user_agent
    return Device(
        session.pk,
        _named(said, _BROWSERS),
        _named(said, _SYSTEMS),
        session.ip,
        session.created_at,
        session.session_key == current,
    )


def _named(said: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if re.search(re.escape(sign), said)), "")
