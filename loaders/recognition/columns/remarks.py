"""Tables of figures by day that have words as well: remarks of whoever keeps the sheet, or the items that are measured.

A row of them is a day (of a network, of an account, of an item), not a text that somebody published.
"""

from __future__ import annotations

from loaders.recognition.columns.kinds import Column
from loaders.recognition.columns.names import BEGINS_OR_ENDS, WHOLE, score
from loaders.recognition.columns.pool import Pool, counts_people, figures_of_sites

OF_DAYS = frozenset(("reach", "impressions", "engagements", "profile_visits", "engaged_users", "posts"))


def are_remarks(
    here: Pool,
    day: int,
    figures: dict[str, list[Column]],
    *,
    text: Column | None,
    url: Column | None,
    channel: Column | None,
) -> bool:
    """Whether the only words of a table of figures by day are remarks, or the address of the account.

    The rows are one per day, network and account, and the words are named as remarks, or most rows have none.
    """
    dates = next(column for column in here.all if column.at == day)
    of_day = any(one.fits("count") and counts_people(one) for one in here.all) or _counts_labels(here)
    of_day = of_day or bool(figures_of_sites(here))
    if url is not None and url.distinct > (1 if channel is None else channel.distinct):
        return False
    if text is None:
        return of_day and url is not None and _one_row_each(here, dates, None)
    is_named = score(text.header, "note") >= BEGINS_OR_ENDS
    is_sparse = len(text.cells) < len(dates.cells)
    if is_named and score(text.header, "text") < WHOLE:
        told = of_day or any(one.fits("count", "number") for one in here.all)
    elif is_named:
        told = of_day or (bool(figures) and (is_sparse or bool(OF_DAYS & set(figures))))
    else:
        told = of_day and is_sparse
    return told and _one_row_each(here, dates, text)


def are_figures_of_items(
    here: Pool, day: int, figures: dict[str, list[Column]], *, items: tuple[Column | None, ...]
) -> bool:
    """Whether most rows are figures of a post or video on one of several days: what it is called, or its address, recurs."""
    dates = next(column for column in here.all if column.at == day)
    item = next((one for one in items if one is not None), None)
    if not figures or item is None or len(item.cells) != len(dates.cells):
        return False
    days: dict[str, set[str]] = {}
    for cell, date in zip(item.cells, dates.cells, strict=True):
        days.setdefault(cell, set()).add(date)
    return 2 * sum(len(days[cell]) > 1 for cell in item.cells) > len(item.cells)


def is_account(column: Column) -> bool:
    """Whether a column of names may as well be that of one's own accounts."""
    return score(column.header, "account") >= WHOLE


def _counts_labels(here: Pool) -> bool:
    return all(
        any(one.fits("count") and score(one.header, label) >= BEGINS_OR_ENDS for one in here.all)
        for label in ("positive", "neutral", "negative")
    )


def _one_row_each(here: Pool, dates: Column, text: Column | None) -> bool:
    """Whether no two rows are of one day and of the same networks, accounts and other words."""
    keys = [
        one
        for one in here.all
        if one is not text and one.fits("words", "handle") and len(one.cells) == len(dates.cells)
    ]
    rows = list(zip(*(one.cells for one in {id(one): one for one in (dates, *keys)}.values()), strict=True))
    return len(set(rows)) == len(rows)
