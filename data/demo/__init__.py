"""The demonstration: exports, in the formats of real tools, about a car maker and two competitors that do not exist.

70 weeks with a safety recall, a strike, a campaign, weekdays and holidays; and with the flaws of real folders:
overlapping exports, missing weeks, an invalid date. The same bytes on every run.

    story     what happened, and how much is ordinarily said     people, texts   who says it, in which words
    social, press, audience   single mentions and counts, drawn from the story
    posts, care, logs         what our own team publishes, answers and notes
    own_reach                 what our pages, site and search results obtain
    opinions                  reviews of customers and employees, and answers of assistants
    writers, columns   the formats of the tools                   exports         the files, and their accidents
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.demo import exports
from data.demo.opinions import KEY_MESSAGES, TIER_ONE
from data.demo.posts import PLAN
from data.demo.story import BRANDS, FIRST_DAY, LAST_DAY, NOTES, OWN

__all__ = [
    "BRANDS", "FIRST_DAY", "KEY_MESSAGES", "LAST_DAY", "NOTES", "OWN", "PLAN", "TIER_ONE", "answers", "generate", "windows",
]  # fmt: skip


def generate(folder: Path) -> list[Path]:
    """Write every export into an existing folder. Returns the paths, in the order of loading."""
    said = exports.said()
    paths = []
    for export in exports.EXPORTS:
        path = folder / export.name
        path.write_bytes(export.write(said))
        paths.append(path)
    return paths


def answers() -> dict[str, dict[str, str]]:
    """File name -> question -> answer, for the exports whose loading asks a question."""
    return {export.name: dict(export.answers) for export in exports.EXPORTS if export.answers}


def windows() -> dict[str, tuple[date, date]]:
    """File name -> first and last day that it covers, for the exports that cover more days than their dates."""
    return {export.name: export.covers for export in exports.EXPORTS if export.covers}
