"""Own voices: the names, sites and accounts by which a brand speaks itself, and the mentions that it wrote.

What others say leaves these mentions out: an own blog is no press coverage, a brand is not its own advocate. A voice is
known by a proof, never by a resemblance:

name      the brand's name, or another name of it in exports: an author, an outlet, or the name under which a site is
          registered (blog.orsa.fr for Orsa; not orsa-forum.fr, nor orsa.wordpress.com, which anyone may open)
account   an account that an export of followers, posts or account figures names for the brand, on its network
site      a site that somebody declared, with the sites below it; accounts are declared in the same way
refused   a site or author that somebody declared not to be ours, whatever its name

A site speaks for its owner in the press, in blogs and elsewhere; in forums and reviews its visitors speak, and only the
author tells. Derived only from kept records and decisions, so that the order of uploads does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import duckdb

from data import secret
from data.derived import people
from data.sentences import Refusal
from data.store import literal

# anyone may publish below these names
HOSTS = (
    "wordpress", "blogspot", "blogger", "tumblr", "medium", "overblog", "substack", "canalblog", "skyrock", "typepad",
    "livejournal", "wixsite", "webflow", "github", "hautetfort", "free", "eklablog", "unblog", "ghost", "weebly",
)  # fmt: skip
# what follows a registered name: .fr, .com, .co.uk
_SUFFIX = r"\.(?:(?:com|co|org|net|gov|gouv|gob|ac|edu|asso|nom|or|ne)\.[a-z]{2}|[a-z0-9-]{2,})(?::\d+)?"


def compact(name: str) -> str:
    """SQL for a name as compared: lower case, without accents, blanks and punctuation."""
    return rf"regexp_replace(strip_accents(lower({name})), '[^\pL\pN]+', '', 'g')"


def host(address: str) -> str:
    """SQL for the host of an address, or of a site written without its scheme: blog.orsa.fr."""
    after = rf"regexp_replace(lower(trim({address})), '^[a-z]+://', '')"
    return rf"regexp_replace(regexp_extract({after}, '^[^/:?#]*'), '^www\.', '')"


# one row per voice: brand, kind, channel ('': every network), name, proof (name | export | declared)
_VOICES = f"""
    with decided as (
        select kind, subject as brand, trim(unnest(from_json(nullif(value, ''), '["varchar"]'))) as told
        from (
            select kind, subject, arg_max(value, rowid) as value
            from decisions
            where kind in ('aliases', 'own_sites', 'own_accounts', 'not_own')
            group by kind, subject
        )
        where value <> ''
    ),
    named as (
        select brand, lower(trim(brand)) as name from coverage
        union
        select brand, lower(trim(brand)) from brand_roles
        union
        select brand, lower(told) from decided where kind = 'aliases'
    ),
    accounts as (
        select brand, channel, account as name from follower_records where state = 'kept'
        union
        select brand, channel, account from post_records where state = 'kept'
        union
        select brand, channel, account from account_day_records where state = 'kept'
        union
        -- the tool names no account, but its addresses do
        select brand, channel, nullif(regexp_extract(url, '(?i)[/.](?:twitter|x)\\.com/([^/]+)/status', 1), 'i')
        from post_records
        where state = 'kept' and channel = 'x' and url is not null
    ),
    told as (
        select brand, 'name' as kind, '' as channel, ltrim(name, '@') as name, 'name' as proof from named
        union
        select brand, 'spelling', '', unnest([{compact("name")}, replace(name, ' ', '_'), strip_accents(name)]), 'name'
        from named
        where regexp_matches(name, '[^a-z0-9]')
        union
        select brand, 'account', channel, ltrim(lower(trim(name)), '@'), 'export' from accounts
        union
        select brand, 'site', '', {host("told")}, 'declared' from decided where kind = 'own_sites'
        union
        select
            brand,
            case when kind = 'not_own' then 'refused' else 'account' end,
            case when contains(told, ':') then lower(split_part(told, ':', 1)) else '' end,
            ltrim(lower(trim(case when contains(told, ':') then split_part(told, ':', 2) else told end)), '@'),
            'declared'
        from decided
        where kind in ('own_accounts', 'not_own')
    )
    select * from told where coalesce(name, '') <> ''
