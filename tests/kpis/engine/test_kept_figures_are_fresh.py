"""Whatever is written, corrected, undone, withdrawn or set, a kept figure is the one that a fresh statement gives.

EREPUTATION_KEPT=400 (`make kept`): so many changes, and every KPI after each.
"""

import json
import os
import random
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data import ledger
from data.decisions import accounts, corrections, history, own_media, publishing_plan, rhythms, topics
from data.decisions.brands import set_role
from data.derived import sentiment_labels
from data.migrations import open_store
from data.store import Store, now
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine import kept_states, kept_weeks
from kpis.engine.scope import Scope
from kpis.inputs import registry, working_time
from kpis.objectives import objectives, weekly_verdicts
from tests import canonical
from tests.kpis import world
from tests.kpis.engine.tables_read import tables_read, tables_told

LONG = int(os.environ.get("EREPUTATION_KEPT", "0"))
KPIS = [name for name, kpi in catalogue().items() if not kept_weeks.NEVER & set(kpi.reads)]
TODAY = date.fromisoformat(world.TODAY)
SCOPE = Scope(date(2026, 3, 2), date(2026, 4, 5), ("Aurelle",), today=TODAY)


# of the short form: of every kind of dependency
SAMPLE = (
    "mention_volume", "net_sentiment_score", "share_of_voice", "unique_authors", "posts_count", "followers_total",
    "response_rate", "spike_days", "data_completeness", "response_within_sla_rate",
)  # fmt: skip


@pytest.fixture(scope="module")
def world_file(tmp_path_factory):
    """The world, without the long past of its mentions."""
    path = tmp_path_factory.mktemp("world") / "e-reputation.duckdb"
    world.load(store := open_store(path), [one for one in world.uploads() if one[2][0] != world.BEFORE])
    store.close()
    return path


@pytest.fixture
def small_world(tmp_path, world_file):
    store = Store(Path(shutil.copyfile(world_file, tmp_path / "e-reputation.duckdb")))
    yield store
    store.close()


def upload(store, chance):
    kind, table, _ = chance.choice(world.uploads())
    head, *rows = table.splitlines()
    days = sorted({row.split(" | ")[0][:10] for row in rows})
    first = chance.choice(days)
    last = (date.fromisoformat(first) + timedelta(days=chance.randrange(20))).isoformat()
    taken = [row for row in rows if first <= row[:10] <= last]
    if taken:
        text = "\n".join([head, *chance.sample(taken, k=max(1, min(len(taken), 30)))])
        world.LOADERS[kind](
            store, text.replace("2026", chance.choice(["2026", "2026", "2025"]), 0), covers=(first, last)
        )


def withdraw(store, chance):
    loaded = [row["upload_id"] for row in store.rows("select upload_id from uploads where status = 'loaded'")]
    if len(loaded) > 6:
        ledger.withdraw(store, chance.choice(loaded), who="test")


def correct(store, chance):
    known = [row["identity"] for row in store.rows("select identity from mentions order by identity")]
    field, value = chance.choice([("sentiment", "negative"), ("sentiment", "positive"), ("topic", "prix")])
    if known:
        corrections.correct(store, chance.choice(known), field=field, value=value, who="test")


def undo_correction(store, chance):
    made = [one for one in corrections.corrections(store) if one.undone_at is None]
    if made:
        corrections.undo(store, chance.choice(made).correction, who="test")


def undo(store, chance):
    made = [one for one in history.history(store) if one.is_last]
    if made:
        undone = chance.choice(made)
        default = {"label_sentiment": "off"}.get(undone.subject, "Europe/Paris")
        history.undo(store, undone, who="test", default=default)


def say_whose(store, chance):
    brand = chance.choice(["Aurelle", "Novane"])
    set_role(store, brand, chance.choice(["own", "competitor", "other"]), who="test")


def rule(store, chance):
    words = chance.sample(["retard", "livraison", "prix", "service", "story"], k=2)
    topics.set_topic(store, "livraison", words=words, is_sensitive=chance.random() < 0.5, who="test")


