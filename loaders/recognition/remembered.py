"""What analysts agreed about a kind of file, reused for the next one: the columns of tables that no format claims, by
header, the tool of tables that several tools write, and the answers to questions, by format and source.

The source is the property or account that the file names, else the file's name without dates and numbers. Brand and
network are answered from memory only where the file names its source: every network calls its export `Visits.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from data.sentences import Sentence, sentence
from data.store import insert, now

ALWAYS = (
    "date_order", "decimal_mark", "zero_sentiment", "sentiment_scale", "sentiment_words", "zone", "week_or_half",
)  # fmt: skip
ABOUT_A_ZONE = "zone_of_"  # the questions about an ambiguous abbreviation of a zone begin so


@dataclass(frozen=True)
class Agreed:
    """What analysts agreed about tables that are no tool's for certain."""

    columns: dict[str, str]  # fingerprint of a header -> agreed columns (JSON)
    tools: dict[str, str]  # `tool_key` -> id of the format


ONLY_WITH_SOURCE = ("brand", "network", "account")


def columns(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Fingerprint of a header -> agreed columns (JSON), the latest of each."""
    return dict(
        cursor.execute(
            "select fingerprint, arg_max(value, rowid) from remembered where kind = 'columns' group by fingerprint"
        ).fetchall()
    )


def agreed(cursor: duckdb.DuckDBPyConnection) -> Agreed:
    """The agreed columns and tools, the latest of each."""
    latest: dict[str, dict[str, str]] = {"columns": {}, "tool": {}}
    for kind, fingerprint, value in cursor.execute(
        "select kind, fingerprint, arg_max(value, rowid) from remembered where kind in ('columns', 'tool') group by all"
    ).fetchall():
        latest[kind][fingerprint] = value
    return Agreed(latest["columns"], latest["tool"])


def tool_key(fingerprint: str, file_name: str) -> str:
    """The key under which the tool of a table is remembered.

    Two tools may write the same common header: the file's name, without dates and numbers, tells them apart.
    """
    return f"{fingerprint}|{_words_of(file_name)}"


def remember_tool(cursor: duckdb.DuckDBPyConnection, key: str, format_id: str, *, who: str) -> None:
    """Store the format that an analyst named for a header, unless it is stored already."""
    if agreed(cursor).tools.get(key) == format_id:
        return
    row = {"kind": "tool", "fingerprint": key, "name": "tool", "value": format_id, "set_at": now(), "set_by": who}
    insert(cursor, "remembered", row)


def remember_columns(cursor: duckdb.DuckDBPyConnection, *, fingerprint: str, agreed: str, who: str) -> None:
    """Store the agreed columns of a header, unless they are stored already."""
    if columns(cursor).get(fingerprint) == agreed:
        return
    row = {
        "kind": "columns",
        "fingerprint": fingerprint,
        "name": "columns",
        "value": agreed,
        "set_at": now(),
        "set_by": who,
    }
    insert(cursor, "remembered", row)


def key(format_id: str, *, source: str | None, file_name: str) -> str | None:
    """The key under which answers are remembered; None when the file's name consists of numbers only."""
    named = _words_of(file_name)
    if source:
        return f"{format_id}|{source}"
    return f"{format_id}|file {named}" if named else None


def answers(cursor: duckdb.DuckDBPyConnection, remembered_for: str | None) -> dict[str, str]:
    """The latest answer to each question about this format and source."""
    if remembered_for is None:
        return {}
    return dict(
        cursor.execute(
            "select name, arg_max(value, rowid) from remembered "
            "where kind = 'answer' and fingerprint = ? group by name",
            [remembered_for],
        ).fetchall()
    )


def applied(known: dict[str, str], *, has_source: bool) -> dict[str, str]:
    """The remembered answers that apply without asking again."""
    return {
        name: value for name, value in known.items() if _is_reused(name) or (has_source and name in ONLY_WITH_SOURCE)
    }


def remember_answers(
    cursor: duckdb.DuckDBPyConnection, remembered_for: str | None, answered: dict[str, str], *, who: str
) -> None:
    """Store the answers that may be reused for this format and source."""
    if remembered_for is None:
        return
    known = answers(cursor, remembered_for)
    for name, value in answered.items():
        if (_is_reused(name) or name in ONLY_WITH_SOURCE) and known.get(name) != value:
            row = {"kind": "answer", "fingerprint": remembered_for, "name": name, "value": value}
            insert(cursor, "remembered", {**row, "set_at": now(), "set_by": who})


def remember(
    cursor: duckdb.DuckDBPyConnection, remembered_for: str | None, chosen: dict[str, str], *, who: str
) -> None:
    """Store answers under names of their own, such as what the rows are that a column tells apart."""
    if remembered_for is None or not chosen:
        return
    known = answers(cursor, remembered_for)
    for name, value in chosen.items():
        if known.get(name) != value:
            row = {"kind": "answer", "fingerprint": remembered_for, "name": name, "value": value}
            insert(cursor, "remembered", {**row, "set_at": now(), "set_by": who})


def _words_of(file_name: str) -> str:
    """The name of a file without extension, dates and numbers."""
    return re.sub(r"[\W\d_]+", " ", re.sub(r"(\.\w{2,4})+$", "", file_name)).strip().lower()


def _is_reused(name: str) -> bool:
    return name in ALWAYS or name.startswith(ABOUT_A_ZONE)


def note(used: dict[str, str]) -> Sentence:
    """The note about the answers taken from memory."""
    answers_used = ", ".join(f"{name} = {value}" for name, value in sorted(used.items()))
    return sentence("Same answers as for the last file of this format and source: {answers}.", answers=answers_used)