"""
# what the voices are derived from: each load, withdrawal and decision changes one of these numbers
_STATE = """
    select
        (select count(*) from follower_records) as followers,
        (select count(*) from post_records) as posts,
        (select count(*) from account_day_records) as account_days,
        (select count(*) from decisions) + (select count(*) from brand_roles) as decisions,
        (select count(distinct brand) from coverage) as brands
"""
_LONGEST = 253  # characters of the name of a host; a longer one is none, and makes a pattern that cannot be compiled
_AUTHOR = "ltrim(lower(r.author), '@')"


def refresh(cursor: duckdb.DuckDBPyConnection) -> None:
    """Update the voices; adds the days of mentions that a new or lost one may have written to `touched_days`."""
    known = cursor.execute(f"from ({_STATE}) intersect from own_voices_state").fetchone()
    if known is not None:
        return
    cursor.execute(
        f"""
        create or replace temp table changed_voices as
        with now as materialized ({_VOICES})
        (select *, true as is_new from now except select *, true from own_voices)
        union all
        (select *, false from own_voices except select *, false from now)
        """
    )
    cursor.execute(
        """
        delete from own_voices using changed_voices c
        where not c.is_new and own_voices.brand = c.brand and own_voices.kind = c.kind and own_voices.name = c.name
          and own_voices.channel = c.channel and own_voices.proof = c.proof
        """
    )
    cursor.execute("insert into own_voices select * exclude (is_new) from changed_voices where is_new")
    cursor.execute("delete from own_voices_state")
    cursor.execute(f"insert into own_voices_state {_STATE}")
    if cursor.execute("select 1 from changed_voices where kind in ('account', 'refused') limit 1").fetchone():
        hidden = f"""
            from changed_voices
            union all
            select v.* replace ({secret.pseudonym("v.channel", "spelled")} as name)
            from changed_voices v
            cross join unnest([v.name, concat('@', v.name)]) as s(spelled)
        """
        cursor.execute(
            f"""
            insert into touched_days
            select distinct r.brand, r.day
            from mention_records r
            join ({hidden if _are_hidden(cursor) else "from changed_voices"}) c
              on c.brand = r.brand and c.channel = r.channel and c.name = {_AUTHOR}
            where r.state = 'kept' and c.kind in ('account', 'refused')
            """
        )
    cursor.execute(
        """
        insert into touched_days
        select distinct brand, day
        from mention_days
        where brand in (select brand from changed_voices where channel = '')
        """
    )


def find(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Temporary table `own_mentions` (identity, brand, day): the kept mentions of the changed days that a voice wrote.

    Returns whether there is any.
    """
    is_hidden = _are_hidden(cursor)
    # whose author was deleted: as it was known before
    blanked = """
        union
        select r.identity, r.brand, r.day
        from blanked_records b
        join mention_records r
          on r.upload_id = b.upload_id and r.part = b.part and r.record = b.record and r.identity = b.identity
        join changed_days c on c.brand = r.brand and c.day = r.day
        where b.table_name = 'mention_records' and b.is_own and (b.author_deleted_at is not null or b.erased_at is not null)
          and r.state = 'kept'
    """
    has_blanked = cursor.execute("select 1 from blanked_records limit 1").fetchone() is not None
    found = cursor.execute(
        f"""
        create or replace temp table own_mentions as
        select r.identity, r.brand, r.day
        from mention_records r
        join changed_days c on c.brand = r.brand and c.day = r.day
        left join (
            select
                brand,
                name,
                list(channel) filter (where kind <> 'refused') as channels,
                coalesce(list(channel) filter (where kind = 'refused'), []) as refused
            from ({_VOICED if is_hidden else "from own_voices"})
            where kind <> 'site'
            group by brand, name
        ) v on v.brand = r.brand and v.name = {_AUTHOR}
        where r.state = 'kept'
          and (
              list_has_any(v.channels, ['', r.channel]) and not list_has_any(v.refused, ['', r.channel])
              or r.source_type not in ('social', 'forum', 'review') and {_published(cursor)}
          )
        {blanked if has_blanked else ""}
        """
    ).fetchone()
    return found is not None and found[0] > 0


