"""Translation catalogues: `python tools/messages.py extract | compile | check [package …]`.

extract   bring the catalogues in step with the source, keeping translations
compile   write the .mo files that Django reads (never committed)
check     say what is missing, fuzzy, left over, or has other placeholders; exit 1 if anything is

Without a package: all of them. `portal` is the catalogue of what belongs to no package.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.catalogues import (
    ROOT,
    Package,
    compile_catalogue,
    disagreements,
    packages,
    problems,
    update,
)


def extract_all(chosen: list[Package]) -> int:
    for package in chosen:
        if update(package):
            print(package.po.relative_to(ROOT))
    return 0


def compile_all(chosen: list[Package]) -> int:
    for package in chosen:
        if package.po.exists() and compile_catalogue(package.po):
            print(package.po.relative_to(ROOT).with_suffix(".mo"))
    return 0


def check_all(chosen: list[Package]) -> int:
    found = [problem for package in chosen for problem in problems(package)] + disagreements(chosen)
    print("\n".join(found) if found else "Every sentence has its Thai.")
    return 1 if found else 0


VERBS = {"extract": extract_all, "compile": compile_all, "check": check_all}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    named = sys.argv[2:]
    sys.exit(VERBS[sys.argv[1]]([package for package in packages() if not named or package.name in named]))
