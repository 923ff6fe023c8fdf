"""The look of the organisation, as every face of a report takes it: paper, slides, e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from charts.ink import LIGHT

FONTS = Path(__file__).parent / "fonts"  # shipped, with their licence, so that a text is as wide everywhere
FONT = "Source Sans 3"  # that of the screens


SIGNS = {"met": "✔", "near": "●", "behind": "▲", "undecided": "≈", "unjudged": "–", "none": "–"}  # of a verdict
LEVELS = {  # of the watch, as on the screens: what its band is filled with, and what is written on it
    None: ("#EEF1F4", "#1B2430"),
    0: ("#E6F1F8", "#1F4E79"),
    1: ("#FFF1C2", "#5C4300"),
    2: ("#A84700", "#FFFFFF"),
    3: ("#5B1166", "#FFFFFF"),
}


def level_colours(code: int | None) -> tuple[str, str]:
    """The colours of a level of the watch; those of an unknown one where it is none of the four."""
    return LEVELS.get(code, LEVELS[None])


@dataclass(frozen=True)
class Style:
    """What Settings hold of it. accent: "#RRGGBB"; font: a family, ours where it is not installed.

    logo: the bytes of a PNG or JPEG, b"" without one; footer: its own line, "" for that of the report.
    """

    accent: str = LIGHT.own
    font: str = FONT
    logo: bytes = b""
    footer: str = ""
