"""Small mention logs as they are loaded into lakes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

ROWS = 40
HEAD = "Date;Brand;Network;Author;Text;Sentiment;Engagement;URL"
SENTIMENTS = ("positive", "neutral", "negative", "")


def written(folder: Path, number: int, *, overlap: bool = False, name: str | None = None, rows: int = ROWS) -> Path:
    """A file of mentions, each number another; `overlap`: half of its mentions are those of the number before."""
    path = folder / (name or f"mentions_{number}.csv")
    begin = number * rows - (rows // 2 if overlap else 0)
    lines = [HEAD, *(_row(at) for at in range(begin, begin + rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _row(at: int) -> str:
    day = date(2026, 3, 2) + timedelta(days=at % 28)
    text = f"Statement {at} on the comfort of the seats and the range in winter number {at * 7919}"
    return ";".join(
        [f"{day} 1{at % 10}:15", "Orsa" if at % 3 else "Velmont", "x", f"author_{at % 11}", text, SENTIMENTS[at % 4], str(at % 9),
         f"https://x.com/author_{at % 11}/status/{1_000_000 + at}"]
    )  # fmt: skip
