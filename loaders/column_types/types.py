"""From the text that a format returns to typed columns, by rules for the whole column.

`typed_sql` is a query with one row per record: the typed fields, and `fault`, the first field that cannot be read
(null: none). Values are never rounded, clipped or guessed: a value that does not fit its kind is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import duckdb

from data.sentences import N_, Sentence, sentence
from data.store import literal
from loaders.column_types import asked, bounds, decimals, sentiments, stars, zones
from loaders.column_types import dates as date_columns
from loaders.questions import Question
from loaders.recognition.catalogue import Format
from loaders.recognition.signatures import Match
from loaders.tables import Field, Table

REASONS = {
    "moment": N_("is not a valid date and time"),
    "day": N_("is not a valid date"),
    "count": N_("is not a valid whole number"),
    "decimal": N_("is not a valid number"),
    "answer": N_("is neither yes nor no"),
    "stars": N_("is not a number of stars"),
    "sentiment": N_("is an error or a formula of the spreadsheet, not a sentiment"),
    "name": N_("is empty"),
    "text": N_("is empty"),
    "channel": N_("is empty"),
    "negative": N_("is negative"),
    "beyond": N_("is greater than any such figure can be"),
    "wide": N_("has more cells than the header"),
    "narrow": N_("has fewer cells than the header"),
    "misquoted": N_("has a misplaced quote"),
    "bare": N_("contains no figure"),
    "period": N_("is a period, not a day"),
}


@dataclass(frozen=True)
class Rules:
    """The whole-column rules of one table."""

    columns: dict[str, date_columns.Column]  # of moments and days
    sentiments: sentiments.Reading
    zone: str  # of times written without offset
    organisation_zone: str
    marks: dict[str, str] = field(default_factory=dict)  # of decimal columns: dot | comma
    stars: int = stars.USUAL  # what the stars of reviews are out of
    header_zones: dict[str, zones.HeaderZone] = field(default_factory=dict)  # of moments whose header names their zone
    html: frozenset[str] = frozenset()  # texts of which some hold HTML

    def zone_of(self, name: str) -> str:
        """The zone of the times of a moment that are written without one."""
        return self.header_zones[name].zone if name in self.header_zones else self.zone

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """How sentiments and periods were read, for the receipt."""
        return (*self.sentiments.notes, *_period_notes(self))


def study(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    present: set[str],
    *,
    declared: Format,
    answers: dict[str, str],
    part: str,
    match: Match | None = None,
) -> Rules | list[Question]:
    """The rules for dates, zone, decimals and sentiments of the table `mapped`; or the open questions.

    `match`: the header of the table, which may name the zone of its times. Raises Refusal for dates that no answer can
    settle: two orders in one column, and periods where each record needs its day.
    """
    dates = _dates(cursor, table, present, declared=declared, answers=answers)
    columns = {name: one for name, one in dates.items() if isinstance(one, date_columns.Column)}
    questions = [asked.which_order(one, part) for one in dates.values() if isinstance(one, date_columns.Ambiguous)]
    header_zones = zones.of_headers(match, table) if match is not None and "zone" not in answers else {}
    header_zones = {name: zone for name, zone in header_zones.items() if name in columns}
    questions.extend(asked.which_zones(columns, header_zones, answers, part))
    if declared.zone == "asked" and "zone" not in answers:
        unzoned = {name: one for name, one in columns.items() if name not in header_zones}
        questions.extend(asked.which_zone(cursor, unzoned, answers["organisation_zone"], part))
    questions.extend(asked.which_period(columns, part))
    asked.refuse_periods(table, columns, match)
    marks = _marks(cursor, table, present, declared=declared, answers=answers, part=part)
    questions.extend(mark for mark in marks.values() if isinstance(mark, Question))
    out_of: int | Question = stars.USUAL
    for name in (one.name for one in table.fields if one.kind == "stars" and one.name in present):
        out_of = stars.study(cursor, name, answer=answers.get("stars_scale"), part=part)
        if isinstance(out_of, Question):
            questions.append(out_of)
    labels = sentiments.Reading()
    labelled = [one.name for one in table.fields if one.kind == "sentiment" and one.name in present]
    if labelled:
        learnt = sentiments.study(cursor, labelled, declared.sentiment, answers, part)
        if isinstance(learnt, sentiments.Reading):
            labels = learnt
        else:
            questions.extend(learnt)
    if questions or isinstance(out_of, Question):
        return questions
    organisation = answers["organisation_zone"]
    zone = answers.get("zone") or (organisation if declared.zone in ("organisation", "asked") else declared.zone)
    zones.check(cursor, zone)
    answered = {
        name: replace(one, zone=zones.answer_of(one.asked, answers) or "") if one.asked else one
        for name, one in header_zones.items()
    }
    for one in answered.values():
        zones.check(cursor, one.zone)
    return Rules(
        columns,
        labels,
        zone,
        organisation,
        marks=marks,
        stars=out_of,
        header_zones=answered,
        html=_with_html(cursor, table, present),
    )


def periods(table: Table, present: set[str], rules: Rules) -> str | None:
    """How the periods in the field `day` are stored: `range` from `day` to `last_day`, or `last` day; None without any."""
    column = rules.columns.get("day")
    if column is None or column.period is None:
        return None
    if table.has("last_day") and "last_day" not in present:
        return "range"
    return "last" if table.name == "followers" else None


def _dates(
    cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str], *, declared: Format, answers: dict[str, str]
) -> dict[str, date_columns.Column | date_columns.Ambiguous]:
    """How each column of dates is written. An ambiguous one takes the order that another column of the table proves."""

    def settle(name: str, answer: str | None) -> date_columns.Column | date_columns.Ambiguous:
        return date_columns.study(
            cursor,
            # macros repeat their argument: a column costs nothing
            f"(select written from (select cell({name}) as written from mapped) "
            f"where written is null or length(written) <= {date_columns.LONGEST})",
            text="written",
            declared=declared.dates,
            patterns=declared.patterns,
            answer=answer,
            answers=answers,
        )

    names = [one.name for one in table.fields if one.kind in ("moment", "day") and one.name in present]
    found = {name: settle(name, answers.get("date_order")) for name in names}
    orders = {one.order for one in found.values() if isinstance(one, date_columns.Column) and one.proof == "proved"}
    if len(orders) == 1:
        (order,) = orders
        for name, one in found.items():
            if isinstance(one, date_columns.Ambiguous):
                retried = settle(name, order)
                found[name] = replace(retried, proof="proved") if isinstance(retried, date_columns.Column) else retried
    return found


def _with_html(cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str]) -> frozenset[str]:
    """The texts that people wrote of which some hold a tag or an entity: only those are searched for HTML."""
    names = [one.name for one in table.fields if one.kind == "text" and one.name in _WRITTEN and one.name in present]
    if not names:
        return frozenset()
    held = ", ".join(
        f"bool_or(contains({name}, '<') or contains({name}, '&') and contains({name}, ';'))" for name in names
    )
    found = cursor.execute(f"select {held} from mapped").fetchone()
    assert found is not None
    return frozenset(name for name, holds in zip(names, found, strict=True) if holds)


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
            marks[one.name] = asked.which_mark(found, part) if isinstance(found, decimals.Ambiguous) else found
    return marks


def typed_sql(cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str], *, rules: Rules) -> str:
    """The query over `mapped` that types every field. Creates the lookup tables that it joins."""
    fields = [field for field in table.fields if field.name in present]
    kept_as = periods(table, present, rules)
    looked_up = {field.name for field in fields if field.kind in _LOOKED_UP and _look_up(cursor, field, rules)}
    values = [column for field in fields for column in _columns(field, rules, looked_up)]
    if kept_as is not None:
        values = [_with_periods(one, rules, kept_as) if one.endswith(" as day_day") else one for one in values]
    joins = " ".join(f"left join word_{name} on word_{name}.raw = m.{name}" for name in looked_up)
    moments = [field.name for field in fields if field.kind == "moment"]
    days = [field.name for field in fields if field.kind == "day"]
    plausible = [
        f"{date_columns.plausible_sql(f'{name}_{form}')} as {name}_{form}"
        for name in moments
        for form in ("local", "utc")
    ]
    plausible += [f"{date_columns.plausible_sql(f'{name}_day')} as {name}_day" for name in days]
    if kept_as == "range":
        last = date_columns.period_sql("m.day", rules.columns["day"], last=True)
        values.append(f"{last} as last_day_day")
    faults = [clause for field in fields for clause in _faults(field, rules)]
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


_FALLIBLE = ("moment", "day", "count", "decimal", "sentiment", "answer", "stars")

# kinds with few distinct cells, and the SQL that types one (None: by the rules of the column)
_FEW = 20000
_LOOKED_UP = {
    "channel": "coalesce(channel_of({0}), lower(clean({0})))",
    "sentiment": None,
    "language": "language_of({0})",
    "country": "country_of({0})",
    "name": "clean({0})",
}
_YES = "yes y oui o true vrai 1 x ja si sí sì sim correct correcte exact exacte right richtig"
_NO = "no n non false faux 0 nein nee não nao incorrect incorrecte inexact inexacte wrong falsch"
_YES_NO = (
    f"case when lower(known({{0}})) in ({', '.join(map(literal, _YES.split()))}) then true "
    f"when lower(known({{0}})) in ({', '.join(map(literal, _NO.split()))}) then false end"
)
_WRITTEN = ("title", "text")  # what people wrote: tools that collect it may give it as HTML
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
        case "stars":
            return [f"{stars.stars_sql(text, rules.stars)} as {name}_number"]
        case "answer":
            return [f"{_YES_NO.format(text)} as {name}"]
        case "id":
            return [f"sound_id({text}) as {name}_sound"]
        case "flag":
            return [f"coalesce(cast({text} as boolean), false) as {name}"]
        case "text" if name in rules.html:
            return [f"case when regexp_matches({text}, '[<&]') then html_text({text}) else cell({text}) end as {name}"]
        case _:
            return [f"cell({text}) as {name}"]


def _faults(field: Field, rules: Rules) -> list[str]:
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
            return [
                f"when {name}_number is null{'' if field.required else f' and {is_written}'} then '{name}'",
                f"when {bounds.is_beyond_sql(name, f'{name}_number')} then '{name}'",
            ]
        case "stars":
            return [f"when {name}_number is null and {stars.is_unread_sql(f'{name}_text', rules.stars)} then '{name}'"]
        case "answer":
            return [f"when {name} is null and {is_written} then '{name}'"]
        case "count":
            return [
                f"when {name}_count is null{'' if field.required else f' and {is_written}'} then '{name}'",
                f"when {name}_count < 0 then '{name}'",
                f"when {bounds.is_beyond_sql(name, f'{name}_count')} then '{name}'",
            ]
        case "sentiment":
            return [f"when {name}_label = '?' then '{name}'"]
        case "channel" if field.required:
            return [f"when {name}_channel is null then '{name}'"]
        case "name" | "text" if field.required:
            return [f"when {name} is null then '{name}'"]
        case _:
            return []


def _with_periods(day: str, rules: Rules, kept_as: str) -> str:
    """The column `day_day` with the first or last day of the cells that are periods."""
    period = date_columns.period_sql("m.day", rules.columns["day"], last=kept_as == "last")
    return f"coalesce({day.removesuffix(' as day_day')}, {period}) as day_day"


def _period_notes(rules: Rules) -> list[Sentence]:
    column = rules.columns.get("day")
    if column is None or column.period is None:
        return []
    return [
        sentence(
            "Dates are periods such as '{example}': a figure is that of the whole period, a count of followers that of "
            "its last day. Weeks begin on Monday (ISO 8601).",
            example=column.period,
        )
    ]


def zone_notes(rules: Rules) -> list[Sentence]:
    """The notes on the zones of times written without one."""
    naive = [name for name, column in rules.columns.items() if column.has_naive]
    notes = [zones.note(rules.header_zones[name]) for name in naive if name in rules.header_zones]
    if any(name not in rules.header_zones for name in naive):
        notes.append(sentence("Times have no time zone: they are read as {zone}.", zone=rules.zone))
    return list({str(note): note for note in notes}.values())


def local_and_utc(name: str, rules: Rules) -> tuple[str, str]:
    """SQL over `typed` for the local day and the UTC time of a moment."""
    column = rules.columns[name]
    naive = column.has_naive
    zone = rules.zone_of(name)
    # the same as timezone('UTC', …), which would look the zone up a second time
    utc_of_naive = f"make_timestamp(epoch_us({zones.zoned_sql(name + '_local', zone)}))"
    organisation = literal(rules.organisation_zone)
    if not column.has_aware:
        day = (
            f"cast({name}_local as date)"
            if zone == rules.organisation_zone
            else f"cast(timezone({organisation}, {zones.zoned_sql(name + '_local', zone)}) as date)"
        )
        return day, utc_of_naive
    utc = f"coalesce({name}_utc, {utc_of_naive})" if naive else f"{name}_utc"
    return f"cast(timezone({organisation}, timezone('UTC', {utc})) as date)", utc
