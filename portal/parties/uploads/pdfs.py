"""PDFs of strangers: paper only. What acts when it is opened, unfolds without end or is something else besides is told.

Signatures, links, bookmarks and fields that were filled in are paper.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from .contents import Contents, is_archive, speaks_otherwise

MOST_OBJECTS = 100_000
MOST_UNFOLDED = 180_000_000  # of one stream: an A3 sheet at 400 dpi in colour
MOST_TOGETHER = 600_000_000
MOST_FILTERS = 3
_PIECE = 1 << 20
_END = b"%%EOF"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FLATE = {"/FlateDecode", "/Fl"}
_OLDER = {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_RATIO = 64  # what these pack at best in earnest; they are not unfolded, for that would take long
# PDF 32000-1, 12.6.4: the kinds of action that leave the paper. /GoTo and /URI stay: somebody has to click.
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/RichMediaExecute",
    "/GoToE",
    "/Movie",
}
_KEYS = {"/JS", "/EF", "/XFA", "/EmbeddedFiles", "/RichMediaContent"}
# Long enough that compressed data does not hold them by chance; found also where no table of the file names them.
_WORDS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


def look(content: bytes) -> Contents:
    """What a PDF turns out to be."""
    bare = b"".join(_outside_of_streams(content))
    if is_archive(content) or speaks_otherwise(bare) or _goes_on(content):
        return Contents.TWOFOLD
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted or not len(reader.pages):
            return Contents.UNREADABLE
        found = _found_in(reader)
    except Exception:  # whatever a broken file makes the parser raise, the answer is the same
        return Contents.UNREADABLE
    return Contents.ACTIVE if any(word in bare for word in _WORDS) else found


def _found_in(reader: PdfReader) -> Contents:
    """Reads every object that the file's tables name, and unfolds every stream."""
    together = 0
    for number, thing in enumerate(_objects(reader)):
        if number > MOST_OBJECTS:
            return Contents.SWOLLEN
        if _acts(thing):
            return Contents.ACTIVE
        if isinstance(thing, StreamObject):
            together += _unfolded(thing)
            if together > MOST_TOGETHER:
                return Contents.SWOLLEN
    return Contents.SOUND


def _objects(reader: PdfReader) -> Iterator[Any]:
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    yield reader.trailer
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _acts(thing: Any) -> bool:
    """Whether the object, or one that stands in it, is an action that leaves the paper or carries a file."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            if _KEYS & one.keys() or _name(one, "/S") in _ACTIONS or _name(one, "/Type") == "/EmbeddedFile":
                return True
            if "/OpenAction" in one and not _only_turns_to_a_page(one["/OpenAction"]):
                return True
            waiting += dict.values(one)
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
    return False


def _name(one: DictionaryObject, key: str) -> str:
    """Also where the name stands in an object of its own."""
    return str(one[key]) if key in one else ""


def _only_turns_to_a_page(action: Any) -> bool:
    return not isinstance(action, DictionaryObject) or _name(action, "/S") in ("/GoTo", "/Named")


def _unfolded(stream: StreamObject) -> int:
    """Bytes that the stream becomes, counted and not kept; above MOST_TOGETHER where it alone is too much."""
    said = stream.get("/Filter", ArrayObject()).get_object()
    names = [str(name.get_object()) for name in (said if isinstance(said, ArrayObject) else [said])]
    if len(names) > MOST_FILTERS or sum(name in _FLATE for name in names) > 1:
        return MOST_TOGETHER + 1  # nobody packs twice but to hide how much it is
    if names and names[0] in _FLATE:
        size = _inflated(stream._data)
    elif any(name in _FLATE for name in names):
        size = len(stream.get_data())  # pypdf has a bound of its own
    else:
        size = len(stream._data) * (_RATIO if any(name in _OLDER for name in names) else 1)
    return size if size <= MOST_UNFOLDED else MOST_TOGETHER + 1


def _inflated(data: bytes) -> int:
    """How many bytes the data unfold to; it stops where they are too many. What is damaged counts up to there."""
    unfold, size = zlib.decompressobj(), 0
    try:
        while data and not unfold.eof and size <= MOST_UNFOLDED:
            size += len(unfold.decompress(data, _PIECE))
            data = unfold.unconsumed_tail
    except zlib.error:
        return size  # readers show what they can of it, as of many a scan
    return size


def _outside_of_streams(content: bytes) -> Iterator[bytes]:
    """The file without the insides of its streams, with names spelled out (/J#61vaScript)."""
    at = 0
    while (begins := content.find(b"stream", at)) >= 0:
        ends = content.find(b"endstream", begins)
        if ends < 0:
            break
        yield _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content[at:begins])
        at = ends + len(b"endstream")
    yield _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content[at:])


def _goes_on(content: bytes) -> bool:
    """Whether anything but blanks follows where the file says that it ends."""
    end = content.rfind(_END)
    return end >= 0 and bool(content[end + len(_END) :].strip(b"\0\t\r\n \x1a"))
