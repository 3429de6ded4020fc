"""Debian's packages, only where they are missing, and only where we may; else the exact command for who may."""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

from tools.prepare.steps import Stop

# What WeasyPrint opens when the first document is printed.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
CHROMIUM = Path("/usr/bin/chromium")
PDFTOTEXT = Path("/usr/bin/pdftotext")


def libraries() -> None:
    """Pango and HarfBuzz, for documents."""
    install([package for library, package in LIBRARIES.items() if not _opens(library)], "to print documents")


def browser() -> None:
    """Chromium and the reader of PDFs, for the suite: it never skips what it cannot see."""
    wanted = [] if CHROMIUM.exists() else ["chromium", "fonts-thai-tlwg"]
    wanted += [] if PDFTOTEXT.exists() else ["poppler-utils"]
    install(wanted, "to run the browser tests")


def install(packages: list[str], why: str) -> None:
    """Install, as root or through sudo that asks nothing; otherwise stop with the command."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    prefix = _as_root()
    if prefix is None or not shutil.which("apt-get"):
        missing = ", ".join(packages)
        raise Stop(f"Needed {why}, and not installed: {missing}. Run, then start again:\n    sudo {' '.join(command)}")
    print(f"Installing {', '.join(packages)} …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], env=env, check=True, stdin=subprocess.DEVNULL)
    subprocess.run([*prefix, *command, "-qq"], env=env, check=True, stdin=subprocess.DEVNULL)


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
