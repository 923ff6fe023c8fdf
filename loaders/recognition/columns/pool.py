"""The columns of a table that no field has taken yet, what of them are figures or networks, and what a table is proposed
as."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from loaders.recognition.columns import names
from loaders.recognition.columns.kinds import Column
from loaders.recognition.columns.names import BEGINS_OR_ENDS, GLUED, WHOLE, WITHIN, score, words

SITE_ONLY = frozenset(("users", "active_users", "new_users", "sessions", "unique_views", "bounces", "engaged_sessions"))


@dataclass(frozen=True)
class Proposal:
    """The canonical table, its fields with their columns (from 0), and the other columns that could fill a field."""

    table: str
    fields: dict[str, tuple[int, ...]]
    others: dict[str, tuple[int, ...]] = field(default_factory=dict)
    network: str | None = None  # that the names of the columns prove, for the rows that name none
    choices: tuple[str, ...] = ()  # readings as good as this one, the likelier first
    aside: tuple[int, ...] = ()  # columns of a second table that was pasted beside the first


class Pool:
    """The columns of a table that no field has taken yet."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.all = tuple(columns)
        self.taken: set[int] = set()

    @property
    def free(self) -> list[Column]:
        return [column for column in self.all if column.at not in self.taken and column.cells]

    def best(
        self, role: str, fits: Callable[[Column], bool], least: float = BEGINS_OR_ENDS, take: bool = True
    ) -> Column | None:
        """The free column that names the role best, at least so well, and holds what it needs; the first of equals."""
        scored = [(score(column.header, role), column) for column in self.free if fits(column)]
        found = max(scored, key=lambda one: one[0], default=(0.0, None))
        if found[1] is None or found[0] < least:
            return None
        if take:
            self.taken.add(found[1].at)
        return found[1]


def figures_in(here: Pool, among: str) -> dict[str, list[Column]]:
    """Figure -> the free columns that name it and hold counts; those of watch time may have decimals."""
    found: dict[str, list[Column]] = {}
    for column in here.free:
        name, how_well = names.figure(column.header, among)
        fits = column.fits("count") or (name.startswith("watch") and column.fits("number"))
        if name and fits and how_well >= BEGINS_OR_ENDS and not counts_people(column):
            found.setdefault(name, []).append(column)
    return {name: _not_twice(name, group) for name, group in found.items()}


def _not_twice(name: str, group: list[Column]) -> list[Column]:
    """The columns of one figure. Only reposts and shares are two things to add; of `Likes` and `Reactions`, or of two
    spellings of one figure, one contains the other: the one that says it is whole, else the first."""
    if name == "shares":
        return list({words(column.header): column for column in reversed(group)}.values())[::-1]
    whole = [column for column in group if {"total", "totals", "all", "reactions"} & set(words(column.header))]
    return (whole or group)[:1]


def counts_people(column: Column) -> bool:
    return any(score(column.header, role) >= BEGINS_OR_ENDS for role in ("followers", "gained", "lost"))


def channel_column(free: Pool) -> Column | None:
    """The column that names the networks of the rows: by its cells; by its name alone only where it says network."""
    by_cells = [one for one in free.free if one.fits("network") and not one.fits("url", "handle", "host")]
    # `Forum A` under Media is the name of a source, `Forum` a kind of media; `x` may be a tick
    by_cells = [
        one
        for one in by_cells
        if score(one.header, "channel") >= WITHIN
        or ((one.fits("network_word") or not score(one.header, "source")) and not one.fits("flag"))
    ]
    named = [
        one for one in by_cells if max(score(one.header, "channel"), score(one.header, "channel_perhaps")) >= GLUED
    ]
    chosen = max(
        named, key=lambda one: max(score(one.header, "channel") + 1, score(one.header, "channel_perhaps")), default=None
    )
    if chosen is None:
        spare = [
            one
            for one in by_cells
            if not any(score(one.header, role) >= WITHIN for role in ("author", "text", "title"))
        ]
        chosen = spare[0] if spare else None
    if chosen is None:
        chosen = free.best("channel", lambda one: one.fits("words") and not one.fits("text"), WHOLE, take=False)
    if chosen is not None:
        free.taken.add(chosen.at)
    return chosen


def figures_of_sites(here: Pool) -> dict[str, list[Column]]:
    """The figures of a site, where a header names them at least as well as one of a network: `Visites du profil` is none."""
    return {
        name: group
        for name, group in figures_in(here, "web").items()
        if names.figure(group[0].header, "web")[1] >= names.figure(group[0].header, "metrics")[1]
    }


def is_site(here: Pool, free: Pool) -> bool:
    """Whether the rows are pages of a site with their visits."""
    return bool(SITE_ONLY & set(figures_of_sites(free))) and any(score(one.header, "page") >= WHOLE for one in here.all)