def own(store, chance):
    found = [
        row["author"] for row in store.rows("select distinct author from mentions where author is not null order by 1")
    ]
    if found:
        own_media.declare(store, "Aurelle", accounts=chance.sample(found, k=min(len(found), 2)), who="test")


def hours(store, chance):
    opens = chance.choice(["08:00-17:00", "09:00-18:00"])
    working_time.declare(store, between=opens, weekdays="12345", country=chance.choice(["FR", ""]), who="test")


def promise(store, chance):
    working_time.promise(store, chance.choice([1, 4, 24]), who="test")


def labels(store, chance):
    sentiment_labels.turn(store, chance.choice(["on", "off"]), who="test")


def zone(store, chance):
    """As a setting alone: a reload would write every record again."""
    row = {
        "name": "time_zone",
        "value": chance.choice(["Europe/Paris", "Asia/Tokyo"]),
        "set_at": now(),
        "set_by": "test",
    }
    store.append("settings", row)


def rhythm(store, chance):
    known = rhythms.rhythms(store)
    if len(known):
        one = known.iloc[chance.randrange(len(known))]
        channel = one["channel"] if isinstance(one["channel"], str) else None
        wanted = chance.choice(["daily", "weekly", "monthly", None])
        rhythms.set_rhythm(store, one["table_name"], one["brand"], channel, one["format"], rhythm=wanted, who="test")


def account(store, chance):
    known = store.rows("select distinct brand, channel, account from follower_records where account <> '' order by all")
    if known:
        day = SCOPE.since + timedelta(days=chance.randrange(30))
        accounts.declare(store, *chance.choice(known).values(), closed_on=day, who="test")


def plan(store, chance):
    publishing_plan.plan(store, "x", chance.randrange(9), valid_from=SCOPE.since, who="test", brand="Aurelle")


def restart(store, chance):
    """Memory is gone, the file beside the store is there."""
    kept_weeks.forget(store)


CHANGES = [
    upload, upload, upload, withdraw, correct, correct, undo_correction, undo, say_whose, rule, own, hours, promise,
    labels, zone, rhythm, account, plan, restart, restart,
]  # fmt: skip


def plain(frame):
    """Texts as objects, all that is missing alike."""
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name]) and name != "period"]
    return frame.assign(**{name: frame[name].astype(object).where(frame[name].notna(), None) for name in texts})


def assert_same_verdicts(store, kpi, scope, told):
    """The verdicts of each week, the baseline and its days are those that are computed anew."""
    if "verdicts" in kpi.needs:
        return
    signed = (*objectives.effective(store), watched(kpi))
    channel = scope.channels[0] if scope.channels else None
    wide = replace(scope, channels=())
    found = weekly_verdicts.evaluate(store, kpi, wide, signed, channel=channel)
    with kept_states.nothing_kept():
        fresh = weekly_verdicts.evaluate(store, kpi, wide, signed, channel=channel)
    pd.testing.assert_frame_equal(plain(found.weeks), plain(fresh.weeks), check_dtype=False, rtol=1e-9, obj=told)
    assert found.verdicts == fresh.verdicts, told
    assert found.baseline == pytest.approx(fresh.baseline), told
    assert found.baseline_days == fresh.baseline_days, told


def watched(kpi):
    """An objective that needs the baseline of a KPI."""
    given = next(one for one in objectives.starting() if one.mode.startswith("baseline"))
    return replace(given, kpi=kpi.id, brand="Aurelle", role="senior", channel=None, casquette=kpi.casquette)


