"""What every page says in the reader's language, and how it names its own parts."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from portal.law.thai.dates import english_date, thai_date

register = template.Library()


@register.filter
def in_language(said: Any) -> str:
    """The words of a message, a finding, a clause or a named thing in the language of the page."""
    language = get_language() or "th"
    said = getattr(said, "message", said)
    if isinstance(said, dict):
        said = said.get("message", said)
        return str(said.get(language) or said.get("th", ""))
    for way in ("name_in", "title_in", "in_language"):
        if hasattr(said, way):
            return str(getattr(said, way)(language))
    return str(said)


@register.filter
def day(on: date | datetime | None) -> str:
    """A date for people: Buddhist era in Thai, Gregorian in English, and nothing for no date."""
    if on is None or on == "":
        return ""
    if isinstance(on, datetime):
        on = timezone.localtime(on).date()
    return thai_date(on) if get_language() == "th" else english_date(on)


@register.filter
def moment(at: datetime | None) -> str:
    """A date and the time of day in Bangkok, for people."""
    if not at:
        return ""
    clock = f"{timezone.localtime(at):%H:%M}"
    return f"{day(at)} {clock} น." if get_language() == "th" else f"{day(at)}, {clock}"


@register.simple_tag
def is_demo() -> bool:
    """Whether this installation is for trying out, with people and companies made up."""
    return bool(settings.DEMO)


@register.filter
def iso_day(text: str) -> str:
    """A date that an evaluator answered (2024-04-30), for people."""
    return day(date.fromisoformat(text)) if text else ""


@register.filter
def amount(text: str) -> str:
    """An exact number that an evaluator answered, with its thousands parted."""
    whole, dot, part = str(text).partition(".")
    return f"{int(whole):,}{dot}{part}" if whole.lstrip("-").isdigit() else str(text)
