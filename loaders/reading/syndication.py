"""Feeds (RSS, Atom) as tables of their entries, and lists of feeds (OPML), which hold no mention: both are opened in a
process of their own (`loaders/reading/sandbox.py`)."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path

from data.sentences import Refusal
from loaders.reading import spreadsheets

_TOLD = 5  # feeds of a list that its refusal names


def entries(path: Path, *, folder: Path) -> list[spreadsheets.Sheet]:
    """The entries of a feed, as one table written into `folder`. Raises Refusal for a feed that cannot be read or is empty."""
    report = spreadsheets.report(path, "feed", folder)
    match report.get("error"):
        case "entities":
            raise _with_entities()
        case "empty":
            raise Refusal(
                "This is a feed (RSS or Atom) without any entry. Open its address later, save the page again as XML, and "
                "load that."
            )
        case "large":
            raise Refusal(
                "This feed (RSS or Atom) needs more memory or time than allowed: it has too many entries, or one is too "
                "long. Load it in parts, or export its entries as CSV."
            )
        case "damaged":
            raise Refusal(
                "This looks like a feed (RSS or Atom), but it is not well-formed XML: perhaps the download was cut short. "
                "Open the feed's address, save the page again as XML, and load that."
            )
    return [spreadsheets.Sheet("", folder / one["file"], ()) for one in report["sheets"]]


def refuse_list(path: Path, *, folder: Path) -> Refusal:
    """The refusal of a list of feeds, which names the first of them."""
    report = spreadsheets.report(path, "feed", folder)
    if report.get("error") == "entities":
        return _with_entities()
    if "sheets" not in report:
        return Refusal(
            "This is a list of feeds (OPML) in which no address of a feed could be read. Open the address of a feed in a "
            "browser, save the page as XML, and load that."
        )
    with (folder / report["sheets"][0]["file"]).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        named = [f"{title} ({address})" if title else address for title, address in islice(rows, _TOLD)]
        count = len(named) + sum(1 for _ in rows)
    return Refusal(
        "This is a list of feeds (OPML): it holds {count} addresses and no mention. Open each address in a browser, save "
        "the page as XML, and load these files. The first: {feeds}.",
        count=count,
        feeds=", ".join(named),
    )


def _with_entities() -> Refusal:
    return Refusal(
        "This XML declares entities of its own, which no feed needs and which can make a small file huge: it is not read. "
        "Open the feed's address, save the page again, and load that."
    )
