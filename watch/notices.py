"""Notices of what audits of search engines and assistants show: negative items that are new or worse, told once each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from data.decisions.brands import own_brands
from data.reports.settings import links_of
from data.store import Store, time_zone
from data.watch import channels, messages
from kpis.analysis import audit_changes
from watch import messages as texts
from watch.evaluating import FRESH

VIGILANCE = 1  # the level of a notice


def notice(store: Store, at: datetime) -> tuple[int, ...]:
    """Put the notices of our own brands into the outbox, for those who are told of vigilance; returns their numbers."""
    zone = ZoneInfo(time_zone(store))
    today, moment = at.astimezone(zone).date(), at.astimezone(UTC).replace(tzinfo=None)
    links = links_of(store)
    missing = []
    for brand in own_brands(store):
        wanted = [one for one in channels.channels(store) if not one.after and one.wants(brand, VIGILANCE)]
        if not wanted:
            continue
        found = audit_changes.alarming(audit_changes.audit_changes(store, brand, today))
        for row in found[found["day"] >= pd.Timestamp(today - FRESH)].itertuples():
            for channel in wanted:
                subject, body = texts.notice(brand, row, channel.language, links=links)
                about = json.dumps([row.kind, row.engine, row.query, row.item, row.change, str(row.day.date())])
                due = channels.not_before(channel, VIGILANCE, at, zone).astimezone(UTC).replace(tzinfo=None)
                missing += [
                    {"brand": brand, "channel": channel.name, "address": address, "subject": subject, "body": body, "due_at": due, "about": about}
                    for address in channel.addresses or ("",)
                    if not messages.is_noticed(store, brand, channel.name, address, about)
                ]  # fmt: skip
    if not missing:
        return ()
    with store.writing() as cursor:
        put = [messages.add(cursor, episode=0, level=VIGILANCE, reason="notice", at=moment, **one) for one in missing]
    return tuple(number for number in put if number is not None)
