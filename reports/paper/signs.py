"""Statuses and levels as shapes: colour is never the only sign, and a word stands beside each."""

from __future__ import annotations

from charts.ink import LIGHT
from reports.paper import items
from reports.paper.items import Item

STATUSES = {**LIGHT.statuses, "unjudged": LIGHT.statuses["none"]}


def status(code: str, x: float, y: float, size: float = 14) -> list[Item]:
    """The shape of a status in a square: a tick, a disc, a triangle, two waves, a dash."""
    colour = STATUSES.get(code, STATUSES["none"])
    if code == "met":
        return [_line([(0.08, 0.55), (0.38, 0.85), (0.94, 0.18)], x, y, size, colour)]
    if code == "near":
        return [items.dot(x + size / 2, y + size / 2, size * 0.4, colour)]
    if code == "behind":
        return [_filled([(0.5, 0.06), (0.98, 0.92), (0.02, 0.92)], x, y, size, colour)]
    if code == "undecided":
        wave = ((0.04, 0.06), (0.3, -0.1), (0.7, 0.1), (0.96, -0.06))
        return [_line([(a, b + c) for a, b in wave], x, y, size, colour) for c in (0.34, 0.68)]
    return [_line([(0.1, 0.5), (0.9, 0.5)], x, y, size, colour)]


def level(code: int | None, x: float, y: float, size: float, colour: str) -> list[Item]:
    """The shape of a level of the watch: a ring, a disc, a triangle, a diamond; a dash where it is not known."""
    if code == 0:
        return [items.dot(x + size / 2, y + size / 2, size * 0.4, stroke=colour, thick=size * 0.12)]
    if code == 1:
        return [items.dot(x + size / 2, y + size / 2, size * 0.42, colour)]
    if code == 2:
        return [_filled([(0.5, 0.06), (0.98, 0.92), (0.02, 0.92)], x, y, size, colour)]
    if code == 3:
        return [_filled([(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)], x, y, size, colour)]
    return [_line([(0.1, 0.5), (0.9, 0.5)], x, y, size, colour)]


def _line(points, x: float, y: float, size: float, colour: str) -> Item:
    return items.path([(x + a * size, y + b * size) for a, b in points], stroke=colour, thick=size * 0.17)


def _filled(points, x: float, y: float, size: float, colour: str) -> Item:
    return items.path([(x + a * size, y + b * size) for a, b in points], fill=colour, closed=True)
