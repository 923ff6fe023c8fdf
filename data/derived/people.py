"""What becomes of the names of people in what is loaded: pseudonyms where the owner asks, nothing of whoever was erased."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from data import secret
from data.sentences import N_
from data.store import literal

SETTING = "pseudonyms"  # on | off
HIDDEN = N_("is not kept: the record names a person who was erased")  # the reason of a reject

_HOSTS = (
    "twitter|x|tiktok|threads|instagram|facebook|youtube|medium|dailymotion|twitch|pinterest|snapchat|vk|tumblr|reddit|"
    "linkedin|quora|t|telegram|bsky|viadeo"
)
# what may stand where a profile's name does, and is none
_NO_NAMES = (
    "i|p|reel|reels|watch|status|posts|groups|r|hashtag|search|story\\.php|permalink\\.php|profile\\.php|share|video|videos|"
    "shorts|explore|tv|feed|pulse|company|school|playlist|embed|photo|photo\\.php|events|pages|comments|stories|home|pin|"
    "results|jobs|tag|topics?|questions?|s|a|notes"
)
# each with what stands before a name, the name, and what follows
_PATTERNS = (
    rf"^((?:https?://)?(?:[a-z0-9-]+\.)*(?:{_HOSTS})\.[a-z.]+/(?:user/|u/|in/|profile/|c/|channel/|add/|people/|@)?)"
    r"([^/?#]+)(.*)$",
    r"^((?:https?://)?(?:[a-z0-9-]+\.)*linkedin\.com/posts/)([^/?#_]+)(.*)$",
    r"^((?:https?://)?(?:[a-z0-9-]+\.)*facebook\.com/(?:profile|story|permalink|photo)\.php\?(?:[^#]*&)?id=)(\d+)(.*)$",
    r"^((?:https?://)?[^/?#]+/(?:users/|@))([^/?#@]+)(.*)$",
    r"^((?:https?://)?[^?#]*/maps/contrib/)(\d+)(.*)$",
)


@dataclass(frozen=True)
class People:
    """`is_pseudonymous`: names are stored as pseudonyms. `has_erased`: some people asked to be erased."""

    is_pseudonymous: bool
    has_erased: bool


def of(cursor: duckdb.DuckDBPyConnection) -> People:
    """What the store of a cursor asks for now."""
    found = cursor.execute(
        "select coalesce((select arg_max(value, rowid) from settings where name = ?), 'off'), exists (from erasures)",
        [SETTING],
    ).fetchone()
    assert found is not None
    return People(found[0] == "on", bool(found[1]))


def may_keep_raw(cursor: duckdb.DuckDBPyConnection, upload_id: str | None) -> bool:
    """Whether the raw file of an upload may be kept: not beside pseudonyms, nor where somebody who was erased is in it."""
    who = of(cursor)
    if who.is_pseudonymous:
        return False
    if not who.has_erased:
        return True
    found = cursor.execute(
        "select exists (from blanked_records where upload_id = $upload and coalesce(erased_at, redacted_at) is not null) "
        "or exists (from rejects where upload_id = $upload and reason = $hidden)",
        {"upload": upload_id, "hidden": HIDDEN},
    ).fetchone()
    return found == (False,)


def hidden_url(url: str) -> str:
    """SQL: an address in which the name of a profile is a pseudonym, for the addresses of networks that hold one. It depends
    on the address alone, so that two exports of one mention still give one address."""
    hidden = url
    for pattern in reversed(_PATTERNS):
        told = literal(pattern)
        name = f"regexp_extract({url}, {told}, 2, 'i')"
        told_name = f"concat('url|', lower({name}))"
        made = f"concat('author-', substr({secret.keyed(told_name)}, 1, 12))"
        whole = f"concat(regexp_extract({url}, {told}, 1, 'i'), {made}, regexp_extract({url}, {told}, 3, 'i'))"
        is_name = f"regexp_full_match(lower({name}), {literal('(?:' + _NO_NAMES + ')')})"
        hidden = f"case when {name} <> '' and not {is_name} and not starts_with({name}, 'author-') then {whole} else {hidden} end"
    return hidden


def is_profile(url: str) -> bool:
    """Whether an address holds the name of a profile, as `hidden_url` finds it."""
    for pattern in _PATTERNS:
        found = re.match(pattern, url, re.I)
        if found and not re.fullmatch(_NO_NAMES, found[2].lower()):
            return True
    return False


def aliases() -> str:
    """SQL: key and alias of every name that was erased."""
    return "(select key, any_value(alias) as alias from erasures group by key)"


def alias_join(channel: str, name: str) -> str:
    """SQL: joins `on_network` and `anywhere`, the erased name of a network and of every one."""
    return (
        f"left join {aliases()} on_network on on_network.key = {secret.erased_key(channel, name)} "
        f"left join {aliases()} anywhere on anywhere.key = {secret.erased_key(literal(''), name)}"
    )


ALIAS = "coalesce(on_network.alias, anywhere.alias)"


def alias_of(name: str) -> str:
    """SQL: what stands for an erased author, null for any other; a name with and one without @ are two authors."""
    return f"case when {ALIAS} is not null then concat_ws('|', {ALIAS}, case when starts_with(trim({name}), '@') then '@' end) end"


def known_erased(table: str) -> str:
    """SQL: the identities of records that were erased, or in which the name of somebody who was stood."""
    return (
        f"(select identity from blanked_records where table_name = {literal(table)} "
        "and (erased_at is not null or redacted_at is not null))"
    )
