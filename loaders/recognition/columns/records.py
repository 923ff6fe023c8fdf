"""Tables whose rows are texts, titles or addresses: mentions, one's own posts, conversations."""

from __future__ import annotations

from loaders.recognition.columns import names
from loaders.recognition.columns.kinds import Column
from loaders.recognition.columns.names import BEGINS_OR_ENDS, GLUED, WHOLE, WITHIN, score, words
from loaders.recognition.columns.pool import Pool, Proposal, channel_column, is_site
from loaders.recognition.columns.remarks import are_figures_of_items, are_remarks, is_account

OWN_FIGURES = frozenset(("views", "video_views", "impressions", "reach", "saves", "clicks", "link_clicks"))
INTERACTIONS = ("reactions", "comments", "shares", "quotes")
# field of a post -> the figures that fill it, of which the first that a table has counts; those of `shares` are added
_POST_FIGURES = {
    "impressions": ("impressions",), "reach": ("reach",), "views": ("views", "video_views"), "reactions": ("reactions",),
    "comments": ("comments",), "saves": ("saves",), "clicks": ("clicks", "link_clicks"), "engagement": ("engagements",),
}  # fmt: skip


def of_records(
    here: Pool, at: dict[str, tuple[int, ...]], figures: dict[str, list[Column]], chosen: str | None
) -> Proposal | None:
    """The proposal of a table whose rows are texts, titles or addresses; None when it has none."""
    free = Pool(here.all)
    free.taken = set(here.taken)
    numbers = {column.at for group in figures.values() for column in group}
    others: dict[str, tuple[int, ...]] = {}

    def take(name: str, column: Column | None) -> Column | None:
        if column is not None:
            at_fields[name] = (column.at,)
        return column

    def is_word(column: Column) -> bool:
        return column.fits("words", "text") and not column.fits("number", "relative") and column.at not in numbers

    at_fields = dict(at)
    sentiment = free.best("sentiment", lambda one: one.fits("sentiment"), GLUED) or free.best(
        "sentiment", lambda one: not one.fits("url", "text"), WITHIN
    )
    if sentiment is None:
        unnamed = [one for one in free.free if one.fits("sentiment") and not one.is_constant]
        sentiment = unnamed[0] if unnamed else None
    if sentiment is not None:
        free.taken.add(sentiment.at)
    channel = channel_column(free)
    url = _url(free)
    title = free.best("title", is_word)
    text = free.best("text", lambda one: is_word(one) and one.fits("text")) or free.best("text", is_word)
    if text is None and (longest := _longest_text(free)) is not None:
        text = longest
        free.taken.add(text.at)
    if text is None and title is None and url is None:
        return None
    if is_site(here, free):
        return None
    source = free.best("source", lambda one: one.fits("words", "host"))
    account = free.best("account", is_word, take=False)
    author = free.best("author", lambda one: is_word(one) or one.fits("handle"))
    if author is None:
        handles = [one for one in free.free if one.fits("handle")]
        author = handles[0] if handles else None
        free.taken.update(one.at for one in handles[:1])
    rating = free.best("rating", _is_rating)
    others_said = rating or sentiment or (author if author is not None and not is_account(author) else None)
    if others_said is None:
        if title is None and are_remarks(here, at["date"][0], figures, text=text, url=url, channel=channel):
            return None
        if are_figures_of_items(here, at["date"][0], figures, items=(url, title, text)):
            return None
    ticket = free.best("conversation_id", lambda one: one.fits("words", "count"), take=False)
    replied = free.best("first_reply", lambda one: True, take=False) or _named_date(here, "first_reply")
    here_is = "conversations" if ticket is not None and (replied or sentiment is None) and url is None else None
    network = _proven_network(here, at, text, rating)
    table, choices = ("conversations", ()) if here_is else _posts_or_mentions(
        url=url, source=source, author=author, account=account, rating=rating, sentiment=sentiment, figures=figures,
        several=bool(channel and not channel.is_constant),
    )  # fmt: skip
    if chosen in ("posts", "mentions"):
        table, choices = chosen, ()
    take("channel", channel)
    take("url", url)
    take("title", title)
    take("text", text)
    take("brand", free.best("brand", is_word, WHOLE))
    if table == "conversations":
        assert ticket is not None
        take("platform_id", ticket)
        take("author", author)
        take("sentiment", sentiment)
        take("first_reply", replied if replied is not None and replied.fits("date") else None)
        take("resolved", _named_date(here, "resolved"))
        take("topic", free.best("topic", is_word) or title)
        at_fields.pop("title", None)
        return Proposal("conversations", at_fields, others, network)
    identity = free.best("platform_id", lambda one: one.is_distinct and not one.fits("date", "relative"))
    if identity is None and url is not None and url.cells[0].startswith("at://") and url.is_distinct:
        identity = url if table == "posts" else None
    take("platform_id", identity)
    if table == "posts":
        take("account", account if account is not None and account is not text else author)
        take("post_type", free.best("post_type", is_word))
        take("is_paid", free.best("paid", lambda one: one.fits("flag")))
        at_fields.update(_post_figures(figures))
        return Proposal("posts", at_fields, others, network, choices)
    take("author", author)
    take("source", source)
    take("sentiment", sentiment)
    take("rating", rating if rating is not None and _are_stars(rating) else None)
    take("author_followers", free.best("author_followers", lambda one: one.fits("count")))
    take("repost_type", free.best("repost_type", lambda one: one.reposts, take=False) or _reposts(free))
    take("is_repost", free.best("repost", lambda one: one.fits("flag"), WHOLE))
    take("language", free.best("language", is_word, WHOLE))
    take("country", free.best("country", is_word, WHOLE))
    take("topic", free.best("topic", is_word, WHOLE))
    take("reach", free.best("reach", lambda one: one.fits("count")))
    engagement = free.best("engagement", lambda one: one.fits("count"))
    summed = [column for name in INTERACTIONS for column in figures.get(name, ())]
    if network == "reddit":
        summed += [one for one in free.free if words(one.header) == ("score",) and one.fits("count")]
    if engagement is not None:
        at_fields["engagement"] = (engagement.at,)
    elif summed:
        at_fields["engagement"] = tuple(column.at for column in summed)
    return Proposal("mentions", at_fields, others, network, choices)


