"""The watch of the demonstration, worked out again in plain Python from the records."""

import math
from collections import defaultdict
from datetime import date, timedelta
from statistics import median

import pytest
from scipy import stats

from kpis.analysis.episodes import shifts, watched
from kpis.engine.scope import Scope
from tests.demonstration.test_recount import per_week, same, unique_mentions

BRAND = "Aurelle"
SINCE, UNTIL = date(2026, 8, 24), date(2026, 11, 15)
SIX_HOURS, DAY = timedelta(hours=6), timedelta(days=1)


@pytest.fixture(scope="module")
def mentions(store):
    families = {row["story"]: row["family"] for row in store.rows("select story, family from mention_families")}
    return [one | {"told": families.get(one["story"], one["story"])} for one in unique_mentions(store)]


def test_the_authors_of_the_demonstrations_fastest_story(store, mentions):
    """Of each mention, the authors of its story in the six hours up to it."""
    stories = defaultdict(list)
    for one in mentions:
        if one["author_key"] is not None:
            stories[one["brand"], one["told"]].append((one["published_at"], one["author_key"], one["day"]))
    fastest = defaultdict(lambda: 1)
    for (brand, _), told in stories.items():
        told.sort(key=lambda one: one[0])
        for moment, _, day in told:
            if SINCE <= day <= UNTIL:
                authors = {author for then, author, _ in told if moment - SIX_HOURS <= then <= moment}
                monday = (day - timedelta(days=day.weekday())).isoformat()
                fastest[brand, monday] = max(fastest[brand, monday], len(authors))
    expected = {key: fastest[key] for key in per_week(mentions, SINCE, UNTIL)}
    same(store, "story_burst_authors", expected, SINCE, UNTIL)
    assert max(expected.values()) > 1


def test_the_demonstrations_spikes(store, mentions):
    """Rule G day by day, of the signals that have no new normal in these seventy weeks."""
    first = store.value("select min(covered_from) from coverage where table_name = 'mentions' and brand = ?", [BRAND])
    days = [first + n * DAY for n in range((UNTIL - first).days + 1)]
    counts = {name: dict.fromkeys(days, 0) for name in ("all", "negative", "negative_mentions")}
    for one in mentions:
        if one["brand"] == BRAND and one["day"] <= UNTIL:
            is_bad = one["sentiment"] == "negative"
            counts["all"][one["day"]] += one["unique"]
            counts["negative_mentions"][one["day"]] += is_bad
            counts["negative"][one["day"]] += is_bad and one["unique"]
    rows = watched(store, Scope(first, UNTIL, (BRAND,), today=UNTIL + 10 * DAY))
    assert not {one.signal for one in shifts(rows)} & set(counts)
    covered = set(rows[(rows["signal"] == "all") & rows["observed"].notna()]["day"])
    days = [day for day in days if day in covered]
    judged = {name: rule_g(told, days, copies=name.endswith("mentions")) for name, told in counts.items()}
    for name, told in judged.items():
        mine = rows[rows["signal"] == name]
        found = {row.day: (row.z, row.level) for row in mine.itertuples() if row.z == row.z}
        known = {day: one for day, one in told.items() if one[0] > -math.inf}
        assert {day: one[1] for day, one in found.items()} == {day: one[1] for day, one in known.items()}
        assert {day: one[0] for day, one in found.items()} == pytest.approx({day: one[0] for day, one in known.items()})
        assert max(level for _, level in known.values()) == 2
    severity = {}
    for day in days:
        if day >= SINCE:
            key = (BRAND, (day - timedelta(days=day.weekday())).isoformat())
            worst = max(judged[name][day][0] for name in ("negative", "negative_mentions"))
            severity[key] = max(severity.get(key, -math.inf), worst)
    same(store, "spike_severity", severity, SINCE, UNTIL)


def rule_g(counts, days, *, copies):
    """Day -> (z, level), as docs/statistics.md says. `days`: those that are covered."""
    height = math.log1p if copies else lambda count: math.sqrt(count + 0.375)
    ordinary, judged = {}, {}
    for day in days:
        past = {n: ordinary[day - n * DAY] for n in range(84, 0, -1) if day - n * DAY in ordinary}
        now = height(counts[day])
        if len(past) < 14:
            judged[day] = (-math.inf, 0)
            ordinary[day] = now
            continue
        at, s, is_full = expected(past, day, copies)
        usual = math.expm1(at) if copies else at**2 - 0.375
        z = (now - at) / s
        high = counts[day] >= 5 and counts[day] >= 1.5 * max(usual, 0)
        level = (2 if z > 3.5 else 1 if z > 2.5 else 0) if high else 0
        judged[day] = (z, level)
        if level < 2 or not is_full:
            ordinary[day] = now
    return judged


def expected(past, day, copies):
    """(height expected, s, whether each weekday is known). `past`: days ago -> height."""
    weekday = {n: (day - n * DAY).weekday() for n in past}
    of = defaultdict(list)
    for n, y in past.items():
        of[weekday[n]].append(y)
    is_full = len(past) >= 56 and len(of[day.weekday()]) >= 4
    is_partly = not is_full and len(past) >= 28
    middle = median(past.values())
    effect = dict.fromkeys(range(7), 0.0)
    if is_full:
        effect |= {one: median(told) - middle for one, told in of.items() if len(told) >= 3}
    elif is_partly:
        for kind in ((0, 1, 2, 3, 4), (5, 6)):
            told = [y for one in kind for y in of[one]]
            if len(told) >= 4:
                effect |= dict.fromkeys(kind, median(told) - middle)
    plain = {n: y - effect[weekday[n]] for n, y in past.items()}
    recent = sorted(past)[:21]
    base = median(plain[n] for n in recent)
    rest = {n: y - base for n, y in plain.items()}
    centre = median(rest.values())
    cut = 3 * max(1.4826 * median(abs(one - centre) for one in rest.values()), 0.15)
    rest = {n: min(max(one, centre - cut), centre + cut) for n, one in rest.items()}
    mean, ago = sum(rest.values()) / len(rest), sum(rest) / len(rest)
    rest = {n: one - mean for n, one in rest.items()}
    drift = 0.0
    if len(past) >= 56:
        drift = sum((ago - n) * one for n, one in rest.items()) / max(sum((ago - n) ** 2 for n in rest), 1)
    rest = {n: one - drift * (ago - n) for n, one in rest.items()}
    if is_full:
        more = {one: sum(rest[n] for n in rest if weekday[n] == one) / len(of[one]) for one in of if of[one]}
        effect = {one: effect[one] + more.get(one, 0) for one in effect}
        rest = {n: one - more[weekday[n]] for n, one in rest.items()}
    spread = math.sqrt(sum(one**2 for one in rest.values()) / len(rest))
    near = [past[n] - effect[weekday[n]] - base + drift * n for n in recent]
    level = base + sum(min(max(one, -3 * spread), 3 * spread) for one in near) / len(near)
    growth = 1 if copies else min(max(level / max(level - drift * ago, 0.5), 1), 1.5)
    at = level + effect[day.weekday()]
    floor = max(0.2, math.exp(-max(at, 0) / 2)) if copies else 0.5
    student = [stats.t.isf(stats.norm.sf(3.5), days - 1) for days in (len(past), 84)]
    of_weekday = 1 / len(of[day.weekday()]) if is_full else 0.1 if is_partly else 0
    wider = student[0] / student[1] * math.sqrt((1 + 1 / len(near) + of_weekday) / (1 + 1 / 21 + 1 / 12))
    return at, max(spread * growth * max(wider, 1), floor), is_full
