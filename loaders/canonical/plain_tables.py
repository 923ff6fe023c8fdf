"""Typed rows of the canonical tables that their declaration in `loaders/tables.py` describes fully: all but mentions,
followers and sentiment."""

from __future__ import annotations

from data import secret
from data.derived import people
from loaders.canonical import erased
from loaders.column_types import types as column_types
from loaders.tables import Field, Table

_EMPTY = {
    "moment": "timestamp", "day": "date", "count": "bigint", "decimal": "double", "flag": "boolean",
    "answer": "boolean",
}  # fmt: skip
_TYPED = {
    "day": "{0}_day", "count": "{0}_count", "decimal": "{0}_number", "channel": "{0}_channel", "sentiment": "{0}_label",
    "language": "{0}_code", "country": "{0}_code", "id": "{0}_sound",
}  # fmt: skip
NAMED = {"conversations": "author", "relations": "person"}  # the field that names a person
_NAMES = ("account", "site", "name", "query", "engine", "term", "source_domain", "named")
HASHED = {"conversations": ("author",)}  # stored as a hash only: no figure uses the name


def columns(table: Table) -> tuple[str, ...]:
    """The columns of the record table, in its order, after upload, part, record, state and identity."""
    names: list[str] = []
    for field in table.fields:
        if field.name in HASHED.get(table.name, ()):
            continue
        names.append(column(field))
        if field is _first_moment(table):
            names.append("day")
    return (*names, *(f"{name}_key" for name in HASHED.get(table.name, ())))


def column(field: Field) -> str:
    """The column of a field: a moment `received` is stored in UTC as `received_at`."""
    return f"{field.name}_at" if field.kind == "moment" else field.name


def rows(table: Table, typed: str, present: set[str], *, rules: column_types.Rules, who: people.People) -> str:
    """The query for the sound records: record, state, identity, then `columns`; with a last column `is_erased` where some
    people are, of a table that names any."""
    values = {column(field): _value(field, present, rules) for field in table.fields}
    first = _first_moment(table)
    if first is not None:
        values["day"] = column_types.local_and_utc(first.name, rules)[0]
    for name in HASHED.get(table.name, ()):
        values[f"{name}_key"] = f"case when {values[name]} is not null then key_of(lower({values[name]})) end"
    cells = ", ".join(f"{value} as {name}" for name, value in values.items())
    names, identity = columns(table), identity_sql(table)
    shown = {name: name for name in names}
    named = NAMED.get(table.name)
    if named is not None and who.is_pseudonymous:  # what follows from a name follows from it under the secret
        identity = keyed_number(identity)
        shown |= {"url": people.hidden_url("url")}
        if named == "person":
            shown["person"] = secret.pseudonym("''", "person")
        else:
            shown["author_key"] = keyed_number("author_key")
    joined = ""
    if named is not None and who.has_erased:
        channel = "channel" if table.has("channel") else "''"
        joined = people.alias_join(channel, named)
        gone = f"({people.ALIAS} is not null or {identity} in {people.known_erased(table.records)})"
        shown |= {name: f"case when not {gone} then {shown[name]} end" for name in erased.BLANKED[table.name]}
        if "author_key" in shown:
            shown["author_key"] = (
                f"case when {people.ALIAS} is null then {shown['author_key']} "
                f"else key_of(concat_ws('|', {people.ALIAS}, channel)) end"
            )
        shown["is_erased"] = gone
    return f"""
        with typed as ({typed}),
        selected as (select record, {cells} from typed where fault is null)
        select record, 'kept' as state, {identity} as identity, {", ".join(f"{value} as {name}" for name, value in shown.items())}
        from selected
        {joined}
    """


def keyed_number(number: str) -> str:
    """SQL: a number under the secret; none for none."""
    return f"case when {number} is not null then {secret.number(f'cast({number} as varchar)')} end"


def _first_moment(table: Table) -> Field | None:
    if any(field.name == "day" for field in table.fields):
        return None
    return next((field for field in table.fields if field.kind == "moment"), None)


def _value(field: Field, present: set[str], rules: column_types.Rules) -> str:
    if field.name not in present:
        return f"cast(null as {_EMPTY.get(field.kind, 'varchar')})"
    if field.kind == "moment":
        return column_types.local_and_utc(field.name, rules)[1]
    if field.kind == "day":
        return f"cast({field.name}_day as date)"
    return _TYPED.get(field.kind, "{0}").format(field.name)


def identity_sql(table: Table, *, place: str | None = None) -> str:
    """SQL for the identity: the first set of columns without null; in the last set, null counts as empty.

    `place`: SQL for the account or site, instead of its column. A site that no export names leaves no trace in the identity.
    """
    where = table.place if place is None else place
    cases = []
    for position, names in enumerate(table.identity):
        keys = [
            f"coalesce(cast({f'lower({where})' if name == table.place else _compared(name)} as varchar), '')"
            for name in names
        ]
        whole = f"concat_ws('|', '{position}', {', '.join(keys)})"
        known = " and ".join(f"{name} is not null" for name in names)
        cases.append(whole if position == len(table.identity) - 1 else f"when {known} then {whole}")
    *first, last = cases
    chosen = f"case {' '.join(first)} else {last} end" if first else last
    site = f"nullif(lower({where}), ''), " if table.place == "site" else ""
    return f"key_of(concat_ws('|', lower(brand), {site}{chosen}))"


def _compared(name: str) -> str:
    """SQL for a column as compared: addresses without scheme and tracking, names without case."""
    if name.endswith("url"):
        return f"coalesce(canonical_url({name}), {name})"
    return f"lower({name})" if name in _NAMES else name
