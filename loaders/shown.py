"""What a receipt shows of one table: its columns, first rows, tallies and notes."""

from __future__ import annotations

import duckdb
import pandas as pd

from data.sentences import Sentence, sentence
from loaders import kinds, owners, personal, reading, records, zones
from loaders.claims import Match
from loaders.formats import listed_beside_wide, sources, unpivoted_field
from loaders.receipt import ColumnUse
from loaders.remarks import REMARKS

SAMPLES = 3


def sentiments(cursor: duckdb.DuckDBPyConnection, place: records.Place) -> dict[str, dict[str, int]]:
    """Records read, before folding, by brand and label."""
    if place.table.name != "mentions":
        return {}
    told: dict[str, dict[str, int]] = {}
    for brand, label, count in cursor.execute(
        f"select brand, coalesce(sentiment, 'unknown'), count(*) from mention_records where {place.mine} group by all order by all"
    ).fetchall():
        told.setdefault(brand, {})[label] = count
    return told


def notes(
    cursor: duckdb.DuckDBPyConnection, piece: reading.Part, match: Match, *,
    place: records.Place, rules: kinds.Rules, counts: records.Counts,
) -> tuple[Sentence, ...]:  # fmt: skip
    notes = list(piece.notes)
    if match.dialect.why is not None:
        notes.append(match.dialect.why)
    notes.extend(REMARKS[remark] for remark in match.format.remarks)
    dropped = personal.left_out(match)
    if dropped is not None:
        notes.append(dropped)
    for column in rules.columns.values():
        note = column.describe()
        if note is not None and note not in notes:
            notes.append(note)
    if counts.outdated:
        notes.append(
            sentence(
                "{count} of the kept records do not count while a more recent export says otherwise: it was loaded before.",
                count=counts.outdated,
            )
        )
    if place.table.name == "followers":
        notes.extend(owners.left_out(cursor, place))
    if place.table.name != "mentions":
        return tuple(notes)
    zone = kinds.zone_note(rules)
    if zone is not None:
        notes.extend(zones.declared(match)[1] or (zone,))
    fields = {row[0].lower() for row in cursor.execute("select column_name from (describe mapped)").fetchall()}
    if "platform_id" in fields:
        damaged = records.number(
            cursor, "select count(*) from mapped where cell(platform_id) is not null and sound_id(platform_id) is null"
        )
        if damaged:
            notes.append(
                sentence(
                    "{count} ids were rounded by a spreadsheet: they do not identify their records.", count=damaged
                )
            )
    if counts.pages:
        notes.append(
            sentence(
                "{count} addresses are shared by several authors: they do not identify their records.",
                count=counts.pages,
            )
        )
    return tuple(notes)


def sample(cursor: duckdb.DuckDBPyConnection, place: records.Place) -> pd.DataFrame:
    """The first records, as they stand in the store."""
    hidden = "upload_id, part, identity" + (", story" if place.table.name == "mentions" else "")
    return cursor.execute(
        f"select * exclude ({hidden}) from {place.table.records} where {place.mine} order by record limit 20"
    ).df()


def column_uses(piece: reading.Part, match: Match) -> tuple[ColumnUse, ...]:
    """Each header cell, the field that it feeds, and its first values."""
    rows = reading.first_records(piece, match.dialect)[match.header_row : match.header_row + 20]
    fields = {
        place: field
        for field, names in sources(match.format).items()
        for name in names
        for place in match.places.get(name, ())
    }
    listed = [place for name in listed_beside_wide(match.format) for place in match.places.get(name, ())]
    fields.update(dict.fromkeys((*match.unpivoted, *listed), unpivoted_field(match.format)))
    uses = []
    for place, header in enumerate(match.header):
        samples = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        uses.append(ColumnUse(header, fields.get(place), tuple(dict.fromkeys(samples))[:SAMPLES]))
    return tuple(uses)


def why(match: Match) -> tuple[str, ...]:
    return tuple(match.header[match.places[name][0]].strip() for name in match.format.signature)


def channels(cursor: duckdb.DuckDBPyConnection, place: records.Place) -> dict[str, int]:
    return tally(cursor, place, "coalesce(channel, '')") if place.table.has("channel") else {}


def tally(cursor: duckdb.DuckDBPyConnection, place: records.Place, column: str) -> dict[str, int]:
    return dict(
        cursor.execute(
            f"select {column}, count(*) from {place.table.records} where {place.mine} group by all order by 2 desc, 1"
        ).fetchall()
    )
