"""Pictures of strangers: whole, of bearable size, and nothing besides."""

import warnings
from io import BytesIO

from PIL import Image

from .contents import Contents, is_archive, speaks_otherwise

MOST_PIXELS = 60_000_000  # an A3 sheet at 400 dpi; more is no scan but a bomb
_PNG_END = b"IEND\xaeB`\x82"
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"
_STARTS = (b"%PDF-", b"MZ", b"\x7fELF", b"PK\x03\x04", b"GIF8", b"Rar!", b"7z\xbc\xaf")


def look(content: bytes) -> Contents:
    """What a JPEG or PNG turns out to be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=["JPEG", "PNG"])
            if picture.width * picture.height > MOST_PIXELS:
                return Contents.SWOLLEN
            kind = picture.format
            picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Contents.SWOLLEN
    except Exception:  # whatever a broken file makes the parser raise, the answer is the same
        return Contents.UNREADABLE
    is_more = _png_is_more(content) if kind == "PNG" else _jpeg_is_more(content)
    return Contents.TWOFOLD if is_more or is_archive(content) else Contents.SOUND


def _png_is_more(content: bytes) -> bool:
    """Whether anything follows the end, or a text beside the points is a page."""
    points, end = content.find(b"IDAT"), content.rfind(_PNG_END)
    behind = content[end + len(_PNG_END) :]
    return bool(behind.strip(b"\0\r\n ")) or speaks_otherwise(content[:points]) or _texts_speak(content, points, end)


def _texts_speak(content: bytes, points: int, end: int) -> bool:
    """Texts may stand behind the points as well; of the points themselves nothing can be said."""
    at = points
    while (at := min(_found(content, name, at, end) for name in (b"tEXt", b"iTXt"))) < end:
        length = int.from_bytes(content[at - 4 : at], "big")
        if speaks_otherwise(content[at : at + 4 + length]):
            return True
        at += 4
    return False


def _found(content: bytes, name: bytes, start: int, end: int) -> int:
    at = content.find(name, start, end)
    return end if at < 0 else at


def _jpeg_is_more(content: bytes) -> bool:
    """Whether the parts around the points (remarks, what a camera says, what follows) are a page or begin a file.

    Cameras put more pictures behind the first one: what is no page, program, paper or archive may stay.
    """
    before = content[: content.find(_JPEG_SCAN)]
    behind = content[content.rfind(_JPEG_END) + len(_JPEG_END) :] if _JPEG_END in content else b""
    return any(speaks_otherwise(part) or b"%PDF-" in part for part in (before, behind)) or behind.startswith(_STARTS)
