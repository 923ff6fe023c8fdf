"""The demonstration: exports, in the formats of real tools, about a car maker and two competitors that do not exist.

70 weeks in which there is a safety recall, a strike, a campaign, weekdays and holidays; and what real folders hold too:
overlapping exports, missing weeks, a date that no calendar has. The same bytes on every run.

    story     what happened, and how much is ordinarily said     people, texts   who says it, in which words
    social, press, audience   single mentions and counts, drawn from the story
    writers, columns   the formats of the tools                   exports         the files, and their accidents
"""

from __future__ import annotations

from pathlib import Path

from data.demo import exports
from data.demo.story import BRANDS, FIRST_DAY, LAST_DAY

__all__ = ["BRANDS", "FIRST_DAY", "LAST_DAY", "answers", "generate"]


def generate(folder: Path) -> list[Path]:
    """Write every export into an existing folder; the paths, in the order in which they are to be loaded."""
    said = exports.said()
    paths = []
    for export in exports.EXPORTS:
        path = folder / export.name
        path.write_bytes(export.write(said))
        paths.append(path)
    return paths


def answers() -> dict[str, dict[str, str]]:
    """File name -> question -> answer, of the exports that do not tell everything about themselves."""
    return {export.name: dict(export.answers) for export in exports.EXPORTS if export.answers}
