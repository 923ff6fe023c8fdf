"""The columns of a table that no field has taken yet, what of them are figures or networks, and what a table is proposed
as."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from loaders.recognition.columns import names
from loaders.recognition.columns.kinds import Column
from loaders.recognition.columns.names import BEGINS_OR_ENDS, GLUED, WHOLE, WITHIN, score, words

SITE_ONLY = frozenset(("users", "active_users", "new_users", "sessions", "unique_views", "bounces", "engaged_sessions"))
_ALL = frozenset(("total", "totals", "totale", "totales", "totaux", "totali", "totaal", "gesamt", "all", "overall", "reactions"))  # fmt: skip
_SOCIAL = frozenset(("facebook", "instagram", "twitter", "linkedin", "youtube", "tiktok", "pinterest", "reddit", "snapchat", "threads", "bluesky"))  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """The canonical table, its fields with their columns (from 0), and the other columns that could fill a field."""

    table: str
    fields: dict[str, tuple[int, ...]]
    others: dict[str, tuple[int, ...]] = field(default_factory=dict)
    network: str | None = None  # that the names of the columns prove, for the rows that name none
    choices: tuple[str, ...] = ()  # readings as good as this one, the likelier first
    aside: tuple[int, ...] = ()  # columns of a second table that was pasted beside the first
    rivals: dict[str, tuple[int, ...]] = field(default_factory=dict)  # field -> columns that feed it as well as another


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
    return {name: _not_twice(name, group) for name, group in _groups(here, among).items()}


def rivals_in(here: Pool, among: str) -> dict[str, tuple[int, ...]]:
    """Figure -> its columns, where several give it, differ, and none says that it is the whole: organic and paid ones."""
    found = {}
    for name, group in _groups(here, among).items():
        if name != "shares" and (alike := _rivals(group)):
            found[name] = alike
    return found


def rival_people(here: Pool) -> dict[str, tuple[int, ...]]:
    """The same of followers, and of those gained and lost."""
    found = {}
    for role in ("followers", "gained", "lost"):
        group = [one for one in here.all if one.fits("count") and score(one.header, role) >= BEGINS_OR_ENDS]
        if alike := _rivals(group):
            found[role] = alike
    return found


def _rivals(group: list[Column]) -> tuple[int, ...]:
    """The columns of one figure of which none is the whole; a header that stands twice is judged with all its records."""
    alike = _wholes(group)
    if len({words(one.header) for one in alike}) < 2 or len({one.cells for one in alike}) < 2:
        return ()
    return tuple(one.at for one in alike)


def _groups(here: Pool, among: str) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for column in here.free:
        name, how_well = names.figure(column.header, among)
        fits = column.fits("count") or (name.startswith("watch") and column.fits("number"))
        if name and fits and how_well >= BEGINS_OR_ENDS and not counts_people(column):
            found.setdefault(name, []).append(column)
    return found


def _wholes(group: list[Column]) -> list[Column]:
    """Of the columns of one figure, those that say that they are all of it: `Total views`, or `Views` beside others."""
    said = [column for column in group if _ALL & set(words(column.header))]
    fewest = min((len(words(column.header)) for column in group), default=0)
    return said or [column for column in group if len(words(column.header)) == fewest]


def _not_twice(name: str, group: list[Column]) -> list[Column]:
    """The columns of one figure. Only reposts and shares are two things to add; of `Likes` and `Reactions`, or of two
    spellings of one figure, one contains the other: the one that says it is whole, else the first."""
    if name == "shares":
        return list({words(column.header): column for column in reversed(group)}.values())[::-1]
    return _wholes(group)[:1]


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
        or (
            (one.fits("network_word") or not score(one.header, "source") or _says_network(one)) and not one.fits("flag")
        )
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


def _says_network(column: Column) -> bool:
    """Whether some cell is the name of a social network and nothing else: its column is no list of titles of the press."""
    return any(cell.casefold() in _SOCIAL for cell in column.cells)


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