@pytest.mark.parametrize("seed", range(max(1, LONG // 40)))
def test_no_change_leaves_a_stale_figure(small_world, seed, monkeypatch):
    chance, ran = random.Random(seed), []
    run = registry.run
    monkeypatch.setattr(registry, "run", lambda *given, **named: (ran.append(1), run(*given, **named))[1])
    kept = 0
    for step in range(40 if LONG else 24):
        change = chance.choice(CHANGES)
        change(small_world, chance)
        for name in KPIS if LONG else chance.sample(SAMPLE, k=4):
            scope = replace(
                SCOPE,
                brands=("Aurelle",) if chance.random() < 0.8 else ("Aurelle", "Novane"),
                channels=("x",) if chance.random() < 0.2 and "channel" in catalogue()[name].by else (),
                today=TODAY + timedelta(days=chance.choice([0, 0, 0, 1, 30])),
            )
            grain = "week" if chance.random() < 0.8 else "four weeks"
            before = len(ran)
            found = compute(small_world, name, scope, grain=grain)
            kept += len(ran) == before
            with kept_states.nothing_kept():
                fresh = compute(small_world, name, scope, grain=grain)
            told = f"{name} by {grain} after {change.__name__}, step {step} of seed {seed}: {scope}"
            pd.testing.assert_frame_equal(
                plain(found), plain(fresh), check_dtype=False, check_exact=False, rtol=1e-9, atol=1e-9, obj=told
            )
            if len(scope.brands) == 1:
                assert_same_verdicts(small_world, catalogue()[name], scope, told)
    assert kept > (200 if LONG else 1)


@pytest.mark.parametrize(
    "name", ["mention_volume", "net_sentiment_score", "unique_authors", "share_of_voice", "posts_count"]
)
def test_a_write_to_one_week_leaves_the_others_kept(small_world, name, monkeypatch):
    store = small_world
    """Counted by the days that the statement after the write is over."""
    spans = []
    run = registry.run
    monkeypatch.setattr(
        registry,
        "run",
        lambda store, asked, *more, **named: (spans.append(asked.scope), run(store, asked, *more, **named))[1],
    )
    compute(store, name, SCOPE)
    assert [one.since < SCOPE.since for one in spans] == [True]  # the whole history, once
    spans.clear()
    canonical.mentions(
        store, canonical.daily("2026-03-18", [2, 1], Brand="Aurelle", Channel="x"), format="template_mentions"
    )
    january = replace(SCOPE, until=date(2026, 3, 15))
    compute(store, name, january)
    assert not spans
    kept_weeks.forget(store)  # a restart
    compute(store, name, january)
    assert not spans
    compute(store, name, SCOPE)
    if name == "posts_count":
        assert not spans
    else:
        assert [(one.since, one.until) for one in spans] == [(date(2026, 3, 16), date(2026, 3, 22))]


def test_what_is_undone_finds_the_figures_of_before(small_world, monkeypatch):
    compute(small_world, "net_sentiment_score", SCOPE)
    identity = small_world.value("select min(identity) from mentions where brand = 'Aurelle'")
    change = corrections.correct(small_world, identity, field="sentiment", value="negative", who="test")
    corrections.undo(small_world, change.correction, who="test")
    monkeypatch.setattr(registry, "run", lambda *_, **__: pytest.fail("computed again"))
    compute(small_world, "net_sentiment_score", SCOPE)


@pytest.mark.parametrize("harm", [b"", b"no database", None])
def test_a_damaged_file_costs_time_and_no_figure(small_world, harm):
    first = compute(small_world, "mention_volume", SCOPE)
    small_world.close()
    kept_weeks.forget(small_world)
    whole = small_world.figures.read_bytes()
    if harm is None:  # one byte of a frame
        at = whole.rindex(b"Aurelle")
        harm = whole[:at] + b"B" + whole[at + 1 :]
    small_world.figures.write_bytes(harm)
    pd.testing.assert_frame_equal(compute(small_world, "mention_volume", SCOPE), first)


def test_a_kpi_reads_nothing_that_its_fingerprints_do_not_cover(small_world, monkeypatch):
    """Every table that the statements of a figure name, inputs included, is one that it is said to depend on."""

    kinds = {catalogue()[name].reads: name for name in KPIS}
    for name in KPIS if LONG else kinds.values():
        kpi = catalogue()[name]
        with kept_states.nothing_kept():
            read = tables_read(small_world, lambda name=name: compute(small_world, name, SCOPE))
        assert read, name
        assert not read - tables_told(small_world, kpi), (
            name,
            json.dumps(sorted(read - tables_told(small_world, kpi))),
        )
