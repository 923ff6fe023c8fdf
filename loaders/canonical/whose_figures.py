"""Whose figures a table gives, where its file does not name the account or site: those of one never replace another's.

Exports of two accounts of one network, or of two sites of one brand, that name neither share their keys. A later one is of
the same account where nothing speaks against it: the days that both give are alike, or there are none. Where most of them
differ, it is asked; the last days of the earlier export may have grown, since figures arrive late. Another account gets a
name, and so do the figures that were loaded without one. A name that only one of two exports gives is that of the other
where their days are alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import duckdb

from data.sentences import Refusal, Sentence, sentence
from data.store import literal
from loaders.canonical import records
from loaders.canonical.keys import TableKey
from loaders.questions import ANOTHER, EARLIER_NAME, NAME, SAME, WHOSE, Question
from loaders.tables import Table

LATE = 3  # days: what an earlier export says of its last ones may still grow
ALIKE = 0.05  # of the greater of two figures
FEW, SOME = 2, 0.2  # figures that two exports of one account may give otherwise, as a number and as a share
ENOUGH = 3  # equal figures prove that two exports are of one account; so does a single one of a hundred or more
TELLING = 100
# what is compared, in SQL over a row; rates of rows without counts only. First days of links do not depend on the export
_COMPARED = {
    "followers": ("followers", "gained", "lost"),
    "account_days": ("value",),
    "web": ("value",),
    "search": ("clicks", "impressions", "case when clicks is null and impressions is null then position end"),
    "business": ("visits", "conversions", "revenue"),
    "links": ("day - date '1970-01-01'",),
}


# the name of an account without the sign and the address before it
_HANDLE = (
    r"regexp_replace(lower(trim({0})), '^(https?://)?(www\.|m\.)?((instagram|facebook|twitter|x|tiktok|threads|pinterest)\.(com|net)"
    r"|youtube\.com|linkedin\.com/(company|in|showcase))/@?([^/?#]+)/?$|^@', '\7')"
)


@dataclass(frozen=True)
class Whose:
    """What became of the rows of a table: notes, an open question, and answers to remember."""

    notes: tuple[Sentence, ...] = ()
    question: Question | None = None
    remembered: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Group:
    """Rows of a table of one brand, and network where it has one: the accounts or sites that it and other uploads name,
    each lower-case name as it is written; '' for none."""

    table: Table
    brand: str
    channel: str
    mine: dict[str, str]
    others: dict[str, str]
    suffix: str  # of the ids of its questions

    def id(self, base: str) -> str:
        return f"{base}_{self.table.place}{self.suffix}"

    @property
    def rows(self) -> str:
        """SQL condition over the table of records."""
        channel = f" and channel = {literal(self.channel)}" if self.channel else ""
        return f"(lower(brand) = {literal(self.brand.lower())}{channel})"


@dataclass(frozen=True)
class _Compared:
    """Figures that two exports give for the same key, those of late days excluded."""

    shared: int = 0
    differing: int = 0
    equal: int = 0
    greatest: float = 0.0  # of the equal ones
    day: date | None = None  # the first that differs, and its figures
    one: float | None = None
    other: float | None = None

    @property
    def differs(self) -> bool:
        return 2 * self.differing > self.shared or self.differing > max(FEW, SOME * self.shared)

    @property
    def agrees(self) -> bool:
        return not self.differs and (self.equal >= ENOUGH or self.greatest >= TELLING)


def settle(
    cursor: duckdb.DuckDBPyConnection, key: TableKey, *, answers: dict[str, str], known: dict[str, str]
) -> Whose:
    """Name the inserted rows, or those of other uploads, where that is proved or answered; else the question.

    Needs the table `doubled`; updates it. Raises Refusal when both accounts are given one name.
    """
    if key.table.place is None:
        return Whose()
    if key.table.place == "account":
        _spell_alike(cursor, key)
    found = Whose()
    for group in _groups(cursor, key):
        one = _settle_group(cursor, key, group, answers, known)
        if one.question is not None:
            return one
        found = Whose((*found.notes, *one.notes), None, {**found.remembered, **one.remembered})
    return found


def _spell_alike(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> None:
    """Write the accounts of the inserted rows as they were written first: @Orsa, orsa and instagram.com/orsa are one, whose
    figures would else be added to its own."""
    stored = key.table.records
    handle = _HANDLE.format("account")
    spelt = cursor.execute(
        f"""
        with written as (
            select lower(brand) as brand, channel, account, {handle} as handle, {key.own} as is_own, min(rowid) as position
            from {stored}
            where account <> '' and ({key.own} or state = 'kept')
            group by all
        ),
        first as (
            select *, arg_min(account, (is_own, position)) over (partition by brand, channel, handle) as spelling
            from written
        )
        select brand, channel, account, spelling
        from first
        where is_own and account <> spelling
        """
    ).fetchall()
    for brand, channel, account, spelling in spelt:
        cursor.execute(
            f"update {stored} set account = {literal(spelling)}, "
            f"identity = case when state = 'part' then identity else {records.named_identity(key.table, literal(spelling))} end "
            f"where {key.own} and lower(brand) = {literal(brand)} and channel = {literal(channel)} "
            f"and account = {literal(account)}"
        )
    if spelt:
        records.find_doubled(cursor, key)


def _groups(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> list[_Group]:
    """The groups of the inserted rows in which some rows are unnamed, here or in other uploads."""
    stored, place = key.table.records, key.table.place
    channel = "channel" if key.table.has("channel") and place == "account" else "''"
    listed = cursor.execute(
        f"""
        select lower(brand), min(brand), {channel}, coalesce({place}, ''), {key.own}
        from {stored}
        where state = 'kept' and ({key.own} or upload_id <> {literal(key.upload_id)})
        group by all
        order by all
        """
    ).fetchall()
    brands = {brand for brand, _, _, _, is_own in listed if is_own}
    found: dict[tuple[str, str], _Group] = {}
    for brand, written, network, name, is_own in listed:
        of_brand = f"_of_{brand}".replace("/", "_") if len(brands) > 1 else ""
        group = found.setdefault(
            (brand, network),
            _Group(key.table, written, network, {}, {}, (f"_of_{network}" if network else "") + of_brand),
        )
        (group.mine if is_own else group.others)[name.lower()] = name
    return [one for one in found.values() if one.mine and ("" in one.mine or "" in one.others)]


def _settle_group(
    cursor: duckdb.DuckDBPyConnection, key: TableKey, group: _Group, answers: dict[str, str], known: dict[str, str]
) -> Whose:
    own_name = answers.get(group.id(NAME), "").strip()
    if "" in group.mine:
        if own_name:  # as answered, whatever other uploads hold by now
            return _name_apart(cursor, key, group, own_name, answers, known)
        return _settle_unnamed(cursor, key, group, answers, known) if group.others else Whose()
    strangers = {name: written for name, written in group.mine.items() if name not in group.others}
    return _settle_named(cursor, key, group, strangers, answers, known) if strangers else Whose()


def _settle_unnamed(
    cursor: duckdb.DuckDBPyConnection, key: TableKey, group: _Group, answers: dict[str, str], known: dict[str, str]
) -> Whose:
    """The file names no account, and other uploads have figures of its brand and network."""
    compared = {name: _compare(cursor, key, group, mine="", theirs=name) for name in group.others}
    names = tuple(written for name, written in group.others.items() if name)
    alike = [name for name in names if compared[name.lower()].agrees]
    own = compared.get("", _Compared())
    id = group.id(WHOSE)
    options = (*((SAME,) if "" in group.others or len(names) == 1 else names), ANOTHER)
    answer = answers.get(id)
    if answer is not None:
        _check(answer, id, options)
        if answer == ANOTHER:
            return _name_apart(cursor, key, group, "", answers, known)
        remembered = {id: answer}
        if answer == SAME and "" in group.others:
            return Whose(remembered=remembered)
        _name(cursor, key, group, names[0] if answer == SAME else answer, own=True)
        return Whose(remembered=remembered)
    if ("" in group.others and not own.differs) or (
        not alike and len(names) == 1 and not compared[names[0].lower()].differs
    ):
        return Whose()
    if len(alike) == 1:
        _name(cursor, key, group, alike[0], own=True)
        return Whose((_same_note(group, alike[0]),))
    worst = own if "" in group.others else next((one for one in compared.values() if one.differs), _Compared())
    return Whose(question=_ask(cursor, key, group, options, worst, known, names=names))


def _settle_named(
    cursor: duckdb.DuckDBPyConnection,
    key: TableKey,
    group: _Group,
    strangers: dict[str, str],
    answers: dict[str, str],
    known: dict[str, str],
) -> Whose:
    """The file names accounts that no other upload does, and figures of its brand and network were loaded without name."""
    compared = {written: _compare(cursor, key, group, mine=name, theirs="") for name, written in strangers.items()}
    alike = [written for written, one in compared.items() if one.agrees]
    id = group.id(WHOSE)
    options = (*((SAME,) if len(strangers) == 1 else tuple(strangers.values())), ANOTHER)
    answer = answers.get(id)
    if answer is not None:
        _check(answer, id, options)
        if answer == ANOTHER:
            name = answers.get(group.id(EARLIER_NAME), "").strip()
            if not name:
                return Whose(question=_earlier(cursor, key, group, known))
            if name.lower() in group.mine:
                raise _one_name(group, name)
            _name(cursor, key, group, name, own=False)
            return Whose(remembered={id: answer})
        _name(cursor, key, group, next(iter(strangers.values())) if answer == SAME else answer, own=False)
        return Whose(remembered={id: answer})
    if len(alike) == 1:
        _name(cursor, key, group, alike[0], own=False)
        return Whose((_same_note(group, alike[0]),))
    differing = [one for one in compared.values() if one.differs]
    if not differing:
        return Whose()
    return Whose(question=_ask(cursor, key, group, options, differing[0], known, names=()))


def _name_apart(
    cursor: duckdb.DuckDBPyConnection,
    key: TableKey,
    group: _Group,
    name: str,
    answers: dict[str, str],
    known: dict[str, str],
) -> Whose:
    """Keep the file's figures and those that were loaded without name apart, each under a name of its own."""
    id = group.id(NAME)
    if not name:
        return Whose(question=Question(id, key.part, _TEXTS[key.table.place or ""]["name"], (), known.get(id)))
    earlier = answers.get(group.id(EARLIER_NAME), "").strip()
    if "" in group.others and group.id(WHOSE) in answers:
        if not earlier:
            return Whose(question=_earlier(cursor, key, group, known))
        if earlier.lower() == name.lower():
            raise _one_name(group, name)
        _name(cursor, key, group, earlier, own=False)
    _name(cursor, key, group, name, own=True)
    return Whose(remembered={one: answers[one] for one in (group.id(WHOSE), id) if one in answers})


