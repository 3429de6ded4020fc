"""Thai that extracts as it reads, from WeasyPrint's PDFs.

Two things lose words, and each is mended for the readers that look at it:

- For each glyph WeasyPrint notes the text of the first cluster it met it in: สินค้า comes out as สินค้ำ when ำ was
  met before า. What a glyph means is known to the font itself: its character map, and the substitutions that lead
  from a mapped glyph to its variants. The notes are replaced with that, just before they are written.
- A tone mark that is moved over its letter leaves a gap or a step in the line, and readers that go by positions
  put a space or a line break there (ปั้ น). Each line of Thai says in an ActualText what it reads.

It wraps two private functions of WeasyPrint: the version is pinned in pyproject.toml and held by a test.
"""

import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

WRAPPED_IN = "70.0"  # the WeasyPrint whose private function was read before it was wrapped
THAI = re.compile("[\u0e01-\u0e5b]")
_meanings: dict[str, Mapping[int, str]] = {}


@lru_cache(maxsize=1)
def repair() -> None:
    """Wraps the building of font dictionaries and the drawing of lines, once in a process."""
    from weasyprint import pdf
    from weasyprint.draw import text

    pdf.build_fonts_dictionary = _with_true_text(pdf.build_fonts_dictionary)
    text.draw_first_line = _saying_what_it_reads(text.draw_first_line)


def _with_true_text(build: Callable[..., Any]) -> Callable[..., Any]:
    def build_with_true_text(pdf: Any, fonts: Mapping[Any, Any], *rest: Any, **options: Any) -> Any:
        for font in fonts.values():
            meant = meanings(font.file_content, font.index)
            font.to_unicode = {glyph: meant.get(glyph, noted) for glyph, noted in font.to_unicode.items()}
        return build(pdf, fonts, *rest, **options)

    return build_with_true_text


def _saying_what_it_reads(draw: Callable[..., Any]) -> Callable[..., Any]:
    import pydyf  # type: ignore[import-untyped]

    def draw_saying(stream: Any, textbox: Any, *rest: Any) -> Any:
        if THAI.search(textbox.text) is None:
            return draw(stream, textbox, *rest)
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)}))
        try:
            return draw(stream, textbox, *rest)
        finally:
            stream.end_marked_content()

    return draw_saying


def meanings(content: bytes, index: int = 0) -> Mapping[int, str]:
    """The text that each glyph of a font stands for, by glyph id."""
    key = f"{hashlib.sha256(content).hexdigest()}/{index}"
    if key not in _meanings:
        _meanings[key] = _read(content, index)
    return _meanings[key]


def _read(content: bytes, index: int) -> Mapping[int, str]:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), fontNumber=index)
    text = {name: _letters(chr(code)) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
    substitutions = list(_substitutions(font))
    found = True
    while found:  # variants of variants
        found = False
        for source, target in substitutions:
            if target not in text and all(name in text for name in source):
                text[target] = "".join(text[name] for name in source)
                found = True
    return {font.getGlyphID(name): said for name, said in text.items()}


def _letters(character: str) -> str:
    """The character, a Latin ligature (ﬁ) taken apart: people search for "verification" with its two letters."""
    return unicodedata.normalize("NFKC", character) if "\ufb00" <= character <= "\ufb06" else character


def _substitutions(font: Any) -> Any:
    """The pairs (glyphs before, glyph after) of single, alternate and ligature substitutions."""
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 1:
                yield from (((before,), after) for before, after in table.mapping.items())
            elif table.LookupType == 3:
                yield from (((before,), after) for before, all_after in table.alternates.items() for after in all_after)
            elif table.LookupType == 4:
                for first, ligatures in table.ligatures.items():
                    yield from (((first, *ligature.Component), ligature.LigGlyph) for ligature in ligatures)
