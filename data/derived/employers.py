"""Mentions that speak of a brand as an employer: of a site where employees review their employer, or of a topic of work.

The site is proved by the address of the mention or by its outlet, never by its words. The topic is the one of labour
relations (data/derived/lexicon.toml), as the rules, the tool or a person give it to a mention.
"""

from __future__ import annotations

from data.derived.own_voices import host
from data.store import literal

TOPICS = ("labour",)
# sites of nothing but reviews by employees, and the names under which exports give them as an outlet
SITES = (
    "glassdoor",
    "kununu",
    "comparably",
    "ambitionbox",
    "teamblind",
    "choosemycompany",
    "careerbliss",
    "fairygodboss",
)
# a board of jobs, whose reviews of employers stand under an address of their own, or have stars
BOARDS = ("indeed",)
_DOMAIN = r"(?:^|\.)(?:{names})\.[a-z]{{2,3}}(?:\.[a-z]{{2}})?$"


def _is_of(names: tuple[str, ...]) -> str:
    """SQL condition: the address or the outlet of a mention `r` is one of these sites."""
    domain = literal(_DOMAIN.format(names="|".join(names)))
    named = literal(rf"^(?:{'|'.join(names)})(?:[ (|,–-].*)?$")  # Glassdoor, Glassdoor France, Kununu (DE)
    return (
        f"(regexp_matches({host('r.url')}, {domain}) or regexp_matches({host('r.source')}, {domain}) "
        f"or regexp_matches(lower(trim(r.source)), {named}))"
    )


# rows of (identity, brand, day, field, value, origin) of the changed days; a site is told before a topic
BY_SITE = f"""
    select r.identity, r.brand, r.day, 'work' as field, 'site' as value, null as origin
    from mention_records r
    join changed_days c on c.brand = r.brand and c.day = r.day
    where r.state = 'kept'
      and regexp_matches(lower(concat_ws('|', r.url, r.source)), {literal("|".join((*SITES, *BOARDS)))})
      and (
          {_is_of(SITES)}
          or {_is_of(BOARDS)} and (r.rating is not null or regexp_matches(r.url, '(?i)/cmp/'))
      )
"""
WORDLESS = (
    "select identity, brand, day, 'work' as field, 'site' as value, null as origin from wordless where is_of_employees"
)
BY_TOPIC = f"""
    select t.identity, t.brand, t.day, 'work' as field, 'topic' as value, null as origin
    from mention_topics t
    join changed_days c on c.brand = t.brand and c.day = t.day
    where t.topic in ({", ".join(map(literal, TOPICS))})
    group by t.identity, t.brand, t.day
"""
