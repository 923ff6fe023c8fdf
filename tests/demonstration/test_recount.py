"""Figures of the demonstration and of the airlines, counted again in plain Python from the records."""

import shutil
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from data.store import Store
from loaders.load import load
from tests.canonical import brands
from tests.kpis.figures import computed

SINCE, UNTIL = date(2026, 10, 19), date(2026, 11, 15)  # four whole weeks
OTHERS = ("press", "blog")


def rows(store, table, columns):
    return store.rows(f"select {columns} from {table} where state = 'kept'")


def unique_mentions(store):
    """The mentions, each with `unique`: the first of its story, or first after the 72 hours from that one."""
    family = {row["story"]: row["family"] for row in store.rows("select story, family from mention_families")}
    told = rows(
        store,
        "mention_records",
        "identity, brand, channel, source_type, source, author, author_followers, author_key, published_at, day, story, "
        "sentiment, reach, engagement, is_repost, length(wording(coalesce(text, title, ''))) as letters",
    )
    labels = {row["identity"]: row["sentiment"] for row in store.rows("select identity, sentiment from mentions")}
    stories = defaultdict(list)
    for one in told:
        one["sentiment"], one["unique"] = labels[one["identity"]], False
        stories[family.get(one["story"], one["story"])].append(one)
    for copies in stories.values():
        begun = None
        for one in sorted(copies, key=lambda one: (one["published_at"], one["identity"])):
            if begun is None or one["published_at"] - begun > timedelta(hours=72):
                begun = one["published_at"]
                one["unique"] = not (one["is_repost"] and one["letters"] < 30)
    return told


def per_week(mentions, since=SINCE, until=UNTIL):
    """(brand, Monday) -> its mentions."""
    weeks = defaultdict(list)
    for one in mentions:
        if since <= one["day"] <= until:
            weeks[one["brand"], (one["day"] - timedelta(days=one["day"].weekday())).isoformat()].append(one)
    return weeks


def reach(mentions):
    heard = defaultdict(int)
    for one in mentions:
        if one["source_type"] == "social":
            key, audience = one["author_key"] or one["source"], one["author_followers"] or one["reach"]
        else:
            key, audience = one["source"] or one["author_key"], one["reach"] or one["author_followers"]
        if audience is not None:
            heard[key if isinstance(key, int) else key.lower().removeprefix("www.")] = max(
                heard[key if isinstance(key, int) else key.lower().removeprefix("www.")], audience
            )
    return sum(heard.values())


def recounted(mentions):
    """KPI -> its value for the mentions of one brand and week. No brand writes about itself in these files."""
    unique = [one for one in mentions if one["unique"]]
    tone = {name: sum(one["sentiment"] == name for one in unique) for name in ("positive", "neutral", "negative")}
    total, sides = sum(tone.values()), tone["positive"] + tone["negative"]
    measured = [one["engagement"] for one in unique if one["engagement"] is not None]
    return {
        "mention_volume": len(mentions),
        "mention_volume_unique": len(unique),
        "duplicate_rate": 1 - len(unique) / len(mentions),
        "earned_coverage": sum(one["source_type"] in OTHERS for one in unique),
        "unique_authors": len({one["author_key"] for one in unique if one["author_key"] is not None}),
        "engagement_per_mention": sum(measured) / len(measured) if measured else None,
        "net_sentiment_score": 100 * (tone["positive"] - tone["negative"]) / total,
        "negative_share": tone["negative"] / total,
        "brand_health_index": tone["positive"] / sides,
        "sentiment_unknown_rate": sum(one["sentiment"] is None for one in unique) / len(unique),
        "potential_reach": reach(mentions),
    }


def same(store, kpi, expected, since=SINCE, until=UNTIL, grain="week"):
    frame = computed(store, kpi, since.isoformat(), until.isoformat(), grain=grain)
    found = {(row.series, row.period): row.value for row in frame.itertuples() if row.value == row.value}
    assert {key: found[key] for key in expected} == pytest.approx(expected), kpi


