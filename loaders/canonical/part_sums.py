"""Rows that are parts of one whole: their sum becomes the record that counts, and they stay as its evidence.

The sum stands at the first of its records, in the state `kept`; the rows of the file stay in the state `part`, which no
figure reads. A later export of the same day replaces the sum, and its withdrawal restores it.
"""

from __future__ import annotations

import duckdb

from data.sentences import Sentence, sentence
from loaders.canonical.additive import BY_METRIC, MEASURES, summed
from loaders.canonical.records import TableKey, number

# words for the whole, in a column whose other cells are its parts
_WHOLE = (
    "^(in)?s?gesamt|^summe|^tota(l|ls|le|li|ux|al)($|[^a-z])|^(grand|sous|sub)[- ]?total|^(all|alle|tous|toutes|todos|"
    "todas|tutti|tutte)($| )|^(ensemble|overall|worldwide|weltweit|monde|monde entier|mundo)$"
)


def part_of(identity: str) -> str:
    """SQL for the identity of the parts of a figure, by the figure's: a figure and its parts are never confused."""
    return f"key_of(concat_ws('|', 'part', cast({identity} as varchar)))"


def write_parts(cursor: duckdb.DuckDBPyConnection, columns: tuple[int, ...]) -> None:
    """Write the table `parts`: one row per row of a key that is broken down, and whether it gives the whole."""
    cells = ", ".join(f"t.c{column + 1}" for column in columns) or "null"
    # without such columns, two records that differ in one measure are parts in all of them
    differing = "bool_or(g.differs) over (partition by s.record)" if not columns else "g.differs"
    cursor.execute(
        f"""
        create or replace temp table parts as
        with cells as (
            select s.*, [{cells}] as cells, {differing} as differs
            from sharing s
            join grouped g on g.identity = s.identity
            join twins t on t.record = s.record
        ),
        read as (
            select
                * exclude (differs),
                len(list_filter(
                    cells, lambda cell: regexp_matches(strip_accents(lower(trim(cell))), '{_WHOLE}')
                )) as wholes,
                bool_or(differs) over (partition by identity) or count(distinct cells) over (partition by identity) > 1
                    as is_broken_down
            from cells
        )
        select * exclude (is_broken_down) from read where is_broken_down
        """
    )


def add(
    cursor: duckdb.DuckDBPyConnection, key: TableKey, *, with_people: bool, width: int, wholes: bool
) -> list[Sentence]:
    """Add the rows of `parts`, and set those aside as evidence of their sum. `wholes`: a row that gives the whole counts.

    Returns the notes: how many were added, and which measures do not add up.
    """
    records = key.table.records
    if wholes:
        cursor.execute(
            f"create or replace temp table whole as select identity, min(record) as record from parts "
            f"where wholes = {width} group by identity having count(*) = 1"
        )
    else:
        cursor.execute("create or replace temp table whole as select identity, record from parts where false")
    cursor.execute(
        f"update {records} set state = 'part', identity = {part_of('p.identity')} from (select identity, record "
        "from parts p where not exists (select 1 from whole w where w.identity = p.identity and w.record = p.record)) p "
        f"where {key.own} and {records}.identity = p.identity and {records}.record = p.record"
    )
    classes = "('adds', 'people')" if with_people else "('adds')"
    columns = [row[0] for row in cursor.execute(f"select column_name from (describe {records})").fetchall()]
    values = ", ".join(_value(key, name, with_people) for name in columns[5:])
    inserted = cursor.execute(
        f"""
        insert into {records}
        select any_value(r.upload_id), any_value(r.part), min(r.record), 'kept', p.identity, {values}
        from {records} r
        join parts p on {part_of("p.identity")} = r.identity and p.record = r.record
        where {key.rows_of("r")} and p.wholes = 0 and p.class in {classes}
          and p.identity not in (select identity from whole)
        group by p.identity
        """
    ).fetchone()
    assert inserted is not None
    notes = []
    parts = number(
        cursor, "select count(distinct record) from parts where identity not in (select identity from whole)"
    )
    if parts:
        notes.append(
            sentence(
                "Records that are parts of one whole are added: {parts} records make {sums} figures.",
                parts=parts,
                sums=inserted[0],
            )
        )
    left = _not_added(cursor, key, with_people=with_people)
    if left and parts:
        notes.append(
            sentence("Left out, because the values of parts do not add up: {measures}.", measures=", ".join(left))
        )
    return notes


