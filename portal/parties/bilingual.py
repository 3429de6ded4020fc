"""Letters in both languages: Thai first, then English, each with the address to go on at."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils import translation

from .models import Letter

RULE = "-" * 40
CLOSE_TH = "อีเมลฉบับนี้ส่งจากระบบโดยอัตโนมัติ โปรดอย่าตอบกลับ"
CLOSE_EN = "This e-mail was sent by the portal. Please do not reply to it."
Say = Callable[[], tuple[str, str]]  # the subject and the text, in the language that is active


def said_in_both(say: Say) -> dict[str, str]:
    """`subject_th`, `text_th`, `subject_en`, `text_en`: what `say` says in each language."""
    said: dict[str, str] = {}
    for language in ("th", "en"):
        with translation.override(language):
            subject, text = say()
        # A line break in a subject would begin another header of the letter.
        said |= {f"subject_{language}": " ".join(subject.split())[:200], f"text_{language}": text}
    return said


def compose(
    to: str, said: dict[str, str], *, at: datetime, path: str = "", good_until: datetime | None = None
) -> Letter:
    """The letter to be put in the outbox; `path` is where the reader goes on."""
    link = f"{settings.BASE_URL}{path}" if path else ""
    parts = (said["text_th"], link, CLOSE_TH, RULE, said["text_en"], link, CLOSE_EN)
    body = "\n\n".join(part for part in parts if part)
    return Letter(
        to=to, subject=f"{said['subject_th']} / {said['subject_en']}", body=body, at=at, good_until=good_until
    )


def write(to: str, say: Say, *, at: datetime, path: str = "", good_until: datetime | None = None) -> Letter:
    """A letter of what `say` says."""
    return compose(to, said_in_both(say), at=at, path=path, good_until=good_until)