def check(store, mentions, since, until, left_out=()):
    weeks = per_week(mentions, since, until)
    values = {key: recounted(told) for key, told in weeks.items()}
    for kpi in next(iter(values.values())):
        known = {key: found[kpi] for key, found in values.items() if found[kpi] is not None}
        if kpi not in left_out:
            same(store, kpi, known, since, until)


def test_the_figures_of_the_demonstrations_mentions(store):
    mentions = unique_mentions(store)
    assert sum(one["unique"] for one in mentions) > 50_000
    check(store, mentions, SINCE, UNTIL)


def test_the_demonstrations_advocates_and_positive_voices(store):
    mentions = [one for one in unique_mentions(store) if one["unique"]]
    expected = {}
    for brand in {one["brand"] for one in mentions}:
        authors = defaultdict(list)
        for one in mentions:
            if one["brand"] == brand and UNTIL - timedelta(days=30) < one["day"] <= UNTIL and one["author_key"]:
                authors[one["author_key"]].append(one["sentiment"])
        expected[brand, "2026-11-09"] = sum(
            told.count("positive") >= 2 and "negative" not in told for told in authors.values()
        )
    same(store, "active_advocates", expected, date(2026, 11, 9))
    positive = defaultdict(int)
    for (brand, monday), told in per_week(mentions, date(2026, 11, 9)).items():
        positive[brand, monday] += sum(one["sentiment"] == "positive" for one in told)
    same(
        store,
        "positive_share_of_voice",
        {key: count / sum(positive.values()) for key, count in positive.items()},
        date(2026, 11, 9),
    )


def test_the_demonstrations_posts_and_conversations(store):
    posts = rows(store, "post_records", "brand, day, reach, reactions, comments, shares, engagement, is_paid")
    reached, commented = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
    for (brand, monday), told in per_week(posts).items():
        for one in told:
            parts = [one["reactions"], one["comments"], one["shares"]]
            known = [part for part in parts if part is not None]
            engagements = sum(known) if len(known) == 3 else max([one["engagement"] or 0, sum(known)])
            if one["is_paid"]:
                continue
            if one["reach"] is not None and (known or one["engagement"] is not None):
                reached[brand, monday][0] += engagements
                reached[brand, monday][1] += one["reach"]
            if one["comments"] is not None:
                commented[brand, monday][0] += one["comments"]
                commented[brand, monday][1] += 1
    same(store, "engagement_rate_reach", {key: of / out for key, (of, out) in reached.items()})
    same(store, "conversation_rate", {key: of / out for key, (of, out) in commented.items()})
    told = rows(
        store,
        "conversation_records",
        "brand, day, upload_id, part, lower(kind) as kind, sentiment, last_sentiment, is_satisfied, is_resolved, "
        "resolved_at, treated_at, is_answered, coalesce(first_reply_at is not null or first_reply_minutes is not null, "
        "false) as has_reply",
    )
    tells = defaultdict(set)
    for one in told:
        one["answered"] = one["has_reply"] or one["is_answered"]
        one["resolved"] = one["is_resolved"] if one["is_resolved"] is not None else bool(one["resolved_at"]) or None
        for name in ("answered", "resolved", "treated_at"):
            if one[name] is not None and (name != "answered" or one["has_reply"] or one["is_answered"] is not None):
                tells[one["upload_id"], one["part"]].add(name)
    calmed, moderated = defaultdict(list), defaultdict(list)
    for key, week in per_week(told).items():
        for one in week:
            known = tells[one["upload_id"], one["part"]]
            if one["resolved"] is None and "resolved" in known:
                one["resolved"] = False
            if one["sentiment"] == "negative" and one["answered"]:
                last = None if one["last_sentiment"] is None else one["last_sentiment"] != "negative"
                signs = [sign for sign in (one["is_satisfied"], last, one["resolved"]) if sign is not None]
                calmed[key] += signs[:1]
            if (one["kind"] or "").startswith("comment") and known:
                moderated[key].append(bool(one["treated_at"] or one["answered"] or one["resolved"]))
    same(store, "deescalation_rate", {key: sum(signs) / len(signs) for key, signs in calmed.items()})
    same(store, "comments_moderated_rate", {key: sum(done) / len(done) for key, done in moderated.items()})


