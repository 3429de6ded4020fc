"""A step of set-up: done once, and again when what it was made from changes."""

import hashlib
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / ".tools"
BUILD = ROOT / "build"


class Stop(Exception):
    """Set-up cannot go on; the sentence says what to do."""


def digest(inputs: Iterable[Path | str]) -> str:
    """One hash over files (folders: all within) and words."""
    seen = hashlib.sha256()
    for item in inputs:
        if isinstance(item, str):
            seen.update(item.encode())
            continue
        for path in sorted(item.rglob("*")) if item.is_dir() else [item]:
            if path.is_file() and path.suffix != ".pyc":
                seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return seen.hexdigest()


def step(what: str, inputs: Iterable[Path | str], outputs: Iterable[Path], act: Callable[[], None]) -> None:
    """Act, unless the outputs are there and the inputs are those of the last time."""
    stamp = TOOLS / "done" / what.replace(" ", "-").lower()
    seen = digest(inputs)
    if stamp.exists() and stamp.read_text() == seen and all(path.exists() for path in outputs):
        return
    print(f"{what} …", flush=True)
    started = time.monotonic()
    act()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(seen)
    print(f"{what}: {time.monotonic() - started:.1f} s", flush=True)


def run(*words: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command in the project's folder; its failure ends set-up."""
    subprocess.run([str(word) for word in words], cwd=ROOT, env=env, check=True)
