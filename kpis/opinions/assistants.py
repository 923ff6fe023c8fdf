"""What assistants answer to fixed prompts, behind the share of answers: by assistant, by prompt, whom they name, what they cite.

Every count is of answers: an answer that names three brands is one. `counted` answers name the brand, another brand of ours
or a declared competitor, as the KPI counts them.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from data.derived.own_voices import host
from data.store import Store
from kpis.engine import statistics
from kpis.lineage import records
from kpis.lineage.records import Records

MOST = 12


def answers(store: Store, brand: str, since: date, until: date) -> dict[str, int]:
    """How many answers there are: asked, counted, judged, wrong."""
    (found,) = store.rows(
        """
        select
            count(*) as asked,
            count(*) filter (where names_us or names_competitor) as counted,
            count(is_right) as judged,
            count(*) filter (where not is_right) as wrong
        from ai_answers
        where is_answer and brand = $brand and day between $since and $until
        """,
        _days(brand, since, until),
    )
    return found


def by_assistant(store: Store, brand: str, since: date, until: date) -> pd.DataFrame:
    """One row per assistant and model: engine, model, asked, counted, named, share, low, high (95 %, clustered by prompt)."""
    rows = store.frame_once(
        """
        -- one row per assistant, model and prompt
        select
            engine,
            coalesce(model, '') as model,
            prompt,
            count(*) as asked,
            count(*) filter (where names_us or names_competitor) as counted,
            count(*) filter (where names_us) as named
        from ai_answers
        where is_answer and brand = $brand and day between $since and $until
        group by all
        """,
        _days(brand, since, until),
    )
    if rows.empty:
        return rows.assign(share=[], low=[], high=[])
    keys = ["engine", "model"]
    found = rows.groupby(keys, as_index=False)[["asked", "counted", "named"]].sum()
    found["share"] = found["named"] / found["counted"].where(found["counted"] > 0)
    each = rows[rows["counted"] > 0].merge(found[[*keys, "share"]], on=keys)
    each["deviations"] = (each["named"] - each["share"] * each["counted"]) ** 2
    within = each.groupby(keys, as_index=False).agg(prompts=("prompt", "size"), deviations=("deviations", "sum"))
    found = found.merge(within, on=keys, how="left")
    prompts = found["prompts"].to_numpy(float)
    size = statistics.effective_size(found["share"], found["counted"], prompts, found["deviations"])
    degrees = np.where(prompts > 1, prompts - 1, np.nan)
    found["low"], found["high"] = statistics.wilson(found["share"], size, z=statistics.quantile(degrees))
    return found.sort_values(["share", *keys], ascending=[False, True, True], na_position="last").reset_index(drop=True)


def by_prompt(store: Store, brand: str, since: date, until: date) -> pd.DataFrame:
    """One row per prompt, that with the smallest share first: prompt, asked, counted, named, share, instead (the brand that most
    of the answers without us name, None for none)."""
    return store.frame_once(
        """
        with told as (
            select *
            from ai_answers
            where brand = $brand and day between $since and $until
        ),
        others as (
            select
                prompt,
                coalesce(named_brand, named) as other,
                count(distinct (day, engine, model, run)) as times
            from told
            where not names_us
              and named is not null
            group by all
        ),
        instead as (
            select prompt, arg_max(other, (times, other)) as instead
            from others
            group by prompt
        )
        select
            told.prompt,
            count(*) as asked,
            count(*) filter (where names_us or names_competitor) as counted,
            count(*) filter (where names_us) as named,
            cast(count(*) filter (where names_us) as double)
                / nullif(count(*) filter (where names_us or names_competitor), 0) as share,
            any_value(instead.instead) as instead
        from told
        left join instead on instead.prompt = told.prompt
        where told.is_answer
        group by told.prompt
        order by share nulls last, told.prompt
        """,
        _days(brand, since, until),
    )


def named(store: Store, brand: str, since: date, until: date, *, most: int = MOST) -> pd.DataFrame:
    """One row per brand that answers name, the one most named first: name, role ('' for one that is not declared), answers,
    without_us (of these, the answers that do not name us)."""
    return store.frame_once(
        """
        with told as (
            select
                coalesce(a.named_brand, a.named) as name,
                coalesce(b.role, '') as role,
                (a.day, a.engine, a.model, a.prompt, a.run) as answer,
                a.names_us
            from ai_answers a
            left join brands b on b.brand = a.named_brand
            where a.brand = $brand and a.day between $since and $until and a.named is not null
        )
        select
            name,
            any_value(role) as role,
            count(distinct answer) as answers,
            count(distinct answer) filter (where not names_us) as without_us
        from told
        group by name
        order by answers desc, name
        limit $most
        """,
        {**_days(brand, since, until), "most": most},
    )


def cited(store: Store, brand: str, since: date, until: date, *, most: int = MOST) -> pd.DataFrame:
    """One row per site that answers cite, the one most cited first: site, answers, naming_us (of these, those that name us)."""
    return store.frame_once(
        f"""
        with told as (
            select
                {host("source")} as site,
                (day, engine, model, prompt, run) as answer,
                names_us
            from (
                select *, unnest(string_split(sources, chr(10))) as source
                from ai_answers
                where is_answer and brand = $brand and day between $since and $until and sources is not null
            )
        )
        select
            site,
            count(distinct answer) as answers,
            count(distinct answer) filter (where names_us) as naming_us
        from told
        where site <> ''
        group by site
        order by answers desc, site
        limit $most
        """,
        {**_days(brand, since, until), "most": most},
    )


def wrong(store: Store, brand: str, since: date, until: date, *, most: int = MOST) -> pd.DataFrame:
    """The answers that somebody judged wrong, the newest first: day, engine, model, prompt, run, answer."""
    return store.frame_once(
        """
        -- one row per answer
        select day, engine, coalesce(model, '') as model, prompt, coalesce(run, '') as run, answer
        from ai_answers
        where is_answer and not is_right and brand = $brand and day between $since and $until
        order by day desc, engine, prompt, run
        limit $most
        """,
        {**_days(brand, since, until), "most": most},
    )


def behind(brand: str, since: date, until: date, condition: str, **equal: str) -> Records:
    """The records of the answers of some days that meet a condition over the view `ai_answers`, one per answer.

    `equal`: values of columns; '' for an empty cell. `$brand` and further parameters may stand in the condition.
    """
    listed = [condition, *(f"coalesce({name}, '') = ${name}" for name in equal)]
    keys = f"""
        select (upload_id, part, record, identity)
        from ai_answers
        where is_answer and brand = $brand and day between $since and $until and {" and ".join(listed)}
    """
    conditions = ["r.state = 'kept'", f"(r.upload_id, r.part, r.record, r.identity) in ({keys})"]
    return records.kept("ai_answer_records", conditions, {**_days(brand, since, until), **equal})


def _days(brand: str, since: date, until: date) -> dict[str, object]:
    return {"brand": brand, "since": since, "until": until}


def naming(brand: str, since: date, until: date, name: str) -> Records:
    """The records of the answers that name a brand, by whichever of its names, one per answer."""
    return _behind_rows(brand, since, until, "coalesce(named_brand, named) = $name", name=name)


def citing(brand: str, since: date, until: date, site: str) -> Records:
    """The records of the answers that cite a site, one per answer."""
    listed = f"list_contains(list_transform(string_split(sources, chr(10)), lambda one: {host('one')}), $site)"
    return _behind_rows(brand, since, until, listed, site=site)


def _behind_rows(brand: str, since: date, until: date, condition: str, **parameters: str) -> Records:
    """The records of the first row of each answer of which some row meets a condition."""
    keys = f"""
        select (told.upload_id, told.part, told.record, told.identity)
        from ai_answers as told
        where told.is_answer and told.brand = $brand and told.day between $since and $until
          and (told.day, told.engine, coalesce(told.model, ''), told.prompt, coalesce(told.run, '')) in (
              select (day, engine, coalesce(model, ''), prompt, coalesce(run, ''))
              from ai_answers
              where brand = $brand and day between $since and $until and {condition}
          )
    """
    conditions = ["r.state = 'kept'", f"(r.upload_id, r.part, r.record, r.identity) in ({keys})"]
    return records.kept("ai_answer_records", conditions, {**_days(brand, since, until), **parameters})