def _compare(cursor: duckdb.DuckDBPyConnection, key: TableKey, group: _Group, *, mine: str, theirs: str) -> _Compared:
    """The figures of the inserted rows beside those of other uploads for the same keys, whatever account each names."""
    stored, place = key.table.records, key.table.place
    figures = ", ".join(f"cast({one} as double) as v{number}" for number, one in enumerate(_COMPARED[key.table.name]))
    cells = [f"v{number}" for number in range(len(_COMPARED[key.table.name]))]
    both = [f"(m.{one} is not null and t.{one} is not null)" for one in cells]
    tells = [f"({known} and (m.{one} <> 0 or t.{one} <> 0))" for known, one in zip(both, cells, strict=True)]
    share = "0" if key.table.name == "links" else str(ALIKE)
    unlike = " or ".join(
        f"({known} and abs(m.{one} - t.{one}) > {share} * greatest(abs(m.{one}), abs(t.{one})))"
        for known, one in zip(both, cells, strict=True)
    )
    equal = " and ".join(f"m.{one} is not distinct from t.{one}" for one in cells)
    grown = " and ".join(f"(not {known} or {{0}}.{one} >= {{1}}.{one})" for known, one in zip(both, cells, strict=True))
    # a count of followers is as of its day, and the first day of a link stays
    has_late = {"followers": "(m.v0 is null and t.v0 is null)", "links": "false"}.get(key.table.name, "true")
    end = "coalesce(last_day, day)" if key.table.has("last_day") else "day"
    keyed = records.named_identity(key.table, "cast(null as varchar)")
    selected = f"select upload_id, day, {end} as until, {keyed} as neutral, {figures} from {stored}"
    label = f"lower(coalesce({place}, ''))"
    first = cells[0] if len(cells) == 1 else f"coalesce({', '.join(cells)})"
    row = cursor.execute(
        f"""
        with m as (
            {selected} where {key.own} and state = 'kept' and {group.rows} and {label} = {literal(mine)}
        ),
        t as (
            select *, max(until) over (partition by upload_id) as told_until
            from ({selected}
            where upload_id <> {literal(key.upload_id)} and state = 'kept' and {group.rows} and {label} = {literal(theirs)})
        ),
        ends as (
            select max(until) as mine from m
        ),
        pairs as (
            select
                m.day,
                {unlike} as differs,
                {equal} as is_equal,
                {first.replace("v", "m.v")} as one,
                {first.replace("v", "t.v")} as other
            from m
            join t on t.neutral = m.neutral
            cross join ends
            where ({" or ".join(tells)})
              and not (({unlike}) and {has_late} and (
                  (ends.mine > t.told_until and m.until > t.told_until - {LATE} and {grown.format("m", "t")})
                  or (t.told_until > ends.mine and m.until > ends.mine - {LATE} and {grown.format("t", "m")})
              ))
        )
        select
            count(*),
            count(*) filter (where differs),
            count(*) filter (where is_equal),
            coalesce(max(one) filter (where is_equal), 0),
            min(day) filter (where differs),
            arg_min(one, day) filter (where differs),
            arg_min(other, day) filter (where differs)
        from pairs
        """
    ).fetchone()
    assert row is not None
    return _Compared(*row)


