"""`make lint`: every check of the source, each to its end, so that one run tells everything."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
CHECKS: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", "--quiet", "--output-format=concise", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "directions": [str(BIN / "lint-imports"), "--no-logo"],
    "templates": [PYTHON, "tools/templates.py"],
    "labels": [PYTHON, "tools/plain_strings.py"],
    "translations": [PYTHON, "tools/messages.py", "check"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "django": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
}


def main(chosen: list[str]) -> int:
    """Run the checks (all, or those named) and list the ones that failed; 1 if any did."""
    failed = []
    for name, command in CHECKS.items():
        if chosen and name not in chosen:
            continue
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        print(
            f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True
        )
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"make lint failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
