"""Own sites and accounts of brands: what people declared, what is known without it, and what may be one.

What others say (press coverage, tone, advocates, authors) leaves out the mentions that a brand wrote itself. The brand's
name and the accounts that exports name for it are known (data/derived/own_voices.py); the rest is declared here, once,
with date and author. A declaration derives the figures again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.decisions import log as decision_log
from data.derived import own_voices
from data.derived import refresh as derived_tables
from data.sentences import Refusal
from data.store import Store

KINDS = ("own_sites", "own_accounts", "not_own")
LEAST_PROPOSED = 2  # mentions of an author who may be the brand


@dataclass(frozen=True)
class Declared:
    """`sites`: hosts, with the sites below them. `accounts`: names, or network:name. `others`: sites and authors that are
    not the brand's, whatever their name."""

    sites: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def declared(store: Store) -> dict[str, Declared]:
    """Brand -> its declared sites and accounts."""
    found = [decision_log.in_force(store, kind) for kind in KINDS]
    brands = dict.fromkeys(brand for one in found for brand in one)
    return {brand: Declared(*(_list(one[brand].value) if brand in one else () for one in found)) for brand in brands}


def declare(
    store: Store,
    brand: str,
    *,
    sites: Iterable[str] | None = None,
    accounts: Iterable[str] | None = None,
    others: Iterable[str] | None = None,
    who: str,
) -> None:
    """Declare what a brand speaks by, in place of what was declared before; None leaves a kind as it is.

    Raises Refusal for a text that is no site or account, and for one that is declared for another brand.
    """
    known = declared(store)
    wanted = {
        "own_sites": None if sites is None else _cleaned(sites, _site),
        "own_accounts": None if accounts is None else _cleaned(accounts, _account),
        "not_own": None if others is None else _cleaned(others, _account),
    }
    for kind, field in (("own_sites", "sites"), ("own_accounts", "accounts")):
        for name in wanted[kind] or ():
            taken = next(
                (other for other, one in known.items() if other != brand and name in getattr(one, field)), None
            )
            if taken:
                raise Refusal(
                    "'{name}' is already declared for {brand}: remove it there first.", name=name, brand=taken
                )
    for kind, names in wanted.items():
        if names is not None:
            restore(store, kind, brand, json.dumps(names, ensure_ascii=False) if names else "", who=who)


def restore(store: Store, kind: str, brand: str, value: str, *, who: str) -> None:
    """Put a stored value in force ('' for none), and derive the figures that depend on it."""
    decision_log.decide(store, kind, brand, value, who=who)
    rederive(store)


def rederive(store: Store) -> None:
    """Derive again what the brands wrote themselves, where their names, sites or accounts changed."""
    with store.writing() as cursor:
        derived_tables.start(cursor)
        derived_tables.refresh(cursor)


def recognised(store: Store) -> pd.DataFrame:
    """One row per voice in force: brand, kind, channel, name, proof (name | export | declared)."""
    return store.frame(
        "select brand, kind, channel, name, proof from own_voices where kind <> 'spelling' "
        "order by brand, kind, name, channel"
    )


def proposals(store: Store) -> pd.DataFrame:
    """One row per site or account that may be the brand's and is neither known nor refused: brand, kind (site | account),
    channel, name, seen (its mentions, or the links and pages of exports that name it), the most seen first.

    Sites: those that links lead to, or whose pages an export of searches lists. Accounts: authors whose name begins with
    the brand's.
    """
    return store.frame(
        f"""
        with seen as (
            select brand, 'site' as kind, '' as channel, {own_voices.host("target_url")} as name, count(*) as seen
            from links
            where target_url is not null
            group by all
            union all
            select brand, 'site', '', {own_voices.host("item")}, count(*)
            from search
            where dimension = 'page' and contains(item, '.')
            group by all
            union all
            select brand, 'account', channel, ltrim(lower(author), '@'), count(*)
            from mentions
            where not is_own
              and starts_with({own_voices.compact("author")}, {own_voices.compact("brand")})
            group by all
            having count(*) >= {LEAST_PROPOSED}
        )
        select seen.brand, seen.kind, seen.channel, seen.name, cast(sum(seen.seen) as bigint) as seen
        from seen
        where name <> ''
          and not exists (
              select 1
              from own_voices v
              where v.brand = seen.brand
                and (v.name = seen.name or seen.kind = 'site' and ends_with(seen.name, concat('.', v.name)))
          )
        group by all
        order by seen.brand, seen desc, seen.name
        """
    )


def _list(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


def _cleaned(names: Iterable[str], clean) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(name) for name in names if name.strip()))


def _site(text: str) -> str:
    """'https://www.Orsa.fr/blog' -> 'orsa.fr'."""
    host = re.sub(r"^[a-z]+://", "", text.strip().lower())
    host = re.split(r"[/:?#]", host, maxsplit=1)[0].removeprefix("www.")
    if not re.fullmatch(r"[^\s.@]+(\.[^\s.@]+)+", host):
        raise Refusal(
            "'{name}' is not a web site: write its address, such as orsa.fr or blog.orsa.fr.", name=text.strip()
        )
    return host


def _account(text: str) -> str:
    """'X: @Orsa_SAV' -> 'x:orsa_sav'."""
    network, separator, name = text.rpartition(":")
    name = name.strip().lower().lstrip("@")
    if not name or "/" in name:
        raise Refusal(
            "'{name}' is not an account: write its name as the exports do, with its network in front where the name is "
            "not ours on others: x:orsa_sav.",
            name=text.strip(),
        )
    return f"{network.strip().lower()}{separator}{name}"
