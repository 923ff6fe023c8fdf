"""`make quick`: the tests that the uncommitted change needs; of a clean checkout, those that its last commit needed.

A test file stands in the folder of what it tests, so that a change of `kpis/objectives/verdict.py` needs those of
`tests/kpis/objectives`; a format and a KPI need those of their registries, and a KPI those that name it. The rules of the
house, the generated pages and the French catalogue are always tested; what drives a browser or writes thousands of files
is left to `make test`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALWAYS = ("tests/test_house.py", "tests/test_docs.py", "tests/locales")
# what is tested in a folder of another name
ELSEWHERE = {
    "app_pages": ("tests/ui", "tests/wording"),
    "kpis/indicators": ("tests/kpis/test_files.py", "tests/kpis/lineage/test_records.py", "tests/ui/test_layout.py"),
    "kpis/catalogue.py": ("tests/kpis/test_files.py",),
    "kpis/tables.py": ("tests/kpis/test_files.py",),
    "loaders/formats": ("tests/loaders/test_formats.py",),
    "tests/formats": ("tests/loaders/test_formats.py",),
}


def changed() -> list[str]:
    """Files that git sees changed or added; where there are none, those of the last commit."""
    lines = _git("status", "--porcelain", "--untracked-files=all").splitlines()
    named = [line[3:].split(" -> ")[-1].strip('"') for line in lines]
    return named or _git("show", "--name-only", "--format=", "HEAD").splitlines()


def needed(files: Iterable[str]) -> list[str]:
    """The tests of these files, folders and files of tests that exist, each once."""
    found = list(ALWAYS)
    for name in files:
        if Path(name).name.startswith("test_"):
            found.append(name)
            continue
        rooms = [there for prefix, there in ELSEWHERE.items() if name.startswith(prefix)]
        if rooms:
            found += [one for there in rooms for one in there]
            if name.startswith("kpis/indicators/"):
                found += _specifications(Path(name).stem)
        elif name.endswith((".py", ".sql", ".toml", ".txt", ".csv")) and "/" in name:
            found += _mirrored(Path(name))
    return [one for one in dict.fromkeys(found) if (ROOT / one).exists()]


def _specifications(kpi: str) -> list[str]:
    """The test files of tests/kpis/indicators that name the KPI."""
    tests = sorted((ROOT / "tests/kpis/indicators").glob("test_*.py"))
    named = [one for one in tests if f'"{kpi}"' in one.read_text(encoding="utf-8")]
    return [one.relative_to(ROOT).as_posix() for one in named]


def _mirrored(path: Path) -> list[str]:
    """tests/<room>/…/test_<name>.py where there is one, else the test files of the nearest folder that has some."""
    own = Path("tests", path.parent, f"test_{path.stem}.py")
    if (ROOT / own).exists():
        return [own.as_posix()]
    for folder in (path.parent, *path.parent.parents):
        tests = sorted((ROOT / "tests" / folder).glob("test_*.py"))
        if tests and folder != Path("."):
            return [one.relative_to(ROOT).as_posix() for one in tests]
    return []


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    wanted = needed(changed())
    print(" ".join(wanted))
    sys.exit(pytest.main([*wanted, "-n", "auto", "--dist", "worksteal", "-m", "not slow"]))
