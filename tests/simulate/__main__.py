"""`make simulate`: run every section and write the table of docs/statistics.md. `--runs N`: shorter, printed only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from tests.simulate import arrows, shares, verdicts, watch, words
from tests.simulate.world import SEED, SIZES, Row

SECTIONS = (arrows, shares, verdicts, watch, words)
RUNS = 10_000
PAGE = Path(__file__).parents[2] / "docs" / "statistics.md"
BEGIN, END = "<!-- simulated: begin -->", "<!-- simulated: end -->"


def main(arguments: list[str]) -> int:
    """Exit code: 0 when every bound holds, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulate")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"default: {RUNS}, which also writes docs/statistics.md")
    parser.add_argument("--section", choices=[section.__name__.rsplit(".", 1)[1] for section in SECTIONS])
    options = parser.parse_args(arguments)
    written, missed = [], 0
    for section in SECTIONS:
        name = section.__name__.rsplit(".", 1)[1]
        if options.section in (None, name):
            rows = section.rows(options.runs, np.random.default_rng([SEED, SECTIONS.index(section)]))
            note = f"{section.NOTE}\n\n" if hasattr(section, "NOTE") else ""
            text = f"### {section.TITLE}\n\n{note}{table(rows)}"
            print(text, flush=True)
            written.append(text)
            missed += sum(not row.holds for row in rows)
    if options.runs == RUNS and options.section is None:
        write("\n\n".join(written))
    print(f"\nseed {SEED}, {options.runs} runs; {missed} measures miss their bound", flush=True)
    return 1 if missed else 0


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown: a line per measure and condition, a column per size; ✗ marks a bound that is missed."""
    lines: dict[tuple[str, str], dict[int | None, Row]] = {}
    for row in rows:
        lines.setdefault((row.what, row.condition), {})[row.size] = row
    text = ["| measure | condition | 20 a day | 150 | 1,500 | bound |", "|---|---|---|---|---|---|"]
    for (what, condition), by_size in lines.items():
        cells = [_cell(by_size.get(size, by_size.get(None))) for size in SIZES]
        bounds = dict.fromkeys(_bound(row) for row in by_size.values())
        text.append(f"| {what} | {condition} | {' | '.join(cells)} | {'; '.join(bounds)} |")
    return "\n".join(text)


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    value = f"{row.value:.2f}" if row.unit else f"{100 * row.value:.1f} %"
    return f"{value}{'' if row.holds else ' ✗'}"


def _bound(row: Row) -> str:
    if row.unit:
        return "shown" if row.most is None else f"≤ {row.most:g}"
    if row.least is not None and row.most is not None:
        return f"{100 * row.least:.0f}–{100 * row.most:.0f} %"
    if row.most is not None:
        return f"≤ {100 * row.most:.0f} %"
    return f"≥ {100 * row.least:.0f} %" if row.least is not None else "shown"


def write(text: str) -> None:
    """Put the tables between the marks of docs/statistics.md."""
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    note = f"Seed {SEED}, {RUNS:,} runs a cell, before Benjamini–Hochberg."
    PAGE.write_text(f"{head}{BEGIN}\n{note}\n\n{text}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
