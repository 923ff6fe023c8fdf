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
from loaders.tables import Table

NETWORKS = ("facebook", "instagram", "x", "linkedin", "youtube", "tiktok", "news", "blog", "forum", "review")


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


def open_questions(
    cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str], *, part: str, known: dict[str, str | None]
) -> list[Question]:
    """The questions about brand, network and account that the table `mapped` leaves open; `known`: default answers."""
    questions = []
    if "brand" not in present or records.number(cursor, "select count(brand) from mapped") == 0:
        text = sentence("The file does not name its brand. Which one is it?")
        questions.append(Question("brand", part, text, (), known.get("brand")))
    if (
        table.has("channel")
        and table.field("channel").required
        and ("channel" not in present or records.number(cursor, "select count(channel) from mapped") == 0)
    ):
        text = sentence("The file does not name its network. Which one is it?")
        questions.append(Question("network", part, text, NETWORKS, known.get("network")))
    if table.name == "followers" and not questions:
        questions.extend(_which_account(cursor, present, part=part, proposed=known.get("account")))
    return questions


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
