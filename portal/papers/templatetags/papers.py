"""What papers' templates need: both languages side by side, boxes, dates as people read them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

BUDDHIST = 543


@register.filter
def both(text: Any) -> SafeString:
    """`text` in Thai and in English: a marked string (`_("…")`) or a mapping with "th" and "en"."""
    thai, english = _said(text, "th"), _said(text, "en")
    return format_html('<span class="th" lang="th">{}</span> <span class="en" lang="en">{}</span>', thai, english)


@register.filter
def thai(text: Any) -> str:
    return _said(text, "th")


@register.filter
def english(text: Any) -> str:
    return _said(text, "en")


@register.filter
def thai_day(value: Any) -> str:
    """5 มกราคม 2569; `value` is a date, a moment, or either as ISO text."""
    day = _day(value)
    return f"{day.day} {_said(MONTHS[day.month], 'th')} {day.year + BUDDHIST}" if day else ""


@register.filter
def english_day(value: Any) -> str:
    """5 January 2026"""
    day = _day(value)
    return f"{day.day} {_said(MONTHS[day.month], 'en')} {day.year}" if day else ""


@register.filter
def iso(value: Any) -> str:
    """2026-01-05T09:30:00+07:00: Bangkok's time with its offset."""
    found = parse_datetime(value) if isinstance(value, str) else value
    return timezone.localtime(found).isoformat(timespec="seconds") if found else ""


@register.filter
def clock(value: Any) -> str:
    """09:30:00 in Bangkok."""
    found = parse_datetime(value) if isinstance(value, str) else value
    return f"{timezone.localtime(found):%H:%M:%S}" if found else ""


@register.filter
def once(text: Mapping[str, str]) -> SafeString:
    """A value in both languages; written once where they say the same (a name, a number)."""
    if text["th"] == text["en"]:
        return format_html("{}", text["th"])
    return both(text)


@register.simple_tag
def box(ticked: Any) -> SafeString:
    """A box drawn with CSS, ticked or empty, with words for those who hear the paper."""
    state, words = ("ticked", "[x]") if ticked else ("empty", "[ ]")
    return format_html('<span class="box {}"><span class="unseen">{}</span></span>', state, words)


def _said(text: Any, language: str) -> str:
    if isinstance(text, Mapping):
        return str(text[language])
    with translation.override(language):
        return str(text)


def _day(value: Any) -> date | None:
    if isinstance(value, str):
        value = parse_date(value) or parse_datetime(value)  # a bare date is no midnight
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return value if isinstance(value, date) else None
