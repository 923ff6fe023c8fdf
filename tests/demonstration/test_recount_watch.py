"""The watch of the demonstration, worked out again in plain Python from the records."""

import math
from collections import defaultdict
from datetime import date, timedelta
from statistics import median, quantiles

import pytest
from scipy import stats

from data.demo import logs
from kpis.analysis.episodes import shifts, watched
from kpis.engine.scope import Scope
from tests.demonstration.test_recount import per_week, same, unique_mentions
from tests.demonstration.test_recount_relation import read

BRAND = "Aurelle"
SINCE, UNTIL = date(2026, 8, 24), date(2026, 11, 15)
RULES = {
    "all": {}, "negative": {}, "mentions": {"copies": True}, "negative_mentions": {"copies": True},
    "sensitive": {"least": 3}, "press": {"least": 3}, "voices": {"least": 10, "copies": True, "tail": 1.6},
}  # fmt: skip
KINDS = {"negative": "tone", "negative_mentions": "tone", "sensitive": "sensitive", "voices": "spread"}
CONCERN = tuple(KINDS)
SIX_HOURS, DAY = timedelta(hours=6), timedelta(days=1)


@pytest.fixture(scope="module")
def mentions(store):
    families = {row["story"]: row["family"] for row in store.rows("select story, family from mention_families")}
    sensitive = {row["identity"] for row in store.rows("select identity from mentions where is_sensitive")}
    told = unique_mentions(store)
    for one in told:
        one["told"], one["is_sensitive"] = families.get(one["story"], one["story"]), one["identity"] in sensitive
        one["is_concern"] = one["is_sensitive"] or one["sentiment"] == "negative"
    return told


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


@pytest.fixture(scope="module")
def rows(store):
    """What the watch says of each day, from the first one on."""
    first = store.value("select min(covered_from) from coverage where table_name = 'mentions' and brand = ?", [BRAND])
    return watched(store, Scope(first, UNTIL, (BRAND,), today=UNTIL + 10 * DAY))


@pytest.fixture(scope="module")
def counts(mentions, rows):
    """Signal -> day -> count, of the days that are covered."""
    days = rows[(rows["signal"] == "all") & rows["observed"].notna()]["day"]
    found = {name: dict.fromkeys(days, 0) for name in RULES}
    stories = defaultdict(list)
    for one in mentions:
        day, is_bad, is_sensitive = one["day"], one["sentiment"] == "negative", one["is_sensitive"]
        if one["brand"] != BRAND or day not in found["all"]:
            continue
        found["mentions"][day] += 1
        found["negative_mentions"][day] += is_bad
        if one["unique"]:
            found["all"][day] += 1
            found["negative"][day] += is_bad
            found["sensitive"][day] += is_sensitive
            found["press"][day] += (is_bad + is_sensitive) * (one["source_type"] == "press")
        stories[one["told"]].append(one)
        found["voices"][day] = max(found["voices"][day], 1)
    for told in stories.values():
        told.sort(key=lambda one: one["published_at"])
        for day in {one["day"] for one in told}:
            of_day = [one for one in told if one["day"] == day]
            if 2 * sum(one["sentiment"] == "positive" for one in of_day) <= len(of_day):
                found["voices"][day] = max(found["voices"][day], *(len(voices(told, one)) for one in of_day))
    return found


def voices(told, last):
    """Those that told a story in the six hours up to a mention; who is not named is one more."""
    until = last["published_at"]
    return {
        one["author_key"] if one["author_key"] is not None else ("nobody", one["identity"])
        for one in told
        if until - SIX_HOURS <= one["published_at"] <= until
    }


@pytest.fixture(scope="module")
def judged(rows, counts):
    """Signal -> day -> (z, level), by rule G. From a new normal on, as the watch has it: the rule below knows none."""
    found = {}
    for name, told in counts.items():
        known_on = min((one.known_on for one in shifts(rows) if one.signal == name), default=None)
        mine = {row.day: (row.z, row.level) for row in rows[rows["signal"] == name].itertuples() if row.z == row.z}
        known = {day: one for day, one in rule_g(told, list(told), **RULES[name]).items() if one[0] > -math.inf}
        if known_on is not None:
            known = {day: one for day, one in known.items() if day <= known_on}
        early = {day: one for day, one in mine.items() if known_on is None or day <= known_on}
        assert {day: one[1] for day, one in early.items()} == {day: one[1] for day, one in known.items()}, name
        assert {day: one[0] for day, one in early.items()} == pytest.approx({day: one[0] for day, one in known.items()})
        found[name] = mine | known
    return found