def _posts_or_mentions(
    *,
    url: Column | None,
    source: Column | None,
    author: Column | None,
    account: Column | None,
    rating: Column | None,
    sentiment: Column | None,
    figures: dict[str, list[Column]],
    several: bool,
) -> tuple[str, tuple[str, ...]]:
    """Whether rows are one's own posts with their figures, or what others said; both where the columns do not tell."""
    known = {name for name in figures if name in OWN_FIGURES or name in INTERACTIONS}
    if "engagements" in figures and known & OWN_FIGURES - {"reach", "views"}:  # those may be of mentions as well
        known.add("engagements")
    if rating is not None or sentiment is not None or len(known) < 2:
        return "mentions", ()
    said_by = author or account
    if (source is not None and not source.is_constant) or (url is not None and not _one_site(url)):
        return "mentions", ()
    own = known & OWN_FIGURES
    if said_by is None or said_by.is_constant:
        return ("posts", ()) if own and not several else ("posts", ("posts", "mentions"))
    if account is not None and score(account.header, "author") < WHOLE and own - {"reach", "views"}:
        return "posts", ("posts", "mentions")
    return "mentions", ()


def _one_site(url: Column) -> bool:
    hosts = {cell.split("://")[-1].split("/")[0].removeprefix("www.").casefold() for cell in url.cells}
    return len(hosts) == 1


def _post_figures(figures: dict[str, list[Column]]) -> dict[str, tuple[int, ...]]:
    found = {}
    for name, sources in _POST_FIGURES.items():
        columns = next((figures[source] for source in sources if source in figures), [])
        if columns:
            found[name] = (columns[0].at,)
    shared = [column.at for name in ("shares", "quotes") for column in figures.get(name, ())]
    if shared:
        found["shares"] = tuple(shared)
    return found


def _url(free: Pool) -> Column | None:
    """The address of the record: the best named one; of a profile or an image only where it is no other's."""
    urls = [one for one in free.free if one.fits("url")]
    found = free.best("url", lambda one: one.fits("url"), GLUED)
    if found is None:
        plain = [one for one in urls if one.is_distinct and score(one.header, "url") == 0 and not _of_a_picture(one)]
        found = plain[0] if plain else None
        free.taken.update(one.at for one in plain[:1])
    return found


def _of_a_picture(column: Column) -> bool:
    said = set(words(column.header))
    return bool(said & {"image", "avatar", "profile", "profil", "thumbnail", "picture", "photo", "logo", "media", "icon", "website", "author", "user"})  # fmt: skip


def _longest_text(free: Pool) -> Column | None:
    texts = [one for one in free.free if one.fits("text") and one.distinct * 2 > len(one.cells)]
    return max(texts, key=lambda one: sum(map(len, one.cells)), default=None)


def _is_rating(column: Column) -> bool:
    if all(set(cell) <= set("★☆⭐✩✭ ") for cell in column.cells):
        return True
    if not column.fits("number"):
        return False
    values = [cell.replace(",", ".") for cell in column.cells]
    return all(value.replace(".", "", 1).isdigit() and 0 <= float(value) <= 10 for value in values)


def _are_stars(column: Column) -> bool:
    """Whether each cell is what one person gives: signs, whole or half stars; no share, and no mean of several people."""
    grades = [cell.replace(",", ".") for cell in column.cells if cell.replace(",", ".").replace(".", "", 1).isdigit()]
    return all((2 * float(grade)).is_integer() for grade in grades) and any(
        float(grade) >= 1 for grade in grades or ["1"]
    )


def _reposts(free: Pool) -> Column | None:
    """A column of few words, some of which say retweet or repost, whatever its name."""
    found = [
        one for one in free.free if one.reposts and one.fits("words") and not one.fits("text") and one.distinct <= 8
    ]
    return found[0] if found else None


def _named_date(here: Pool, role: str) -> Column | None:
    named = [one for one in here.all if one.fits("date") and score(one.header, role) >= BEGINS_OR_ENDS]
    return named[0] if named else None


def _proven_network(
    here: Pool, at: dict[str, tuple[int, ...]], text: Column | None, rating: Column | None
) -> str | None:
    """The network that the names of the columns prove: rated texts are reviews; a subreddit is on Reddit."""
    if rating is not None:
        return "review"
    own = [one for one in here.all if one.at in at["date"] or one is text or score(one.header, "platform_id") >= WHOLE]
    for column in here.all:
        network = names.network_of(column.header)
        if network in ("reddit", "mastodon") or (network == "x" and column in own):
            return network
    return None