def test_the_demonstrations_delays_with_the_cases_that_are_open(store):
    """Resolution by the calendar; the product-limit estimate counted case by case."""
    told = rows(
        store,
        "conversation_records",
        "brand, day, upload_id, part, received_at, lower(kind) as kind, needs_answer, is_resolved, resolved_at, "
        "first_reply_at, first_reply_minutes, treated_at, routed_at, is_satisfied",
    )
    covered = {row["upload_id"]: row["covered_to"] for row in store.rows("select upload_id, covered_to from uploads")}
    ends, tells = {}, set()
    for one in told:
        part = one["upload_id"], one["part"]
        if one["first_reply_at"] is None and one["first_reply_minutes"] is not None:
            one["first_reply_at"] = one["received_at"] + timedelta(minutes=one["first_reply_minutes"])
        end = datetime.combine(covered[one["upload_id"]] + timedelta(days=1), time(), ZoneInfo("Europe/Paris"))
        end = end.astimezone(UTC).replace(tzinfo=None)
        moments = [one[name] for name in ("first_reply_at", "treated_at", "resolved_at", "routed_at")]
        ends[part] = max([ends.get(part, end), *(m for m in moments if m and m <= end + timedelta(days=35))])
        if one["resolved_at"] is not None or one["is_resolved"] is not None:
            tells.add(part)
    medians, solved = {}, {}
    for key, week in per_week(told).items():
        cases, due = [], []
        for one in week:
            end, begun = ends[one["upload_id"], one["part"]], one["received_at"]
            needs = one["needs_answer"]
            needs = not (one["kind"] or "").startswith("comment") if needs is None else needs
            if not needs or (one["upload_id"], one["part"]) not in tells:
                continue
            is_resolved = bool(one["resolved_at"]) if one["is_resolved"] is None else one["is_resolved"]
            if begun <= end - timedelta(days=7):
                due.append(is_resolved and one["is_satisfied"] is not False)
            if one["resolved_at"] is not None and one["resolved_at"] >= begun:
                last = min(one["resolved_at"], end)
                cases.append(((last - begun).total_seconds() / 3600, one["resolved_at"] <= end))
            elif one["resolved_at"] is None and not is_resolved:
                cases.append((max((end - begun).total_seconds(), 0) / 3600, False))
        medians[key], solved[key] = product_limit(cases), sum(due) / len(due) if due else None
    assert medians
    same(store, "resolution_time_median", {key: value for key, value in medians.items() if value is not None})
    same(store, "issue_resolution_rate", {key: value for key, value in solved.items() if value is not None})


def product_limit(cases):
    """The first duration that at most half of the cases outlast; the middle, where half of them do for a while."""
    share, half = Fraction(1), None
    for moment in sorted({duration for duration, is_over in cases if is_over}):
        at_risk = sum(duration >= moment for duration, _ in cases)
        share *= 1 - Fraction(sum(is_over and duration == moment for duration, is_over in cases), at_risk)
        if half is not None:
            return (half + moment) / 2
        if share < Fraction(1, 2):
            return moment
        if share == Fraction(1, 2):
            half = moment
    return half


def test_the_demonstrations_visits_from_networks(store):
    networks = {"facebook", "instagram", "x", "linkedin", "youtube", "tiktok", "dailymotion"}
    visits, revenue = defaultdict(int), defaultdict(float)
    business = rows(store, "business_records", "brand, day, channel, source, visits, revenue")
    for key, told in per_week(business).items():
        for one in told:
            if one["channel"] in networks:
                visits[key] += one["visits"] or 0
                revenue[key] += one["revenue"] or 0
    assert visits
    same(store, "social_visits", visits)
    same(store, "social_revenue", revenue)


# how often each source of the demonstration is read, as its story tells: by table, or by table and format
RHYTHMS = {"alerts": None, "reports": None, "relations": None, "surveys": None, "links": None, "search_audits": 7,
           "ai_answers": 7,
           ("followers", "template_followers"): 7}  # fmt: skip


