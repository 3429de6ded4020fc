"""The Python environment, from uv.lock and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

from tools.prepare.steps import ROOT, TOOLS, Stop, run, step
from tools.prepare.system import install

PYTHON = ROOT / ".venv" / "bin" / "python"
UV = TOOLS / "uv" / "bin" / "uv"
PINNED_UV = Path(__file__).parent / "uv.txt"
ENV = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"} | {"UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv")}


def an_environment() -> None:
    """`.venv` with exactly the locked packages."""
    step("Installer", [PINNED_UV, sys.executable], [UV], _uv)
    lock: list[Path | str] = [ROOT / "uv.lock", ROOT / "pyproject.toml", sys.executable]
    step("Python packages", lock, [PYTHON], lambda: _sync(ENV))


def node_environment() -> Path:
    """A folder with node and npm from PyPI, apart from the portal's own environment."""
    folder = TOOLS / "node"
    env = {**ENV, "UV_PROJECT_ENVIRONMENT": str(folder)}
    npm = folder / "bin" / "npm"
    step("Node", [ROOT / "uv.lock", sys.executable], [npm], lambda: _sync(env, "--only-group", "node"))
    return npm.parent


def _sync(env: dict[str, str], *which: str) -> None:
    env = {name: value for name, value in env.items() if name != "VIRTUAL_ENV"}
    run(UV, "sync", "--frozen", "--quiet", "--no-progress", "--python", sys.executable, *which, env=env)


def _uv() -> None:
    """By whatever this Python brings: venv, else pip; Debian ships both apart from Python."""
    wanted = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(PINNED_UV)]
    if not _has("ensurepip") and not _has("pip"):
        install([_venv_package()], "to make a Python environment")
    if _has("ensurepip") and _has("venv"):
        run(sys.executable, "-m", "venv", "--clear", TOOLS / "uv")
        run(TOOLS / "uv" / "bin" / "python", "-m", "pip", *wanted)
    elif _has("pip"):
        run(sys.executable, "-m", "pip", *wanted, "--target", TOOLS / "uv", "--upgrade")
    else:
        raise Stop(f"{sys.executable} has neither venv nor pip. Try another one: PYTHON=/usr/bin/python3 make setup")


def _has(module: str) -> bool:
    """Asked of a new process: a package installed a moment ago counts."""
    code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _venv_package() -> str:
    is_debians = sys.executable.startswith("/usr/bin/")
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv" if is_debians else "python3-venv"
