"""The format that agreed columns make: a SELECT over the header cells, like that of any format file.

`agreed` is what is remembered and what an analyst may write as JSON: the canonical table, and field -> header cell. The
second column of one header is 'Header #2'. A list of header cells is the sum of their counts.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

from data.sentences import Refusal, Sentence, sentence
from data.store import literal, quote
from loaders.reading.delimited import Dialect
from loaders.recognition.catalogue import Format
from loaders.recognition.columns import names as column_names
from loaders.recognition.columns.expressions import Agreed, added, cells_of, moment, network, repost, web_address
from loaders.recognition.headers import plain
from loaders.recognition.signatures import Match
from loaders.tables import TABLES, Table

BESIDE = ("followers", "gained", "lost")  # in a table of figures by day: they fill the table of followers
SECOND = "+followers"  # ends the id of the format that fills it
_MOMENTS = ("published", "received")
# a total row gives the sum of these figures, not of those of distinct people
_ADDED = ("reactions", "comments", "shares", "saves", "impressions", "views", "clicks", "posts", "sessions")


def fingerprint(header: tuple[str, ...]) -> str:
    """A hash of the header cells in order, as `plain` cells: the key under which agreed columns are remembered."""
    return hashlib.sha256("\x1f".join(plain(cell) for cell in header).encode()).hexdigest()[:16]


def header_names(header: tuple[str, ...]) -> tuple[str, ...]:
    """The header cells under distinct names: the second `Views` is `Views #2`, an empty one the number of its column."""
    seen: dict[str, int] = {}
    names = []
    for number, cell in enumerate(header, 1):
        cell = cell if cell.strip() else f"#{number}"
        key = plain(cell)
        seen[key] = seen.get(key, 0) + 1
        names.append(cell if seen[key] == 1 else f"{cell.strip()} #{seen[key]}")
    return tuple(names)


def assignable(table: str) -> tuple[str, ...]:
    """What an analyst may say that a column of this canonical table is."""
    fields = tuple(field.name for field in TABLES[table].fields if field.name not in ("metric", "value", "dimension"))
    if table == "account_days":
        fields += (*BESIDE, *(f"metric.{name}" for name in column_names.figures("metrics")))
    if table == "web":
        fields += tuple(f"metric.{name}" for name in column_names.figures("web"))
    if any(name in _MOMENTS for name in fields):
        fields += ("time",)
    return fields + (("repost_type",) if table == "mentions" else ())


def several(table: str, field: str, cells: list[str]) -> str | list[str]:
    """The columns of a field as agreed: those of counts may be added, of other fields the first counts."""
    kinds = {one.name: one.kind for one in TABLES[table].fields}
    is_sum = len(cells) > 1 and (field.startswith("metric.") or kinds.get(field) == "count")
    return cells if is_sum else cells[0]


def match_of(header: tuple[str, ...], row: int, dialect: Dialect, agreed: Agreed) -> Match:
    """The match of a table under the agreed columns. Raises Refusal for a field or column that there is not."""
    table = TABLES[str(agreed["table"])]
    agreed = _checked(header, table, agreed)
    figures = {name[7:]: cells_of(agreed, name) for name in agreed if name.startswith("metric.")}
    used = [cell for field in agreed if field not in ("table", "network") for cell in cells_of(agreed, field)]
    if figures:
        used = [cell for cell in used if not any(cell in cells_of(agreed, name) for name in BESIDE)]
        select, aside = _select_figures(table, agreed, figures)
    else:
        select, aside = _select_record(table, agreed), f"is_total({quote(_date(agreed))})"
    names = header_names(header)
    title = {
        "en": "Columns agreed by the analyst",
        "fr": "Colonnes convenues par l'analyste",
        "columns": json.dumps(agreed, ensure_ascii=False),
    }
    return _matched(
        header, row, dialect, id=f"learned:{fingerprint(header)}", table=table, title=title, used=used, select=select,
        aside=aside, names=names, zone_from=_zone_from(agreed),
        remarks=("stars",) if agreed.get("network") == "review" and "sentiment" not in agreed else (),
        totals=tuple(cells[0] for name, cells in figures.items() if name in _ADDED and len(cells) == 1),
        notes=_notes(agreed),
    )  # fmt: skip


def followers_beside(match: Match) -> Match | None:
    """The match of the same table as followers, where its agreed columns name some beside its other figures."""
    if not match.format.id.startswith("learned:") or match.format.table == "followers":
        return None
    agreed = json.loads(match.format.title["columns"])
    if not any(cells_of(agreed, name) for name in ("followers", "gained")):
        return None
    kept = {
        field: cells
        for field, cells in agreed.items()
        if field in ("day", "brand", "channel", "account", "network", *BESIDE)
    }
    counts = ", ".join(f"known({quote(cell)})" for name in BESIDE for cell in cells_of(kept, name))
    used = [cell for field in kept if field != "network" for cell in cells_of(kept, field)]
    assert match.dialect is not None
    return _matched(
        match.header, match.header_row, match.dialect, id=match.format.id + SECOND, table=TABLES["followers"],
        title={"en": "Columns agreed by the analyst: followers", "fr": "Colonnes convenues par l'analyste : abonnés"},
        used=used, select=_select_record(TABLES["followers"], {"table": "followers", **kept}),
        aside=f"is_total({quote(_date(kept))}) or coalesce({counts}) is null",
        names=header_names(match.header), zone_from=match.format.zone_from,
    )  # fmt: skip


def _matched(
    header: tuple[str, ...],
    row: int,
    dialect: Dialect,
    *,
    table: Table,
    used: list[str],
    names: tuple[str, ...],
    notes: tuple[Sentence, ...] = (),
    **declared,
) -> Match:
    used = list(dict.fromkeys(used))
    format = Format(table=table.name, tool="", signature=tuple(used), sentiment="prove", **declared)
    return replace(
        Match(format, row, header, (), {cell: (names.index(cell),) for cell in used}), dialect=dialect, notes=notes
    )


def _checked(header: tuple[str, ...], table: Table, agreed: Agreed) -> Agreed:
    """The agreed columns as the header spells them. Raises Refusal for a field or column that there is not."""
    names = header_names(header)
    known = {field.name for field in table.fields} | {"table", "network", "time", "repost_type"}
    if table.has("metric"):
        known = (known - {"metric", "value"}) | (set(BESIDE) if table.name == "account_days" else set())
    cells = {plain(name): name for name in reversed(names)}
    found: Agreed = {}
    for field, told in agreed.items():
        if field in ("table", "network"):
            found[field] = told
            continue
        if field not in known and not (table.has("metric") and re.fullmatch(r"metric\.\w+", field)):
            raise Refusal(
                "'{field}' is not a field of {table}. Fields: {fields}.",
                field=field,
                table=table.name,
                fields=", ".join(one.name for one in table.fields),
            )
        spelled = []
        for cell in cells_of(agreed, field):
            if plain(cell) not in cells:
                raise Refusal(
                    "The file has no column '{column}'. Its columns: {columns}.", column=cell, columns=", ".join(header)
                )
            spelled.append(cells[plain(cell)])
        found[field] = spelled[0] if len(spelled) == 1 else spelled
    _refuse_lacking(table, found)
    return found


def _refuse_lacking(table: Table, agreed: Agreed) -> None:
    given = {*agreed, "brand", "channel", "dimension"}
    if any(field.startswith("metric.") for field in agreed):
        given |= {"metric", "value"}
    lacking = [field.name for field in table.fields if field.required and field.name not in given]
    if not lacking and table.one_of and not given & set(table.one_of):
        lacking = [" / ".join(table.one_of)]
    if lacking:
        raise Refusal("No column gives {field}: name the column that contains it.", field=", ".join(lacking))


def _date(agreed: Agreed) -> str:
    return next((cell for field in (*_MOMENTS, "day", "due", "acknowledged") for cell in cells_of(agreed, field)), "")


def _select_record(table: Table, agreed: Agreed) -> str:
    """One row per record. Fields that several columns give come first: a column is shown under its own field."""
    derived: dict[str, str] = {}
    channel = network(table, agreed)
    if channel is not None:
        derived["channel"] = channel
    if table.name == "mentions" and (repeats := repost(agreed)) is not None:
        derived["is_repost"] = repeats
    plain_fields = {}
    for field in table.fields:
        cells = cells_of(agreed, field.name)
        if field.name in derived or not cells:
            continue
        if len(cells) > 1:
            plain_fields[field.name] = added(cells)
        elif field.name in _MOMENTS:
            plain_fields[field.name] = moment(cells[0], *cells_of(agreed, "time"))
        elif field.kind == "url":
            plain_fields[field.name] = web_address(quote(cells[0]))
        elif field.kind == "flag":
            plain_fields[field.name] = f"flag({quote(cells[0])})"
        else:
            plain_fields[field.name] = quote(cells[0])
    columns = ", ".join(f"{sql} as {name}" for name, sql in {**derived, **plain_fields}.items())
    return f"select record, {columns}\nfrom upload"


def _select_figures(table: Table, agreed: Agreed, figures: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """One row per record and figure; and the condition of rows that are totals or hold no figure."""
    values = ", ".join(
        f"{{'metric': {literal(name)}, 'value': {quote(cells[0]) if len(cells) == 1 else added(cells)}}}"
        for name, cells in figures.items()
    )
    fields = {
        name: quote(cells_of(agreed, name)[0])
        for name in ("day", "last_day", "brand", "account")
        if cells_of(agreed, name)
    }
    channel = network(table, agreed)
    if channel is not None:
        fields["channel"] = channel
    if table.name == "web":
        item = cells_of(agreed, "item")
        fields["dimension"] = literal("page" if item else "day")
        if item:
            fields["item"] = quote(item[0])
    columns = ", ".join(f"{sql} as {name}" for name, sql in fields.items())
    known = ", ".join(f"known({quote(cell)})" for cells in figures.values() for cell in cells)
    # all but durations are counts: 1.200 is twelve hundred, whatever mark the decimals of others have
    value = "case when starts_with(figure.metric, 'watch') then figure.value else counted(figure.value) end"
    select = (
        f"select record, {columns}, figure.metric as metric, {value} as value\n"
        f"from upload\ncross join unnest([{values}]) as figures(figure)\nwhere known(figure.value) is not null"
    )
    return select, f"is_total({quote(_date(agreed))}) or coalesce({known}) is null"


def _zone_from(agreed: Agreed) -> str | None:
    """The regular expression that finds the zone in the header of the date or of its hour: `created_utc`, `Date (GMT+02:00)`."""
    for cell in (cell for field in (*_MOMENTS, "day", "time") for cell in cells_of(agreed, field)):
        found = re.search(r"[+-]\d\d:?\d\d\b", cell) or re.search(r"(?<![a-z])(utc|gmt)(?![a-z])", cell, re.IGNORECASE)
        if found is not None:
            return f"^{re.escape(cell[: found.start()])}({re.escape(found[0])}){re.escape(cell[found.end() :])}$"
    return None


def _notes(agreed: Agreed) -> tuple[Sentence, ...]:
    """What the receipt says about fields that do not come from one column as it stands."""
    found = []
    for field in agreed:
        cells = cells_of(agreed, field)
        if field not in ("table", "network") and len(cells) > 1:
            found.append(
                sentence("{field} is the sum of the columns {columns}.", field=field, columns=", ".join(cells))
            )
    hours = cells_of(agreed, "time")
    if hours and any(cells_of(agreed, name) for name in _MOMENTS):
        found.append(
            sentence(
                "The hour in the column {hour} is that of the date in the column {date}.",
                hour=hours[0],
                date=_date(agreed),
            )
        )
    if agreed.get("network"):
        found.append(
            sentence(
                "The columns show the network of the records that name none: {network}.", network=str(agreed["network"])
            )
        )
    return tuple(found)
