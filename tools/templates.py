"""What `make lint` asks of templates: they compile, say nothing untranslated, obey the CSP, and rule nothing.

`python tools/templates.py` lists every problem and exits 1 if there is one. An element with a literal
`lang` speaks that language on purpose (a form whose text the law fixes). Printed papers are drawn
without a browser, so their styles may stand in the page.
"""

import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
LETTER = re.compile(r"[^\W\d_]")
SAME_EVERYWHERE = re.compile(r"&#?\w+;|\b[A-Z][A-Z0-9-]*\b")  # entities, and names like SHA-256
SPOKEN = {"placeholder", "title", "alt", "aria-label", "aria-description", "label", "summary"}
SILENT = {"script", "style", "code", "svg"}
HIDING = {"blocktranslate", "blocktrans", "comment", "verbatim"}
THAI = re.compile(r"[\u0e00-\u0e7f]")
LATIN = re.compile(r"[A-Za-z]")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PERMISSION = re.compile(r"\b(perms\.|has_perm|is_superuser|is_staff|get_all_permissions)")
HANDLER = re.compile(r"^on[a-z]+$")


def templates() -> list[Path]:
    """Our own templates: pages, partials, papers and mails."""
    folders = [ROOT / "templates", *ROOT.glob("portal/*/templates"), *ROOT.glob("*/templates")]
    return sorted({path for folder in folders for path in folder.rglob("*") if path.suffix in {".html", ".txt"}})


def html_of(source: str) -> str:
    """The page without Django's tags and what they translate, line for line."""
    kept, hidden = [], ""
    for token in Lexer(source).tokenize():
        newlines = "\n" * token.contents.count("\n")
        if token.token_type == TokenType.TEXT:
            kept.append(newlines if hidden else token.contents)
            continue
        kept.append(newlines)
        if token.token_type != TokenType.BLOCK:
            continue
        word = token.split_contents()[0]
        if hidden:
            hidden = "" if word == f"end{hidden}" else hidden
        elif word in HIDING or token.split_contents()[:2] in (["block", "style"], ["block", "styles"]):
            hidden = word
    return "".join(kept)


def _speaks(text: str) -> bool:
    return bool(LETTER.search(SAME_EVERYWHERE.sub("", text)))


class Reader(HTMLParser):
    """Walks one page and notes what a reader of the other language, or the CSP, would stumble over."""

    def __init__(self, is_paper: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[tuple[str, bool]] = []
        self.is_paper = is_paper
        self.found: list[tuple[int, str]] = []

    def note(self, problem: str) -> None:
        self.found.append((self.getpos()[0], problem))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, bool(given.get("lang"))))
        if not self.is_paper:
            self._obeys_csp(tag, given)
        said = {name: value for name, value in given.items() if value and _speaks(value)}
        for name in SPOKEN & said.keys() if not self.silent else ():
            self.note(f'bare text in {name}="{said[name]}"')
        if tag == "input" and given.get("type") in {"submit", "button"} and "value" in said:
            self.note(f'bare text in value="{said["value"]}"')

    def _obeys_csp(self, tag: str, given: dict[str, str | None]) -> None:
        if "style" in given:
            self.note("style= attribute: the CSP forbids it")
        for name in given:
            if HANDLER.match(name):
                self.note(f"{name}= handler: the CSP forbids it")
        if tag == "style" and "nonce" not in given:
            self.note("<style> without a nonce")
        if tag == "script" and "src" not in given and "nonce" not in given and given.get("type") != "application/json":
            self.note("<script> without src or nonce")

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _lang in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if _speaks(data) and not self.silent:
            self.note(f"bare text: {' '.join(data.split())[:60]}")

    @property
    def silent(self) -> bool:
        return any(lang or tag in SILENT for tag, lang in self.open)


def problems(path: Path, source: str) -> Iterator[str]:
    """What is wrong in one template, each with its line."""
    where = path.relative_to(ROOT)
    if path.suffix == ".txt":
        yield from _letter(where, html_of(source))
        return
    reader = Reader(is_paper="papers" in where.parts)
    reader.feed(html_of(source))
    reader.close()
    for line, problem in reader.found:
        yield f"{where}:{line}: {problem}"
    for number, text in enumerate(source.splitlines(), start=1):
        if PERMISSION.search(text):
            yield f"{where}:{number}: a permission is decided here; templates show what was offered to them"


def _letter(where: Path, said: str) -> Iterator[str]:
    """A letter is not opened in the reader's language: what it says bare, it says in both."""
    if _speaks(said) and not (THAI.search(said) and LATIN.search(said)):
        yield f"{where}: says something in one language only"


def uncompiled() -> Iterator[str]:
    """Templates that Django cannot read."""
    from django.template import TemplateSyntaxError, engines

    for path in templates():
        try:
            engines["django"].from_string(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            yield f"{path.relative_to(ROOT)}: {error}"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    found = list(uncompiled())
    for path in templates():
        found += problems(path, path.read_text(encoding="utf-8"))
    print("\n".join(found) if found else f"{len(templates())} templates are in order.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