def test_what_the_sources_of_the_demonstration_owe(store):
    """A day of a daily source, one reading in the week of a weekly one; reported seven days after the week."""
    monday, sunday, reported = date(2026, 11, 9), UNTIL, date(2026, 11, 22)
    windows = store.rows(
        "select c.table_name, c.brand, c.channel, p.format, c.covered_from, c.covered_to from coverage c "
        "join upload_parts p on p.upload_id = c.upload_id and p.part = c.part and p.table_name = c.table_name"
    )
    sources = defaultdict(list)
    for one in windows:
        sources[one["brand"], one["table_name"], one["channel"], one["format"]].append(
            (one["covered_from"], one["covered_to"])
        )
    due, read, late = defaultdict(int), defaultdict(int), defaultdict(list)
    for (brand, table, _, form), spans in sources.items():
        spacing = RHYTHMS.get((table, form), RHYTHMS.get(table, 1))
        last = max(until for _, until in spans)
        if spacing is None or last + timedelta(days=35) < monday:
            continue
        if spacing == 1:
            days = [monday + timedelta(days=step) for step in range(7)]
            days = [day for day in days if min(since for since, _ in spans) <= day <= last + timedelta(days=35)]
            due[brand] += len(days)
            read[brand] += sum(any(since <= day <= until for since, until in spans) for day in days)
        else:
            due[brand] += 1
            read[brand] += any(since <= sunday and until >= monday for since, until in spans)
        if last + timedelta(days=35) >= reported:
            late[brand].append(max((reported - last).days - (spacing - 1), 0))
    same(store, "data_completeness", {(brand, "2026-11-09"): read[brand] / due[brand] for brand in due}, monday)
    same(store, "data_freshness_days", {(brand, "2026-11-09"): max(told) for brand, told in late.items()}, monday)
    samples = computed(store, "data_completeness", monday.isoformat(), sunday.isoformat())
    assert {row.series: row.n for row in samples.itertuples()} == dict(due)


def test_the_followers_of_the_demonstration(store):
    """Sums over accounts of the last count in the week and on its eve, and their difference; no account opens or closes."""
    monday = date(2026, 11, 9)
    counts = defaultdict(dict)
    for one in store.rows("select brand, channel, account, day, followers from followers where followers is not null"):
        counts[one["brand"], one["channel"], one["account"]][one["day"]] = one["followers"]
    total, before = defaultdict(int), defaultdict(int)
    for (brand, *_), told in counts.items():
        total[brand, "2026-11-09"] += told[max(day for day in told if day <= UNTIL)]
        before[brand, "2026-11-09"] += told[max(day for day in told if day < monday)]
    same(store, "followers_total", total, monday)
    same(store, "followers_net_new", {key: total[key] - before[key] for key in total}, monday)


def test_the_figures_of_the_airlines(tmp_path, empty_store_file, datasets):
    shutil.copyfile(empty_store_file, tmp_path / "airlines.duckdb")
    airlines = Store(tmp_path / "airlines.duckdb")
    window = (date(2015, 2, 16), date(2015, 3, 1))
    path = datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv"
    load(airlines, path, name="Tweets.csv", who="test", origin="test", covered=window)
    mentions = unique_mentions(airlines)
    own = airlines.rows("select author from mentions where is_own")
    assert not own  # the airlines' own accounts are not in the file
    check(airlines, mentions, *window, left_out=("potential_reach", "earned_coverage"))
    first, *others = sorted({one["brand"] for one in mentions})
    brands(airlines, own=first, competitors=others)
    voices = {week: sum(one["unique"] for one in told) for week, told in per_week(mentions, *window).items()}
    for monday in {monday for _, monday in voices}:
        everyone = sum(count for (_, week), count in voices.items() if week == monday)
        shares = {key: count / everyone for key, count in voices.items() if key[1] == monday}
        assert sum(shares.values()) == pytest.approx(1)
        same(airlines, "share_of_voice", shares, *window)
    airlines.close()
