"""From the text that a format returns to typed columns, by rules for the whole column.

`typed_sql` is a query with one row per record: the typed fields, and `fault`, the first field that cannot be read
(null: none). Values are never rounded, clipped or guessed: a value that does not fit its kind is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import duckdb

from data.sentences import N_, Refusal, Sentence, sentence
from data.store import literal
from loaders.column_types import dates as date_columns
from loaders.column_types import decimals, sentiments
from loaders.questions import Question
from loaders.recognition.catalogue import Format
from loaders.tables import Field, Table

REASONS = {
    "moment": N_("is not a valid date and time"),
    "day": N_("is not a valid date"),
    "count": N_("is not a valid whole number"),
    "decimal": N_("is not a valid number"),
    "answer": N_("is neither yes nor no"),
    "sentiment": N_("is not a known sentiment"),
    "name": N_("is empty"),
    "text": N_("is empty"),
    "channel": N_("is empty"),
    "negative": N_("is negative"),
    "wide": N_("has more cells than the header"),
    "narrow": N_("has fewer cells than the header"),
    "misquoted": N_("has a misplaced quote"),
    "bare": N_("contains no figure"),
}


@dataclass(frozen=True)
class Rules:
    """The whole-column rules of one table."""

    columns: dict[str, date_columns.Column]  # of moments and days
    sentiments: dict[str, str | None]  # lower-case word -> label; None: not qualified
    zone: str  # of times written without offset
    organisation_zone: str
    marks: dict[str, str] = field(default_factory=dict)  # of decimal columns: dot | comma


def study(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    present: set[str],
    *,
    declared: Format,
    answers: dict[str, str],
    part: str,
) -> Rules | list[Question]:
    """The rules for dates, zone, decimals and sentiments of the table `mapped`; or the open questions."""
    dates = _dates(cursor, table, present, declared=declared, answer=answers.get("date_order"))
    columns = {name: one for name, one in dates.items() if isinstance(one, date_columns.Column)}
    questions = [_which_order(one, part) for one in dates.values() if isinstance(one, date_columns.Ambiguous)]
    marks = _marks(cursor, table, present, declared=declared, answers=answers, part=part)
    questions.extend(mark for mark in marks.values() if isinstance(mark, Question))
    labels: dict[str, str | None] = {}
    labelled = [one.name for one in table.fields if one.kind == "sentiment" and one.name in present]
    if labelled:
        learnt = sentiments.study(cursor, labelled, declared.sentiment, answers.get("zero_sentiment"), part)
        if isinstance(learnt, Question):
            questions.append(learnt)
        else:
            labels = learnt
    if questions:
        return questions
    organisation = answers["organisation_zone"]
    zone = answers.get("zone") or (organisation if declared.zone == "organisation" else declared.zone)
    check_zone(cursor, zone)
    return Rules(columns, labels, zone, organisation, marks)


def _dates(
    cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str], *, declared: Format, answer: str | None
) -> dict[str, date_columns.Column | date_columns.Ambiguous]:
    """How each column of dates is written. An ambiguous one takes the order that another column of the table proves."""

    def settle(name: str, answer: str | None) -> date_columns.Column | date_columns.Ambiguous:
        return date_columns.study(
            cursor, "mapped", text=f"cell({name})", declared=declared.dates, patterns=declared.patterns, answer=answer
        )

    names = [one.name for one in table.fields if one.kind in ("moment", "day") and one.name in present]
    found = {name: settle(name, answer) for name in names}
    orders = {one.order for one in found.values() if isinstance(one, date_columns.Column) and one.proof == "proved"}
    if len(orders) == 1:
        (order,) = orders
        for name, one in found.items():
            if isinstance(one, date_columns.Ambiguous):
                retried = settle(name, order)
                found[name] = replace(retried, proof="proved") if isinstance(retried, date_columns.Column) else retried
    return found


def _marks(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    present: set[str],
    *,
    declared: Format,
    answers: dict[str, str],
    part: str,
) -> dict[str, str | Question]:
    """The decimal mark of each column of numbers; the question where its cells are ambiguous."""
    marks: dict[str, str | Question] = {}
    for one in table.fields:
        if one.kind == "decimal" and one.name in present:
            found = decimals.study(
                cursor, "mapped", one.name, declared=declared.decimals, answer=answers.get("decimal_mark")
            )
            marks[one.name] = _which_mark(found, part) if isinstance(found, decimals.Ambiguous) else found
    return marks


def typed_sql(cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str], *, rules: Rules) -> str:
    """The query over `mapped` that types every field. Creates the lookup tables that it joins."""
    fields = [field for field in table.fields if field.name in present]
    looked_up = {field.name for field in fields if field.kind in _LOOKED_UP and _look_up(cursor, field, rules)}
    values = [column for field in fields for column in _columns(field, rules, looked_up)]
    joins = " ".join(f"left join word_{name} on word_{name}.raw = m.{name}" for name in looked_up)
    moments = [field.name for field in fields if field.kind == "moment"]
    days = [field.name for field in fields if field.kind == "day"]
    plausible = [
        f"{date_columns.plausible_sql(f'{name}_{form}')} as {name}_{form}"
        for name in moments
        for form in ("local", "utc")
    ]
    plausible += [f"{date_columns.plausible_sql(f'{name}_day')} as {name}_day" for name in days]
    faults = [clause for field in fields for clause in _faults(field)]
    # random() is never below 0: it keeps the optimiser from testing faults below this query, reading each field twice
    fault = f"case when random() < 0 then '' {' '.join(faults)} end" if faults else "cast(null as varchar)"
    return (
        f"with read as (select m.record, {', '.join([*_texts(fields), *values])} from mapped m {joins}), "
        f"plausible as (select * replace ({', '.join(plausible)}) from read) "
        f"select *, {fault} as fault from plausible"
    )


def _look_up(cursor: duckdb.DuckDBPyConnection, field: Field, rules: Rules) -> bool:
    """Type each distinct cell once, into `word_<field>` (raw, value). False when there are too many."""
    value = _LOOKED_UP[field.kind]
    expression = sentiments.label_sql(rules.sentiments, field.name) if value is None else value.format(field.name)
    found = cursor.execute(
        f"create or replace temp table word_{field.name} as "
        f"with words as (select distinct {field.name} from mapped where {field.name} is not null limit {_FEW + 1}) "
        f"select {field.name} as raw, {expression} as value from words"
    ).fetchone()
    assert found is not None
    return bool(found[0] <= _FEW)


def check_zone(cursor: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Raises Refusal for an unknown time zone."""
    try:
        cursor.execute("select " + _zoned("timestamp '2026-01-01'", zone))
    except duckdb.Error:
        raise Refusal(
            "'{zone}' is not a valid time zone: write a name such as Europe/Paris or UTC, or an offset such as -08:00.",
            zone=zone,
        ) from None


