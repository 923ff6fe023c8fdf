"""`python -m tests.torture [kills|files|sessions|disks …] [--trials N]`: prints a table; exit code 1 where a row failed.

A part is a module of this folder with `run(trials: int | None) -> Iterator[Row]`.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import time

from tests.torture.table import printed

PARTS = ("kills", "disks", "files", "sessions")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all that there are")
    parser.add_argument("--trials", type=int, help="of each part; default: its long form")
    options = parser.parse_args(arguments)
    rows = []
    for name in options.parts or PARTS:
        if importlib.util.find_spec(f"tests.torture.{name}") is None:
            continue
        began = time.monotonic()
        rows += list(importlib.import_module(f"tests.torture.{name}").run(options.trials))
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    print(printed(rows))
    return 0 if all(row.is_ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