def _name(cursor: duckdb.DuckDBPyConnection, key: TableKey, group: _Group, name: str, *, own: bool) -> None:
    """Give the rows without account or site a name, and the identity that goes with it: the inserted ones, or those of the
    other uploads, which keep the name if they are loaded again."""
    stored, place = key.table.records, key.table.place
    which = key.own if own else f"upload_id <> {literal(key.upload_id)}"
    cursor.execute(
        f"""
        create or replace temp table named_rows as
        select distinct
            upload_id,
            part,
            record,
            state,
            identity,
            {records.named_identity(key.table, literal(name))} as named
        from {stored}
        where {which} and {group.rows} and coalesce({place}, '') = ''
        """
    )
    same = "{0}.upload_id = n.upload_id and {0}.part = n.part and {0}.record = n.record and {0}.identity = n.identity"
    cursor.execute(
        f"update filled_cells set identity = n.named from named_rows n "
        f"where filled_cells.table_name = {literal(stored)} and {same.format('filled_cells')}"
    )
    cursor.execute(
        f"update {stored} set {place} = {literal(name)}, "
        "identity = case when n.state = 'part' then n.identity else n.named end "
        f"from named_rows n where {same.format(stored)} and {stored}.state = n.state"
    )
    if own:
        records.find_doubled(cursor, key)
        return
    id = group.id(NAME)
    for upload, options in cursor.execute(
        "select upload_id, options from uploads where upload_id in (select upload_id from named_rows)"
    ).fetchall():
        told = json.loads(options)
        told["answers"] = {**(told.get("answers") or {}), id: name}
        cursor.execute(
            "update uploads set options = ? where upload_id = ?", [json.dumps(told, ensure_ascii=False), upload]
        )


