"""Settings of the worker that is killed: the portal's own, and the slow kind of paper."""

from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.papers.slow.apps.SlowConfig"]
TEMPLATES[0]["DIRS"].append(Path(__file__).resolve().parent.parent)  # type: ignore[attr-defined]
