"""Tables of figures by day: followers, the figures of accounts, sites, counts of sentiment."""

from __future__ import annotations

from loaders.recognition.columns.kinds import Column
from loaders.recognition.columns.names import BEGINS_OR_ENDS, WHOLE, words
from loaders.recognition.columns.pool import SITE_ONLY, Pool, Proposal, channel_column, figures_of_sites

_PAGE = frozenset(("page", "pages", "pagina", "seite", "fanpage"))  # the likes of a page are those who follow it


def of_days(
    here: Pool, at: dict[str, tuple[int, ...]], figures: dict[str, list[Column]], chosen: str | None
) -> Proposal | None:
    """The proposal of a table of figures by day; None when no column is a figure that is known."""
    fields = {"date": at["date"]}

    def is_count(column: Column) -> bool:
        return column.fits("count")

    labels = {
        name: here.best(name, is_count, take=False) for name in ("positive", "neutral", "negative", "mixed", "unknown")
    }
    channel = channel_column(here)
    if channel is not None:
        fields["channel"] = (channel.at,)
    brand = here.best("brand", lambda one: one.fits("words"), WHOLE)
    if brand is not None:
        fields["brand"] = (brand.at,)
    if all(labels[name] is not None for name in ("positive", "neutral", "negative")):
        fields.update({name: (column.at,) for name, column in labels.items() if column is not None})
        return Proposal("sentiment", fields)
    people = {
        name: column for name in ("gained", "lost", "followers") if (column := here.best(name, is_count)) is not None
    }
    site = figures_of_sites(here)
    views_of_pages = "views" in site and set(figures) <= {"views", "profile_visits"} and channel is None
    if (SITE_ONLY & set(site) or (views_of_pages and "page" in words(site["views"][0].header))) and not people:
        page = here.best("page", lambda one: one.fits("words", "url"))
        if page is not None:
            fields["item"] = (page.at,)
        fields.update({f"metric.{name}": tuple(one.at for one in columns) for name, columns in site.items()})
        fields.pop("channel", None)
        return Proposal("web", fields)
    account = here.best("account", lambda one: one.fits("words", "handle", "text"), BEGINS_OR_ENDS)
    if account is not None:
        fields["account"] = (account.at,)
    fields.update({name: (column.at,) for name, column in people.items()})
    if not figures:
        if not {"followers", "gained"} & set(people):
            return None
        return Proposal("followers", fields)
    of_page = "reactions" in figures and bool(_PAGE & set(words(figures["reactions"][0].header)))
    if not people and (set(figures) == {"reactions"} or of_page):
        if chosen == "followers":
            fields["followers"] = (figures["reactions"][0].at,)
            others = {name: columns for name, columns in figures.items() if name != "reactions"}
            return Proposal("account_days" if others else "followers", {**fields, **_metrics(others)})
        likely_first = ("followers", "reactions") if of_page else ("reactions", "followers")
        choices = () if chosen == "reactions" else likely_first
        return Proposal("account_days", {**fields, **_metrics(figures)}, choices=choices)
    return Proposal("account_days", {**fields, **_metrics(figures)})


def _metrics(figures: dict[str, list[Column]]) -> dict[str, tuple[int, ...]]:
    return {f"metric.{name}": tuple(one.at for one in columns) for name, columns in figures.items()}