def _are_hidden(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether authors are stored as pseudonyms. Raises Refusal where their secret is lost: no voice would be known."""
    if not people.of(cursor).is_pseudonymous:
        return False
    if cursor.execute("select count(*) from staging.secret_pads").fetchone() == (0,):
        raise Refusal(
            "The secret of the pseudonyms is missing: without it the brands' own accounts are not recognised, and nothing was "
            "changed. Put it back beside the store, and restart."
        )
    return True


# the voices, and the pseudonyms that they have on the networks of the changed days
_VOICED = f"""
    from own_voices
    union all
    select v.brand, v.kind, c.channel, {secret.pseudonym("c.channel", "s.spelled")}, v.proof
    from own_voices v
    join (
        select distinct r.brand, r.channel
        from mention_records r
        join changed_days d on d.brand = r.brand and d.day = r.day
        where r.state = 'kept'
    ) c on c.brand = v.brand and v.channel in ('', c.channel)
    cross join unnest([v.name, concat('@', v.name)]) as s(spelled)
    where v.kind <> 'site'
"""


def _published(cursor: duckdb.DuckDBPyConnection) -> str:
    """SQL condition: the site or outlet of a mention `r` is the brand's. Constant patterns are compiled once a query."""
    voices: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for brand, kind, name in cursor.execute(
        "select brand, kind, name from own_voices where kind in ('name', 'site', 'refused') "
        "and brand in (select brand from changed_days)"
    ).fetchall():
        voices[brand][kind].append(name)
    place = "lower(concat_ws('|', split_part(split_part(r.url, '://', 2), '/', 1), r.source))"
    cases = []
    for brand, known in voices.items():
        names = [
            _spelled(name) for name in known["name"] if 0 < len(_plain(name)) <= _LONGEST and _plain(name) not in HOSTS
        ]
        sites = [re.escape(one) for one in known["site"] if len(one) <= _LONGEST]
        own = [*names, *(_below(name + _SUFFIX) for name in names), *map(_below, sites)]
        refused = [_below(re.escape(one)) for one in known["refused"] if "." in one and len(one) <= _LONGEST]
        condition = _one_of(place, own)
        if refused:
            condition += f" and not {_one_of(place, refused)}"
        cases.append(f"when {literal(brand)} then {condition}")
    return f"coalesce(case r.brand {' '.join(cases)} end, false)" if cases else "false"


def _one_of(place: str, patterns: list[str]) -> str:
    found = rf"(?:^|\|)(?:{'|'.join(patterns)})(?:\||$)"
    return f"regexp_matches({place}, {literal(found)})" if patterns else "false"


def _below(site: str) -> str:
    """A site, or one below it."""
    return rf"(?:[^|]+\.)?{site}"


def _spelled(name: str) -> str:
    """A name as outlets and hosts spell it: with and without accents, blanks and hyphens."""
    letters = [letter for letter in name.lower() if letter.isalnum()]
    return "[ -]?".join(letter if _plain(letter) == letter else f"[{letter}{_plain(letter)[:1]}]" for letter in letters)


def _plain(name: str) -> str:
    """A name in lower case, without accents, blanks and punctuation."""
    return "".join(one for one in unicodedata.normalize("NFD", name.lower()) if one.isalnum())
