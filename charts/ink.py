"""The colours of the two themes, and the theme and language that a chart is drawn in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from locales import translator

FONT = '"Source Sans", "Source Sans Pro", sans-serif'

Say = Callable[[str], str]
FormatValue = Callable[[float], str]


@dataclass(frozen=True)
class Ink:
    """The colours of one theme."""

    text: str
    muted: str
    grid: str
    page: str
    own: str
    others: tuple[str, ...]
    positive: str
    neutral: str
    negative: str
    statuses: Mapping[str, str]
    target: str
    target_text: str  # of the same hue, readable as text
    hatch: str
    ranges: tuple[str, str, str]


LIGHT = Ink(
    text="#1B2430",
    muted="#5B6472",
    grid="#EEF1F4",
    page="#FFFFFF",
    own="#1F4E79",
    others=("#D9720B", "#08A696", "#A62999", "#736634", "#613DF2"),
    positive="#0072B2",
    neutral="#C9CED6",
    negative="#D55E00",
    statuses={"met": "#0072B2", "near": "#B45F06", "behind": "#D55E00", "undecided": "#6B7280", "none": "#6B7280"},
    target="#D9720B",
    target_text="#A35505",
    hatch="#A9B2BE",
    ranges=("#CBD5E1", "#DDE4EC", "#EEF2F6"),
)
DARK = Ink(
    text="#E6EAF0",
    muted="#AEB6C1",
    grid="#232C37",
    page="#0F141B",
    own="#7FB2E5",
    others=("#E08A3C", "#2FBFAE", "#D06BC4", "#A8995C", "#9C85F7"),
    positive="#3F9BD6",
    neutral="#5A6472",
    negative="#E8783A",
    statuses={"met": "#56B4E9", "near": "#E69F3C", "behind": "#F0803C", "undecided": "#9AA3AF", "none": "#9AA3AF"},
    target="#F0B565",
    target_text="#F0B565",
    hatch="#5A6472",
    ranges=("#3A4757", "#2C3744", "#1F2833"),
)


@dataclass(frozen=True)
class Pen:
    """Theme and language of a chart."""

    ink: Ink
    language: str

    @property
    def say(self) -> Say:
        return translator(self.language)