_FALLIBLE = ("moment", "day", "count", "decimal", "sentiment", "answer")

# kinds with few distinct cells, and the SQL that types one (None: by the rules of the column)
_FEW = 20000
_LOOKED_UP = {
    "channel": "coalesce(channel_of({0}), lower(clean({0})))",
    "sentiment": None,
    "language": "language_of({0})",
    "country": "country_of({0})",
    "name": "clean({0})",
}
_YES_NO = (
    "case when lower(known({0})) in ('yes', 'y', 'oui', 'o', 'true', 'vrai', '1', 'x') then true "
    "when lower(known({0})) in ('no', 'n', 'non', 'false', 'faux', '0') then false end"
)
_SUFFIX = {"channel": "_channel", "sentiment": "_label", "language": "_code", "country": "_code", "name": ""}


def _texts(fields: list[Field]) -> list[str]:
    """The cells in which a fault is possible, as text."""
    return [f"m.{field.name} as {field.name}_text" for field in fields if field.kind in _FALLIBLE]


def _columns(field: Field, rules: Rules, looked_up: set[str]) -> list[str]:
    name = field.name
    text = f"m.{name}"
    if field.kind in _LOOKED_UP:
        if name in looked_up:
            return [f"word_{name}.value as {name}{_SUFFIX[field.kind]}"]
        value = _LOOKED_UP[field.kind]
        expression = sentiments.label_sql(rules.sentiments, text) if value is None else value.format(text)
        return [f"{expression} as {name}{_SUFFIX[field.kind]}"]
    match field.kind:
        case "moment":
            column = rules.columns[name]
            return [
                f"{date_columns.local_sql(text, column)} as {name}_local",
                f"{date_columns.utc_sql(text, column)} as {name}_utc",
            ]
        case "day":
            column = rules.columns[name]
            utc = f"timezone({literal(rules.organisation_zone)}, timezone('UTC', {date_columns.utc_sql(text, column)}))"
            return [f"cast(coalesce({date_columns.local_sql(text, column)}, {utc}) as date) as {name}_day"]
        case "count":
            return [f"whole({text}) as {name}_count"]
        case "decimal":
            return [f"{decimals.decimal_sql(text, rules.marks[name])} as {name}_number"]
        case "answer":
            return [f"{_YES_NO.format(text)} as {name}"]
        case "id":
            return [f"sound_id({text}) as {name}_sound"]
        case "flag":
            return [f"coalesce(cast({text} as boolean), false) as {name}"]
        case _:
            return [f"cell({text}) as {name}"]


