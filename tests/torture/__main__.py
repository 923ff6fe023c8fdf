"""`python -m tests.torture [PART …]`: run the parts, print what each found. Exit code: 0 when every bound holds, else 1.

A part is a module with `run(arguments) -> bool`; its own `--help` tells its options.
"""

from __future__ import annotations

import sys

from tests.torture import files

PARTS = {"files": files}


def main(arguments: list[str]) -> int:
    """Run the part that is named first with the other arguments, or every part."""
    named = arguments[:1] if arguments and arguments[0] in PARTS else list(PARTS)
    rest = arguments[1:] if arguments and arguments[0] in PARTS else arguments
    held = [PARTS[name].run(rest) for name in named]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
