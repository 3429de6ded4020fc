"""`tools/setup` comes here with a real interpreter. Each step is skipped while what it was made from is unchanged.

`--tests` also sees to a browser, and leaves data that is there alone: the suite makes its own.
"""

import os
import subprocess
import sys

from tools.prepare.environment import PYTHON, an_environment
from tools.prepare.frontend import fonts, scripts, styles, the_packages
from tools.prepare.steps import ROOT, Stop
from tools.prepare.system import browser, libraries


def prepare(for_tests: bool) -> None:
    libraries()
    if for_tests:
        browser()
    an_environment()
    the_packages()
    styles()
    scripts()
    fonts()
    subprocess.run([PYTHON, "tools/messages.py", "compile"], cwd=ROOT, check=True)
    subprocess.run([PYTHON, "tools/prepare/data.py", *(["--only-new"] if for_tests else [])], cwd=ROOT, check=True)


if __name__ == "__main__":
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    try:
        prepare(for_tests="--tests" in sys.argv[1:])
    except Stop as reason:
        sys.exit(f"\n{reason}")
    except subprocess.CalledProcessError as failed:
        sys.exit(f"\nSet-up stopped: `{' '.join(map(str, failed.cmd))}` ended with {failed.returncode}.")