def _ask(
    cursor: duckdb.DuckDBPyConnection,
    key: TableKey,
    group: _Group,
    options: tuple[str, ...],
    compared: _Compared,
    known: dict[str, str],
    *,
    names: tuple[str, ...],
) -> Question:
    texts, id = _TEXTS[key.table.place or ""], group.id(WHOSE)
    told = {"brand": group.brand, "network": group.channel or "–", "files": _files(cursor, key, group)}
    if "" not in group.others and len(names) > 1:
        text = replace(texts["several"], values={**told, "names": ", ".join(names)})
    else:
        text = replace(
            texts["differ"],
            values={
                **told,
                "differing": compared.differing,
                "shared": compared.shared,
                "day": compared.day or "–",
                "one": _told(key.table, compared.one),
                "other": _told(key.table, compared.other),
            },
        )
    return Question(id, key.part, text, options, known.get(id) if known.get(id) in options else None)


def _told(table: Table, figure: float | None) -> float | int | str:
    """A figure as a reader is told it: without decimals where it has none; of a link, the day that it was first seen."""
    if figure is None:
        return "–"
    if table.name == "links":
        return str(date(1970, 1, 1) + timedelta(days=int(figure)))
    return int(figure) if figure == int(figure) else round(figure, 2)


def _earlier(cursor: duckdb.DuckDBPyConnection, key: TableKey, group: _Group, known: dict[str, str]) -> Question:
    id = group.id(EARLIER_NAME)
    text = replace(_TEXTS[key.table.place or ""]["earlier"], values={"files": _files(cursor, key, group)})
    return Question(id, key.part, text, (), known.get(id))


