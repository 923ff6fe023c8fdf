"""What becomes of every real export: `make exports` prints it, file by file; `python -m tests.exports --write` keeps it.

The files are those under EREPUTATION_EXPORTS, which are not ours to keep: the golden holds their names and counts alone.
Each is previewed in an empty store whose own brand is Marque, with the answers that its analyst would give.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.decisions.brands import set_role
from data.migrations import open_store
from data.store import Store
from loaders.load import preview

GOLDEN = Path(__file__).with_name("exports.golden.json")
ANSWERS = json.loads(Path(__file__).with_name("exports.answers.json").read_text(encoding="utf-8"))


def outcomes(folder: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Name below the folder -> status, formats, counts, reason, in the order of the names."""
    with tempfile.TemporaryDirectory() as place:
        store = open_store(Path(place) / "store" / "e-reputation.duckdb")
        try:
            set_role(store, "Marque", "own", who="test")
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and path.name != "SOURCE.txt":
                    yield name, outcome(store, path, name)
        finally:
            store.close()


def outcome(store: Store, path: Path, name: str) -> dict[str, object]:
    """What loading one file would do."""
    receipt = preview(store, path, name=path.name, answers=ANSWERS.get(name))
    told: dict[str, object] = {
        "status": "loaded" if receipt.status == "ready" else receipt.status,
        "formats": sorted({part.format for part in receipt.parts}),
        "read": receipt.read, "kept": receipt.kept, "folded": receipt.folded, "rejected": receipt.rejected,
    }  # fmt: skip
    if receipt.reason is not None:
        told["reason"] = str(receipt.reason)
    if receipt.questions:
        told["questions"] = sorted({question.id for question in receipt.questions})
    if receipt.ignored and receipt.status == "ready":
        told["left out"] = [part for part, _ in receipt.ignored]
    return told


def as_line(name: str, told: dict[str, object]) -> str:
    """One line of the printed table."""
    counts = f"{told['read']:>6} {told['kept']:>6} {told['folded']:>6} {told['rejected']:>6}"
    why = told.get("reason") or ", ".join(told.get("questions", ())) or ""
    return f"{told['status']:<15} {counts}  {name:<95} {', '.join(told['formats'])} {why}".rstrip()


def main(arguments: list[str]) -> int:
    """Print the table; with --write, keep it as golden."""
    named = os.environ.get("EREPUTATION_EXPORTS")
    if not named or not Path(named).is_dir():
        print("EREPUTATION_EXPORTS names no folder of real exports: set it.", file=sys.stderr)
        return 1
    print(f"{'status':<15} {'read':>6} {'kept':>6} {'folded':>6} {'reject':>6}  file, formats, reason")
    found = {}
    for name, told in outcomes(Path(named).absolute()):
        found[name] = told
        print(as_line(name, told), flush=True)
    if "--write" in arguments:
        GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
