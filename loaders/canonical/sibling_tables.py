"""Tables of one file that give other figures for the same key: neither overwrites the other without a word."""

from __future__ import annotations

import duckdb

from data.sentences import Refusal, sentence
from data.store import literal
from loaders.canonical.additive import MEASURES
from loaders.canonical.part_sums import part_of
from loaders.canonical.records import TableKey
from loaders.questions import Question

QUESTION = "tables"


def check(cursor: duckdb.DuckDBPyConnection, key: TableKey, answers: dict[str, str]) -> Question | None:
    """Settle figures that another table of the upload gives differently, by the answer; else the question.

    The rows that do not count stay as evidence, in the state `part`.
    """
    measures = MEASURES.get(key.table.name)
    if measures is None:
        return None
    stored = key.table.records
    differ = " or ".join(f"m.{name} <> o.{name}" for name in measures.all)
    found = cursor.execute(
        f"""
        create or replace temp table stated_twice as
        select m.identity, m.record, o.part as other, o.record as other_record, cast(m.day as varchar) as day,
            [{", ".join(f"cast(m.{name} as varchar)" for name in measures.all)}] as mine,
            [{", ".join(f"cast(o.{name} as varchar)" for name in measures.all)}] as others
        from {stored} m
        join {stored} o on o.identity = m.identity and o.upload_id = m.upload_id and o.part <> m.part
        where {key.rows_of("m")} and m.state = 'kept' and o.state = 'kept' and ({differ})
        """
    ).fetchone()
    if not found or not found[0]:
        return None
    record, other, other_record, day, mine, others = cursor.execute(
        "select record, other, other_record, day, mine, others from stated_twice order by record, identity limit 1"
    ).fetchall()[0]
    options = (other, key.part)
    answer = answers.get(QUESTION)
    if answer is None:
        one, another = next(
            (one, two)
            for one, two in zip(others, mine, strict=True)
            if one is not None and two is not None and one != two
        )
        text = sentence(
            "Two tables of the file give other figures for {day}: {first} says {one} (record {record}), {second} says "
            "{other} (record {other_record}). Which table counts?",
            day=day,
            first=other or "–",
            second=key.part or "–",
            one=one,
            other=another,
            record=other_record,
            other_record=record,
        )
        return Question(QUESTION, key.part, text, options, None)
    if answer not in options:
        raise Refusal(
            "The answer '{value}' to {question} is not one of its options: {options}.",
            value=answer,
            question=QUESTION,
            options=", ".join(options),
        )
    losing, record_column = (key.part, "record") if answer == other else (other, "other_record")
    cursor.execute(
        f"update {stored} set state = 'part', identity = {part_of('t.identity')} from stated_twice t "
        f"where {stored}.upload_id = {literal(key.upload_id)} and {stored}.part = {literal(losing)} "
        f"and {stored}.identity = t.identity and {stored}.record = t.{record_column}"
    )
    return None