def addable(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> tuple[bool, bool, list[str]]:
    """Of the rows of `parts`: whether a measure adds up, whether one counts people, and the names of the others."""
    measures = MEASURES[key.table.name]
    if key.table.name in BY_METRIC:
        found = cursor.execute(
            "select count(*) filter (where class = 'adds'), count(*) filter (where class = 'people') from parts"
        ).fetchall()[0]
        return bool(found[0]), bool(found[1]), _not_added(cursor, key, with_people=False)
    return (
        bool(_stated(cursor, measures.adds)),
        bool(_stated(cursor, measures.people)),
        _not_added(cursor, key, with_people=False),
    )


def choose(cursor: duckdb.DuckDBPyConnection, key: TableKey, *, last: bool) -> Sentence:
    """Of the rows of each key of `parts`, keep the last or the first one of the file.

    Also among rows that were folded because a later one repeats them: the first may be said again after others.
    """
    records, chosen = key.table.records, "max" if last else "min"
    cursor.execute(
        f"update {records} set state = case when {records}.record = p.chosen then 'kept' else 'folded' end from "
        f"(select identity, {chosen}(record) as chosen from {records} "
        f"where {key.own} and state in ('kept', 'folded') and identity in (select identity from parts) "
        f"group by identity) p "
        f"where {key.own} and state in ('kept', 'folded') and {records}.identity = p.identity"
    )
    keys = number(cursor, "select count(distinct identity) from parts")
    if last:
        return sentence(
            "Of records that give one figure differently, the last of the file counts: {count}.", count=keys
        )
    return sentence("Of records that give one figure differently, the first of the file counts: {count}.", count=keys)


def incomplete(cursor: duckdb.DuckDBPyConnection, key: TableKey, columns: tuple[int, ...]) -> Sentence | None:
    """The note on days on which a part of the followers is missing: their sum is too low. None when there are none."""
    if key.table.name != "followers" or len(columns) != 1:
        return None
    found = cursor.execute(
        f"""
        with parts_of_days as (
            select r.day, r.channel, any_value(list_extract(p.cells, 1)) as value
            from parts p
            join follower_records r
              on {key.rows_of("r")} and r.record = p.record and r.identity = {part_of("p.identity")}
            where p.wholes = 0 and p.followers is not null
            group by r.day, r.channel, list_extract(p.cells, 1)
        ),
        named as (select channel, value, count(*) as days from parts_of_days group by all),
        days as (select channel, count(distinct day) as days from parts_of_days group by all)
        select n.value, d.days - n.days
        from named n join days d on d.channel = n.channel
        where n.days < d.days
        order by 2 desc, 1
        limit 1
        """
    ).fetchone()
    if found is None:
        return None
    return sentence(
        "{value} is missing on {count} days: the sum of the followers of these days lacks it.",
        value=found[0] or "–",
        count=found[1],
    )


def count_answers(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> Sentence | None:
    """Add answers of one day and score that have neither an id nor a number: each row is one answer."""
    found = cursor.execute(
        f"""
        create or replace temp table parts as
        select identity, record, answers, 'adds' as class, 0 as wholes, null as metric
        from survey_records
        where {key.own} and identity in (
            select identity from survey_records
            where {key.own} and identity in (select identity from doubled)
            group by identity
            having count(answers) = 0 and count(answer_id) = 0
        )
        """
    ).fetchone()
    if not found or not found[0]:
        return None
    add(cursor, key, with_people=False, width=1, wholes=False)
    return sentence("Answers of one day and score are counted together: {count}.", count=found[0])


def _value(key: TableKey, name: str, with_people: bool) -> str:
    """SQL for a column of the sum: a measure added, another column where all parts agree."""
    measure = summed(key.table, name, with_people=with_people)
    if measure is not None:
        return measure
    # part of the identity, or the same for all: its spelling in the first record
    if name in ("day", "published_at", "brand", "channel", "account", "metric", "dimension", "term", "kind", "score"):
        return f"min_by(r.{name}, r.record)"
    return f"case when count(distinct r.{name}) <= 1 then any_value(r.{name}) end"


def _not_added(cursor: duckdb.DuckDBPyConnection, key: TableKey, *, with_people: bool) -> list[str]:
    """The measures of `parts` that their sum lacks."""
    measures = MEASURES[key.table.name]
    if key.table.name in BY_METRIC:
        classes = "('other')" if with_people else "('other', 'people')"
        found = cursor.execute(f"select distinct metric from parts where class in {classes} order by 1").fetchall()
        return [name for (name,) in found]
    if key.table.name == "business" and number(
        cursor,
        "select count(*) from (select identity from parts group by identity having count(distinct currency) > 1)",
    ):
        return ["revenue"]  # of several currencies
    left = measures.others if with_people else measures.people + measures.others
    return _stated(cursor, left)


def _stated(cursor: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    counts = cursor.execute("select " + ", ".join(f"count({name})" for name in names) + " from parts").fetchall()[0]
    return [name for name, count in zip(names, counts, strict=True) if count]
