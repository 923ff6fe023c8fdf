"""The look of the organisation, as every face of a report takes it: paper, slides, e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from charts.ink import LIGHT

FONTS = Path(__file__).parent / "fonts"  # shipped, with their licence, so that a text is as wide everywhere
FONT = "Source Sans 3"  # that of the screens


@dataclass(frozen=True)
class Style:
    """What Settings hold of it. accent: "#RRGGBB"; font: a family, ours where it is not installed.

    logo: the bytes of a PNG or JPEG, b"" without one; footer: its own line, "" for that of the report.
    """

    accent: str = LIGHT.own
    font: str = FONT
    logo: bytes = b""
    footer: str = ""