def test_the_demonstrations_spikes(store, judged):
    """Rule G day by day, of every signal."""
    for name in ("all", "negative", "negative_mentions", "sensitive"):
        assert max(level for _, level in judged[name].values()) == 2
    severity = {}
    for day, (z, _) in judged["negative"].items():
        if day >= SINCE:
            severity[week(day)] = max(severity.get(week(day), -math.inf), z, judged["negative_mentions"][day][0])
    same(store, "spike_severity", severity, SINCE, UNTIL)


def week(day):
    return BRAND, (day - timedelta(days=day.weekday())).isoformat()


def test_the_demonstrations_levels_recoveries_and_missed_episodes(store, mentions, rows, judged):
    """As docs/statistics.md says, from the signals of each day; the alerts are the lines of the log."""
    days = sorted(set.union(*(set(judged[name]) for name in CONCERN)))
    signals = {day: {name: told[day] for name, told in judged.items() if day in told} for day in days}
    alarms = {day: alarm(signals[day], mentions, day) for day in days}
    levels = {day: confirmed(day, alarms, signals[day], mentions) for day in days}
    highest = defaultdict(float)
    for day, level in levels.items():
        highest[week(day)] = max(highest[week(day)], level)
    first = days[0] - timedelta(days=days[0].weekday())
    same(store, "crisis_level", dict(highest), first, UNTIL)
    told = rows[(rows["signal"] == "crisis") & rows["level"].notna()]
    assert dict(zip(told["day"], told["level"], strict=True)) == levels
    assert set(levels.values()) == {0, 1, 2, 3}
    alerts = [one["Prise en charge le"].date() for one in read(logs.alerts(None))]
    recovered, missed = {}, defaultdict(list)
    begun = rang = peak = None
    calm = 0
    for day in days:
        z = max(one[0] for name, one in signals[day].items() if name in CONCERN)
        calm = calm + 1 if z < 2 and day - DAY in levels else 0
        if levels[day] >= 1 and begun is None:
            begun = day
        if alarms[day] == 2:
            if rang is None:
                rang, due = day, day + DAY
                missed[week(due)].append(not any(begun - DAY <= one <= due for one in alerts))
            peak = max(peak or (z, day), (z, day), key=lambda one: one[0])
        if calm == 3:
            if peak is not None:
                recovered[week(day)] = max(recovered.get(week(day), 0), (day - peak[1]).days)
            begun = rang = peak = None
            calm = 0
    assert len(recovered) == len(missed) == 2
    same(store, "crisis_recovery_days", recovered, first, UNTIL)
    same(store, "missed_episode_rate", {key: sum(told) / len(told) for key, told in missed.items()}, first, UNTIL)


def alarm(signals, mentions, day):
    """The level that the signals alone make: 0, 1 or 2."""
    worst = max(level for name, (_, level) in signals.items() if name in CONCERN)
    if signals["mentions"][1] == 2:
        told = [one["sentiment"] for one in mentions if one["brand"] == BRAND and one["day"] == day]
        return max(worst, 2 if 2 * told.count(None) > len(told) else 1)
    return worst


def confirmed(day, alarms, signals, mentions):
    """3 for an alert that something else confirms."""
    if alarms[day] < 2:
        return alarms[day]
    kinds = {KINDS[name] for name in CONCERN if name in signals and signals[name][1] == 2}
    if alarms.get(day - DAY) == 2 or len(kinds) > 1 or signals["press"][1] >= 1:
        return 3
    largest = defaultdict(int)
    for one in mentions:
        if one["brand"] == BRAND and day - 56 * DAY <= one["day"] < day and one["author_key"] is not None:
            largest[one["day"]] = max(largest[one["day"]], audience(one))
    bar = quantiles(largest.values(), n=20, method="inclusive")[-1]
    of_day = [one for one in mentions if one["brand"] == BRAND and one["day"] == day and one["author_key"] is not None]
    return 3 if any(one["is_concern"] and audience(one) > bar for one in of_day) else 2


def audience(one):
    return one["author_followers"] if one["author_followers"] is not None else one["reach"] or 0


def rule_g(counts, days, *, least=5, copies=False, tail=1):
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
        z = (now - at) / (s * tail)
        high = counts[day] >= least and counts[day] >= 1.5 * max(usual, 0)
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
