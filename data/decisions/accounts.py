"""Accounts that were opened or closed: declared once, with the days, in place of counts that are then no gap.

Before an account was opened, and after it was closed, nothing is expected of it: its network's totals are those of the
other accounts, and the counts that an export states outside these days are not used.
"""

from __future__ import annotations

import json
from datetime import date

import pandas as pd

from data.decisions import log as decision_log
from data.sentences import Refusal
from data.store import Store

KIND = "account"


def accounts(store: Store) -> pd.DataFrame:
    """One row per account that is counted or declared: brand, channel, account ('' where no export names it), first_day
    and last_day of its counts (null without any), opened_on, closed_on (null: not declared)."""
    return store.frame(
        """
        with named as (
            select brand, channel, min(account) as account
            from follower_records
            where account <> ''
            group by brand, channel
            having count(distinct account) = 1
        ),
        counted as (
            select
                r.brand,
                r.channel,
                coalesce(nullif(r.account, ''), named.account, '') as account,
                min(r.day) as first_day,
                max(r.day) as last_day
            from follower_records r
            left join named on named.brand = r.brand and named.channel = r.channel
            where r.state = 'kept'
            group by all
        )
        select
            coalesce(c.brand, l.brand) as brand,
            coalesce(c.channel, l.channel) as channel,
            coalesce(c.account, l.account) as account,
            c.first_day,
            c.last_day,
            l.opened_on,
            l.closed_on
        from counted c
        full join account_lives l
          on l.brand = c.brand
         and l.channel = c.channel
         and lower(l.account) = lower(c.account)
        order by brand, channel, account
        """
    )


def declare(
    store: Store,
    brand: str,
    channel: str,
    account: str,
    *,
    opened_on: date | None = None,
    closed_on: date | None = None,
    who: str,
) -> None:
    """Declare the first and the last day of an account; None for both withdraws the declaration.

    Raises Refusal when the last day is before the first, or the account is not known.
    """
    if opened_on and closed_on and closed_on < opened_on:
        raise Refusal(
            "The account closes ({closed}) before it opens ({opened}): exchange the two days.",
            closed=closed_on,
            opened=opened_on,
        )
    known = accounts(store)
    same = known[(known["brand"] == brand) & (known["channel"] == channel)]
    match = same[same["account"].str.lower() == account.lower()]
    if match.empty:
        raise Refusal(
            "No account '{account}' of {brand} is counted on {channel}. Known there: {known}.",
            account=account,
            brand=brand,
            channel=channel,
            known=", ".join(same["account"]) or "–",
        )
    value = json.dumps([str(opened_on or ""), str(closed_on or "")]) if opened_on or closed_on else ""
    subject = json.dumps([brand, channel, match["account"].iloc[0]], ensure_ascii=False)
    decision_log.decide(store, KIND, subject, value, who=who)
