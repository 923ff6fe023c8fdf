"""The brand, network and account of a table whose file does not name them.

A count of followers without an account belongs to the only named account of its brand and network. When there are
several, the account is asked: otherwise one of them would count twice.
"""

from __future__ import annotations

import duckdb

from data.sentences import Sentence, sentence
from loaders.canonical import records
from loaders.questions import Question
from loaders.recognition.catalogue import Format
from loaders.recognition.columns import names as column_names
from loaders.recognition.signatures import Match
from loaders.tables import Table

NETWORKS = (
    "facebook", "instagram", "x", "linkedin", "youtube", "tiktok", "threads", "bluesky", "mastodon", "pinterest", "reddit",
    "snapchat", "whatsapp", "telegram", "twitch", "discord", "quora", "tumblr", "vk", "weibo", "dailymotion", "viadeo",
    "news", "blog", "forum", "review", "podcast", "radio", "tv", "other",
)  # fmt: skip


NAMED_ANYWHERE = NETWORKS.index("news")  # the first ones are names of networks wherever they stand
_SPOKEN = {"twitter": "x", "tweets": "x", "fb": "facebook", "insta": "instagram", "ig": "instagram", "bsky": "bluesky"}


def fillers(
    format: Format, table: Table, answers: dict[str, str], *, own_brands: tuple[str, ...]
) -> dict[str, str | None]:
    """Field -> what fills its empty cells. Brand: as answered, or the only own one if the tool exports own accounts."""
    brand = answers.get("brand", "").strip() or None
    if "brand" not in answers and format.account == "own" and len(own_brands) == 1:
        brand = own_brands[0]
    filled = {"brand": brand}
    if table.has("channel") and table.field("channel").required:
        filled["channel"] = answers.get("network")
    if table.name == "followers":
        filled["account"] = answers.get("account", "").strip() or None
    return filled


def likely_network(match: Match, *, table_name: str, file_name: str) -> str | None:
    """The one network that the names of a table, of its file and of its columns speak of; None for none or several."""
    said = {
        _SPOKEN.get(word, word)
        for text in (table_name, file_name, *match.preamble)
        for word in column_names.words(text)
        if _SPOKEN.get(word, word) in NETWORKS[:NAMED_ANYWHERE]
    }
    said |= {network for cell in match.header if (network := column_names.network_of(cell)) is not None}
    return said.pop() if len(said) == 1 else None


def open_questions(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    present: set[str],
    *,
    part: str,
    known: dict[str, str | None],
    names_some: bool = False,
) -> list[Question]:
    """The questions about brand, network and account that the table `mapped` leaves open; `known`: default answers.

    `names_some`: some records may name their network and others not; one answer is then asked for those others.
    """
    questions = []
    if "brand" not in present or records.number(cursor, "select count(brand) from mapped") == 0:
        text = sentence("The file does not name its brand. Which one is it?")
        questions.append(Question("brand", part, text, (), known.get("brand")))
    if table.has("channel") and table.field("channel").required:
        questions.extend(_which_network(cursor, table, present, part, known.get("network"), names_some=names_some))
    if table.name == "followers" and not questions:
        questions.extend(_which_account(cursor, present, part=part, proposed=known.get("account")))
    return questions


def _which_network(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    present: set[str],
    part: str,
    proposed: str | None,
    *,
    names_some: bool,
) -> list[Question]:
    """The question about the records that name no network; those that name theirs keep it, whatever the answer."""
    likely_first = tuple(dict.fromkeys((*((proposed,) if proposed in NETWORKS else ()), *NETWORKS)))
    if "channel" not in present or records.number(cursor, "select count(channel) from mapped") == 0:
        text = sentence("The file does not name its network. Which one is it?")
        return [Question("network", part, text, likely_first, proposed)]
    if not names_some:
        return []
    date = next(field.name for field in table.fields if field.kind in ("moment", "day"))
    found = cursor.execute(
        f"select count(*), min(record), min_by(coalesce({_shown(present)}), record) from mapped "
        f"where channel is null and known(cast({date} as varchar)) is not null"
    ).fetchone()
    assert found is not None
    if not found[0]:
        return []
    text = sentence(
        "Records that do not name their network: {count}, the first being record {record} ({value}). Which one is it? The "
        "others keep the network that they name.",
        count=found[0],
        record=found[1],
        value=(found[2] or "–")[:80],
    )
    return [Question("network", part, text, likely_first, proposed)]


def _shown(present: set[str]) -> str:
    """SQL for the cell that shows best which record is meant."""
    cells = [
        f"cast({name} as varchar)" for name in ("url", "source", "title", "text", "account", "day") if name in present
    ]
    return ", ".join(cells or ["''"])


def _which_account(
    cursor: duckdb.DuckDBPyConnection, present: set[str], *, part: str, proposed: str | None
) -> list[Question]:
    """The question when rows name no account and the store has several of their brand and network."""
    account = "clean(cast(account as varchar))" if "account" in present else "null"
    found = cursor.execute(
        f"""
        with unnamed as (
            select distinct
                lower(clean(cast(brand as varchar))) as brand,
                coalesce(channel_of(cast(channel as varchar)), lower(clean(cast(channel as varchar)))) as channel
            from mapped
            where {account} is null
        )
        select
            any_value(known.brand),
            known.channel,
            list_sort(list_distinct(list(known.account)))
        from follower_records known
        join unnamed
          on lower(known.brand) = unnamed.brand
         and known.channel = unnamed.channel
        where known.state = 'kept' and known.account <> ''
        group by lower(known.brand), known.channel
        having count(distinct known.account) > 1
        order by all
        """
    ).fetchall()
    if not found:
        return []
    brand, channel, accounts = found[0]
    text = sentence(
        "The file names no account, and {brand} has several on {channel}: {accounts}. Which one do its figures "
        "belong to? Loaded as one more account, they would count followers twice.",
        brand=brand,
        channel=channel,
        accounts=", ".join(accounts),
    )
    return [Question("account", part, text, tuple(accounts), proposed if proposed in accounts else None)]


def unnamed_note(cursor: duckdb.DuckDBPyConnection, key: records.TableKey) -> tuple[Sentence, ...]:
    """Notes on earlier uploads without account that no longer count, now that their brand has several accounts."""
    found = cursor.execute(
        f"""
        with mine as (
            select distinct
                brand,
                channel
            from follower_records
            where {key.own} and account <> ''
        )
        select
            brand,
            channel,
            count(distinct r.account) filter (r.account <> '') as accounts,
            list_sort(list_distinct(list(u.name) filter (r.account = ''))) as files
        from follower_records r
        join mine using (brand, channel)
        join uploads u on u.upload_id = r.upload_id
        where r.state = 'kept'
        group by brand, channel
        having accounts > 1 and len(files) > 0
        order by brand, channel
        """
    ).fetchall()
    return tuple(
        sentence(
            "{brand} now has {accounts} accounts on {channel}: the followers of {files}, which name no account, no "
            "longer count. Withdraw that upload and load it again: you will be asked which account it belongs to.",
            brand=brand,
            accounts=accounts,
            channel=channel,
            files=", ".join(files),
        )
        for brand, channel, accounts, files in found
    )
