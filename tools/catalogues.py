"""Which catalogue holds whose sentences, and what is wrong with one.

Every package translates its own: its Python files and `templates/<package>/`. Templates at the top
level and the wiring in `portal/*.py` go to `locale/th`. Sentences in the source are English.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PROCEDURES = ("registrations", "watchlist", "drawback", "formd")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
msgid ""
msgstr ""
"Language: th\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Package:
    """One catalogue and the files that it answers for."""

    name: str
    folder: Path
    sources: tuple[Path, ...]

    @property
    def po(self) -> Path:
        return self.folder / "locale" / "th" / "LC_MESSAGES" / "django.po"


def packages(root: Path = ROOT) -> list[Package]:
    """Every package that has, or must have, a catalogue."""
    own = [folder for folder in sorted((root / "portal").iterdir()) if (folder / "__init__.py").exists()]
    own += [root / name for name in PROCEDURES if (root / name).exists()]
    names = {folder.name for folder in own}
    found = [Package(folder.name, folder, _sources(root, folder)) for folder in own]
    top = sorted((root / "portal").glob("*.py"))
    top += [
        path for path in _templates(root / "templates") if path.relative_to(root / "templates").parts[0] not in names
    ]
    return [Package("portal", root, tuple(top)), *found]


def _sources(root: Path, folder: Path) -> tuple[Path, ...]:
    code = [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]
    return (*code, *_templates(folder / "templates"), *_templates(root / "templates" / folder.name))


def _templates(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".txt", ".svg", ".xml"})


def extracted(package: Package) -> Catalog:
    """What the package's files say today, with the files each sentence stands in."""
    catalog = Catalog(locale="th")
    for path in package.sources:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Babel reads Python tokens: what Django makes of a template must not look like odd indentation.
            text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, msgid, comments, context in found:
            place = [(path.relative_to(ROOT).as_posix(), 0)]
            catalog.add(msgid, locations=place, auto_comments=comments, context=context)
    return catalog


def read(path: Path) -> Catalog:
    """The catalogue in the file; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale="th")
    with path.open("rb") as file:
        return read_po(file, locale="th")


def update(package: Package) -> bool:
    """Bring the package's catalogue in step with its files, keeping every translation; True if it changed."""
    fresh, kept = extracted(package), read(package.po)
    if not len(fresh) and not package.po.exists():
        return False
    for message in list(kept.obsolete.values()):
        if fresh.get(message.id, message.context):
            kept[message.id] = message  # said again: its translation comes back
    kept.update(fresh, no_fuzzy_matching=True)
    for key, message in list(kept.obsolete.items()):
        if kept.get(message.id, message.context):
            del kept.obsolete[key]
    text = HEADER + _as_text(kept)
    if package.po.exists() and package.po.read_text(encoding="utf-8") == text:
        return False
    package.po.parent.mkdir(parents=True, exist_ok=True)
    package.po.write_text(text, encoding="utf-8")
    return True


def _as_text(catalog: Catalog) -> str:
    """Without line numbers and dates: two branches that touch one file do not meet in the catalogue."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return buffer.getvalue().decode().strip() + "\n"


def compile_catalogue(path: Path) -> bool:
    """Write the .mo beside the .po where it is older; True if it was written."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime > path.stat().st_mtime:
        return False
    buffer = io.BytesIO()
    write_mo(buffer, read(path))
    fresh = target.with_suffix(f".{id(buffer)}")
    fresh.write_bytes(buffer.getvalue())
    fresh.replace(target)  # in one step: workers of the suite may be reading
    return True


def problems(package: Package) -> list[str]:
    """What keeps a reader of Thai from being told everything, in sentences."""
    written, said = read(package.po), extracted(package)
    where = package.po.relative_to(ROOT)
    found = [f"{where}: not in the catalogue: {_name(message)}" for message in said if not _in(written, message)]
    found += [
        f"{where}: no longer said: {_name(message)}" for message in written if message.id and not _in(said, message)
    ]
    found += [f"{where}: no longer said: {_name(message)}" for message in written.obsolete.values()]
    for message in written:
        if message.id:
            found += [f"{where}: {problem}: {_name(message)}" for problem in _faults(message)]
    return found


def _in(catalog: Catalog, message: Message) -> bool:
    return not message.id or catalog.get(message.id, message.context) is not None


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    said = message.string
    return (said or "",) if isinstance(said, str | None) else tuple(said)


def _name(message: Message) -> str:
    return repr(_ids(message)[0])


def _faults(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    if not all(_strings(message)):
        yield "not translated"
        return
    wanted = set(PLACEHOLDER.findall(_ids(message)[-1]))
    for translation in _strings(message):
        if set(PLACEHOLDER.findall(translation)) != wanted:
            yield "placeholders differ"


def disagreements(catalogues: list[Package]) -> list[str]:
    """Django merges all catalogues: one English sentence has one Thai one, or a reader meets a stranger's."""
    first: dict[tuple[str, str | None], tuple[tuple[str, ...], Package]] = {}
    found = []
    for package in catalogues:
        for message in read(package.po):
            if not message.id or not all(_strings(message)):
                continue
            key = (_ids(message)[0], message.context)
            said, by = first.setdefault(key, (_strings(message), package))
            if said != _strings(message):
                found.append(f"{package.po.relative_to(ROOT)}: {key[0]!r} reads otherwise in {by.po.relative_to(ROOT)}")
    return found