def _faults(field: Field) -> list[str]:
    name = field.name
    is_written = f"known({name}_text) is not null"
    match field.kind:
        case "moment":
            unread = f"{name}_local is null and {name}_utc is null"
            return [
                f"when {unread} then '{name}'" if field.required else f"when {unread} and {is_written} then '{name}'"
            ]
        case "day":
            return [f"when {name}_day is null{'' if field.required else f' and {is_written}'} then '{name}'"]
        case "decimal":
            return [f"when {name}_number is null{'' if field.required else f' and {is_written}'} then '{name}'"]
        case "answer":
            return [f"when {name} is null and {is_written} then '{name}'"]
        case "count" if field.required:
            return [f"when {name}_count is null then '{name}'", f"when {name}_count < 0 then '{name}'"]
        case "count":
            return [f"when {name}_count is null and {is_written} then '{name}'", f"when {name}_count < 0 then '{name}'"]
        case "sentiment":
            return [f"when {name}_label = '?' then '{name}'"]
        case "channel" if field.required:
            return [f"when {name}_channel is null then '{name}'"]
        case "name" | "text" if field.required:
            return [f"when {name} is null then '{name}'"]
        case _:
            return []


def _which_order(found: date_columns.Ambiguous, part: str) -> Question:
    return Question(
        "date_order",
        part,
        sentence(
            "The dates, from '{least}' to '{greatest}', do not distinguish the day from the month. Which comes "
            "first? dmy: the day; mdy: the month; ymd: a two-digit year.",
            least=found.least,
            greatest=found.greatest,
        ),
        date_columns.ORDERS,
        None,
    )


def _which_mark(found: decimals.Ambiguous, part: str) -> Question:
    return Question(
        "decimal_mark",
        part,
        sentence(
            "The numbers do not distinguish thousands from decimals: '{example}' may be either. What is the decimal "
            "mark?",
            example=found.example,
        ),
        decimals.MARKS,
        None,
    )


def zone_note(rules: Rules) -> Sentence | None:
    """The note on the zone of times written without one."""
    if any(column.has_naive for column in rules.columns.values()):
        return sentence("Times have no time zone: they are read as {zone}.", zone=rules.zone)
    return None


def local_and_utc(name: str, rules: Rules) -> tuple[str, str]:
    """SQL over `typed` for the local day and the UTC time of a moment."""
    column = rules.columns[name]
    naive = column.has_naive
    utc_of_naive = f"timezone('UTC', {_zoned(name + '_local', rules.zone)})"
    organisation = literal(rules.organisation_zone)
    if not column.has_aware:
        day = (
            f"cast({name}_local as date)"
            if rules.zone == rules.organisation_zone
            else f"cast(timezone({organisation}, {_zoned(name + '_local', rules.zone)}) as date)"
        )
        return day, utc_of_naive
    utc = f"coalesce({name}_utc, {utc_of_naive})" if naive else f"{name}_utc"
    return f"cast(timezone({organisation}, timezone('UTC', {utc})) as date)", utc


def _zoned(naive: str, zone: str) -> str:
    """SQL for the instant of a local time in a zone, or at an offset such as -08:00."""
    if zone[:1] in "+-" and len(zone) == 6:
        hours, minutes = int(zone[1:3]), int(zone[4:6])
        seconds = (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)
        return f"timezone('UTC', {naive} - to_seconds({seconds}))"
    return f"timezone({literal(zone)}, {naive})"