def _files(cursor: duckdb.DuckDBPyConnection, key: TableKey, group: _Group) -> str:
    """The names of the first other files with figures of the group."""
    found = cursor.execute(
        f"""
        select distinct u.name, u.seq
        from {key.table.records} r
        join uploads u on u.upload_id = r.upload_id
        where r.upload_id <> {literal(key.upload_id)} and r.state = 'kept' and {group.rows}
        order by u.seq desc
        limit 3
        """
    ).fetchall()
    return ", ".join(dict.fromkeys(name for name, _ in found))


def _check(answer: str, id: str, options: tuple[str, ...]) -> None:
    if answer not in options:
        raise Refusal(
            "The answer '{value}' to {question} is not one of its options: {options}.",
            value=answer,
            question=id,
            options=", ".join(options),
        )


def _one_name(group: _Group, name: str) -> Refusal:
    if group.table.place == "site":
        return Refusal("Both sites would be called {name}: give each a name of its own.", name=name)
    return Refusal("Both accounts would be called {name}: give each a name of its own.", name=name)


def _same_note(group: _Group, name: str) -> Sentence:
    if group.table.place == "site":
        return sentence("Exports without the site's name give the figures of {name}: they count as its own.", name=name)
    return sentence("Exports without the account's name give the figures of {name}: they count as its own.", name=name)


_TEXTS = {
    "account": {
        "differ": sentence(
            "{brand}, {network}: this file and the files loaded before ({files}) give other figures for the same days "
            "({differing} of {shared} differ; on {day}: {one} here, {other} there), and nothing proves that they are of one "
            "account. Is this a newer export of the same account, or another account?"
        ),
        "several": sentence(
            "{brand} has several accounts on {network}: {names}. The file names none. Whose figures are these?"
        ),
        "name": sentence("What is the account of this file called? Its figures are kept apart under that name."),
        "earlier": sentence("What is the other account called, whose figures were loaded before ({files})?"),
    },
    "site": {
        "differ": sentence(
            "{brand}: this file and the files loaded before ({files}) give other figures for the same days ({differing} of "
            "{shared} differ; on {day}: {one} here, {other} there), and nothing proves that they are of one site. Is this a "
            "newer export of the same site, or another site?"
        ),
        "several": sentence("{brand} has several sites: {names}. The file names none. Whose figures are these?"),
        "name": sentence("What is the site of this file called? Its figures are kept apart under that name."),
        "earlier": sentence("What is the other site called, whose figures were loaded before ({files})?"),
    },
}
