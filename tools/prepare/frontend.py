"""Styles, scripts and fonts, built from locked packages into build/: nothing of third parties is committed."""

import os
import re
import shutil
import subprocess

from tools.prepare.environment import PYTHON, node_environment
from tools.prepare.steps import BUILD, ROOT, run, step

OLDEST_NODE = (20, 19)  # sass asks for it
SOURCES = ROOT / "portal" / "static_src"
GOVUK = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk"
FACES = ("Regular", "Italic", "Bold")
TO_WOFF2 = """\
import sys
from pathlib import Path
import fontpkg_sarabun
from fontTools.ttLib import TTFont
target = Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
for face in sys.argv[2:]:
    font = TTFont(fontpkg_sarabun.ROOT / "files" / f"Sarabun-{face}.ttf")
    font.flavor = "woff2"
    font.save(target / f"Sarabun-{face}.woff2")
"""


def the_packages() -> None:
    """node_modules from package-lock.json."""
    lock = [ROOT / "package-lock.json", ROOT / "package.json"]
    step(
        "Style packages",
        lock,
        [GOVUK, ROOT / "node_modules" / "sass"],
        lambda: _npm("ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"),
    )


def styles() -> None:
    """build/portal.css from our sources and govuk-frontend."""
    target = BUILD / "portal.css"
    step("Styles", [SOURCES, ROOT / "package-lock.json"], [target], lambda: _sass(target))


def scripts() -> None:
    """govuk-frontend's script. Its crown and its font are not ours to use, and are not copied."""
    target = BUILD / "govuk-frontend.min.js"
    source = GOVUK / "govuk-frontend.min.js"
    step("Scripts", [ROOT / "package-lock.json"], [target], lambda: _copy(source, target))


def fonts() -> None:
    """Sarabun as the web wants it: a quarter of the TTF's size."""
    folder = BUILD / "fonts"
    made = [folder / f"Sarabun-{face}.woff2" for face in FACES]
    step("Fonts", [ROOT / "uv.lock", *FACES], made, lambda: run(PYTHON, "-c", TO_WOFF2, folder, *FACES))


def _copy(source: os.PathLike[str], target: os.PathLike[str]) -> None:
    BUILD.mkdir(exist_ok=True)
    shutil.copyfile(source, target)


def _sass(target: os.PathLike[str]) -> None:
    BUILD.mkdir(exist_ok=True)
    sass = ROOT / "node_modules" / ".bin" / "sass"
    run(
        sass,
        f"--load-path={ROOT / 'node_modules'}",
        "--quiet-deps",
        "--style=compressed",
        "--no-source-map",
        f"{SOURCES / 'portal.scss'}:{target}",
        env=_with_node(),
    )


def _npm(*words: str) -> None:
    env = _with_node()
    run(shutil.which("npm", path=env["PATH"]) or "npm", *words, env=env)


def _with_node() -> dict[str, str]:
    """The system's Node where it is new enough, else the one from PyPI."""
    if shutil.which("npm") and _version("node") >= OLDEST_NODE:
        return dict(os.environ)
    return {**os.environ, "PATH": f"{node_environment()}{os.pathsep}{os.environ['PATH']}"}


def _version(program: str) -> tuple[int, ...]:
    if not shutil.which(program):
        return (0,)
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said)[:2])
