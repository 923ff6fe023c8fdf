"""The watch: spike days, severity, crisis level and recovery, from the roll-up to the figure."""

import math
from dataclasses import replace
from datetime import date

import pytest

from kpis.analysis import episodes
from kpis.catalogue import catalogue
from kpis.engine.figure import figure_of
from kpis.engine.scope import Scope
from kpis.objectives.absence import absence_of
from kpis.objectives.verdict import Target, verdict_of
from tests import canonical
from tests.kpis.figures import aurelle, computed, row, values

QUIET = ["2026-01-05", 56]  # eight ordinary weeks, from a Monday


def quiet(store, per_day=4, **cells):
    """Eight weeks of so many neutral mentions a day."""
    canonical.mentions(
        store,
        canonical.daily(QUIET[0], [per_day] * QUIET[1], Brand="Aurelle", Channel="x", Sentiment="neutral", **cells),
    )


def week(store, *tables, covers=("2026-03-02", "2026-03-08")):
    for text in tables:
        canonical.mentions(store, text, covers=covers)


def said(first, counts, channel="x", sentiment="negative", text=None):
    """So many mentions a day; `text`: a wording whose number makes each a story of its own."""
    if text is None:
        return canonical.daily(first, counts, Brand="Aurelle", Channel=channel, Sentiment=sentiment)
    lines = ["Day | Brand | Channel | Sentiment | Text"]
    for day, count in zip(canonical.days(first, len(counts)), counts, strict=True):
        lines += [
            f"{day} | Aurelle | {channel} | {sentiment} | {place} {text} {place} fois, le {day} à {place} heures"
            for place in range(count)
        ]
    return "\n".join(lines)


def test_a_day_far_above_the_same_weekdays_is_a_spike_day(store):
    """Eight weeks of 4 a day, then a week of 4, 20, 4 …: 20 ≥ 1.5 × 4 and (√20.375 − √4.375) / 0.5 = 4.84 > 3.5."""
    quiet(store)
    week(store, said("2026-03-02", [4, 20, 4, 4, 4, 4, 4], sentiment="neutral"))
    assert aurelle(store, "spike_days", "2026-03-02", "2026-03-08") == [1]
    assert row(store, "spike_days", "2026-03-02", "2026-03-08")["n"] == 7  # days judged


def test_without_fourteen_days_of_history_no_watch_figure_is_told(store):
    week(store, said("2026-03-02", [4, 200, 4, 4, 4, 4, 4]))
    for kpi in ("spike_days", "spike_severity", "crisis_level", "crisis_recovery_days"):
        assert aurelle(store, kpi, "2026-03-02", "2026-03-08") == [None], kpi


def test_the_severity_is_the_largest_z_of_the_negative_mentions(store):
    """No negative mention for eight weeks; then 0, 9 and 0 …: (√9.375 − √0.375) / 0.5 = 4.8989."""
    quiet(store)
    week(store, said("2026-03-02", [0, 9, 0, 0, 0, 0, 0]))
    assert aurelle(store, "spike_severity", "2026-03-02", "2026-03-08") == [pytest.approx(4.8989, abs=1e-4)]


def test_a_spike_of_negative_mentions_is_an_alert(store):
    quiet(store)
    week(store, said("2026-03-02", [0, 9, 0, 0, 0, 0, 0]))
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [2]


def test_the_press_out_of_its_ordinary_makes_an_alert_a_crisis(store):
    """An article is no news about a brand of which the press speaks; four, where it never spoke ill, stand at
    (√4.375 − √0.375) / 0.5 = 2.96. (The first of the four is the same article again.)"""
    quiet(store)
    week(store, said("2026-03-02", [0, 8, 0, 0, 0, 0, 0]), said("2026-03-03", [1], channel="news"))
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [2]
    week(store, said("2026-03-03", [4], channel="news"), covers=("2026-03-03", "2026-03-03"))
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [3]


def test_a_second_day_of_alert_is_a_crisis(store):
    quiet(store)
    week(store, said("2026-03-02", [0, 9, 9, 0, 0, 0, 0]))
    assert values(store, "crisis_level", "2026-03-02", "2026-03-04", grain="day", brands=("Aurelle",))["Aurelle"] == [
        0,
        2,
        3,
    ]


def test_an_author_of_large_reach_makes_an_alert_a_crisis(store):
    """The largest reach of ten days was 100 to 1000: its 95th percentile is 955. An author of 5000 tells the story too."""
    quiet(store)
    canonical.mentions(store, "\n".join([
        "Day | Brand | Channel | Author | Reach | Sentiment",
        *(f"2026-02-{10 + place} | Aurelle | x | a{place} | {100 * place} | neutral" for place in range(1, 11)),
    ]), covers=("2026-02-11", "2026-02-20"))  # fmt: skip
    week(store, said("2026-03-02", [0, 8, 0, 0, 0, 0, 0]))
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [2]
    nobody = "Day | Brand | Channel | Source | Reach | Sentiment\n2026-03-03 | Aurelle | news | times.example | 9000 | negative"
    week(store, nobody, covers=("2026-03-03", "2026-03-03"))  # the reach of a title, of an article that nobody signed
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [2]
    week(store, "Day | Brand | Channel | Author | Reach | Sentiment\n2026-03-03 | Aurelle | x | star | 5000 | negative",
         covers=("2026-03-03", "2026-03-03"))  # fmt: skip
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [3]


def test_three_sensitive_mentions_raise_the_level_and_two_do_not(store):
    """(√3.375 − √0.375) / 0.5 = 2.4495 stays under 2.5; 4 stand at 2.9586."""
    quiet(store)
    week(store, said("2026-03-02", [2, 0, 0, 0, 0, 0, 0], sentiment="neutral", text="Un boycott se prépare, dit-on"))
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [0]
    week(
        store,
        said("2026-03-04", [4], sentiment="neutral", text="Appel au boycott sur la place"),
        covers=("2026-03-04", "2026-03-04"),
    )
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [1]


def test_a_brand_that_no_one_ever_qualifies_has_no_severity_but_a_level_by_its_sensitive_mentions(store):
    canonical.mentions(store, canonical.daily(QUIET[0], [4] * 63, Brand="Aurelle", Channel="x"))
    assert aurelle(store, "spike_severity", "2026-03-02", "2026-03-08") == [None]
    assert aurelle(store, "crisis_level", "2026-03-02", "2026-03-08") == [0]


def test_recovery_counts_from_the_peak_to_the_third_calm_day(store):
    """Negative mentions: 9 on Monday, 30 on Tuesday (the peak), 9 on Wednesday, then none: Thursday, Friday and Saturday
    are calm, and Saturday is 4 days after the peak."""
    quiet(store)
    week(store, said("2026-03-02", [9, 30, 9, 0, 0, 0, 0]))
    assert aurelle(store, "crisis_recovery_days", "2026-03-02", "2026-03-08") == [4]
    assert values(store, "crisis_recovery_days", "2026-03-06", "2026-03-08", grain="day", brands=("Aurelle",))[
        "Aurelle"
    ] == [None, 4, None]


def test_an_episode_that_lasts_at_the_end_of_a_period_leaves_the_longest_unknown_and_says_how_long_so_far(store):
    """The same peak on Tuesday, then no calm: on Sunday it is five days ago. A week that ends so has no figure."""
    quiet(store)
    week(store, said("2026-03-02", [9, 30, 20, 20, 20, 20, 20]))
    kpi = catalogue()["crisis_recovery_days"]
    (told,) = computed(store, kpi.id, "2026-03-02", "2026-03-08", brands=("Aurelle",)).itertuples()
    found = figure_of(told)
    assert (told.value != told.value, found.n, found.least) == (True, 1, 5)
    assert str(absence_of(found, kpi)) == "An episode is not over: 5 days since its peak, so far."
    assert verdict_of(found, Target(3.0, None, 0.0), kpi).status == "behind"
    assert verdict_of(found, Target(7.0, None, 0.0), kpi).status == "none"
    running = replace(found, state="running", least=math.nan)
    assert str(absence_of(running, kpi)) == "An episode is not over: its length is not known yet."


def test_a_day_without_coverage_is_not_calm(store):
    """The same episode, but Friday is not covered: Saturday and Sunday are calm days one and two."""
    quiet(store)
    week(store, said("2026-03-02", [9, 30, 9, 0]), covers=("2026-03-02", "2026-03-05"))
    canonical.mentions(
        store,
        said("2026-03-07", [0, 0, 0]) + "\n2026-03-09 | Aurelle | x | neutral",
        covers=("2026-03-07", "2026-03-09"),
    )
    assert aurelle(store, "crisis_recovery_days", "2026-03-02", "2026-03-08") == [None]
    assert aurelle(store, "crisis_recovery_days", "2026-03-09", "2026-03-15", today="2026-03-12") == [
        6
    ]  # Tuesday to Monday


def test_a_day_is_judged_alike_whatever_the_scope(store):
    quiet(store)
    week(store, said("2026-03-02", [0, 9, 0, 0, 0, 0, 0]))
    alone = computed(store, "spike_severity", "2026-03-03", "2026-03-03", grain="day", brands=("Aurelle",))["value"]
    inside = computed(store, "spike_severity", "2026-01-05", "2026-03-08", grain="day", brands=("Aurelle",))
    assert list(inside[inside["period"] == "2026-03-03"]["value"]) == list(alone)


def test_a_network_is_judged_on_its_own_days(store):
    quiet(store)
    week(
        store,
        said("2026-03-02", [4, 4, 4, 4, 4, 4, 4], sentiment="neutral"),
        said("2026-03-03", [12], channel="forum", sentiment="neutral"),
    )
    found = values(store, "spike_days", "2026-03-02", "2026-03-08", by="channel", brands=("Aurelle",))
    assert found["forum"] == [1]
    assert found["x"] == [0]


def test_withdrawing_the_upload_withdraws_the_spike(store):
    from data import ledger

    quiet(store)
    canonical.mentions(store, said("2026-03-02", [4] * 7, sentiment="neutral"))
    spike = canonical.mentions(store, said("2026-03-03", [40], sentiment="neutral"))
    assert aurelle(store, "spike_days", "2026-03-02", "2026-03-08") == [1]
    ledger.withdraw(store, spike, who="test")
    assert aurelle(store, "spike_days", "2026-03-02", "2026-03-08") == [0]


# Copied text ------------------------------------------------------------------------------------------------

PETITION = "Nous demandons le boycott immédiat de cette marque dont les freins ont tué deux personnes"
TUESDAY = "2026-03-03"


def copied(authors, *, sentiment="negative", text=PETITION, minutes=1, channel="x", per_author=1, day=TUESDAY):
    """One text by so many authors, a copy every so many minutes from eight o'clock."""
    lines = ["Day | Brand | Channel | Author | Sentiment | Text"]
    for place in range(authors * per_author):
        minute = 8 * 60 + int(place * minutes)
        author = f"v{place % authors}"
        lines.append(
            f"{day} {minute // 60:02}:{minute % 60:02} | Aurelle | {channel} | {author} | {sentiment} | {text.format(place)}"
        )
    return "\n".join(lines)


def level(store, day=TUESDAY):
    return values(store, "crisis_level", day, day, grain="day", brands=("Aurelle",))["Aurelle"]


@pytest.mark.parametrize("sentiment", ["negative", "neutral", "mixed", ""])
def test_one_text_by_many_authors_is_an_alert_whatever_a_tool_thinks_of_its_tone(store, sentiment):
    quiet(store)
    week(store, copied(300, sentiment=sentiment))
    assert level(store)[0] >= 2
    assert aurelle(store, "spike_days", TUESDAY, TUESDAY, grain="day") == [1]
    assert aurelle(store, "story_burst_authors", TUESDAY, TUESDAY, grain="day") == [300]


def test_a_text_that_is_praise_for_most_is_vigilance_by_its_volume_alone(store):
    quiet(store)
    week(
        store, copied(300, sentiment="positive", text="Bravo à toute l'équipe pour ce prix de la voiture de l'année !")
    )
    assert level(store) == [1]
    assert aurelle(store, "spike_days", TUESDAY, TUESDAY, grain="day") == [1]


def test_one_author_who_posts_all_day_is_volume_but_no_spread(store):
    quiet(store)
    week(store, copied(1, per_author=300))
    assert aurelle(store, "story_burst_authors", TUESDAY, TUESDAY, grain="day") == [1]
    assert aurelle(store, "spike_days", TUESDAY, TUESDAY, grain="day") == [1]
    rows = watched(store)
    assert rows[rows["signal"] == "voices"]["level"].max() == 0
    assert rows[rows["signal"] == "negative_mentions"]["level"].max() == 2  # all of it negative


def test_a_text_reworded_by_each_is_one_story(store):
    """Each adds its own last word: near-duplicates."""
    quiet(store)
    week(
        store, copied(60, text=PETITION + " partout en France et dans le monde entier sans attendre davantage numéro{}")
    )
    assert aurelle(store, "story_burst_authors", TUESDAY, TUESDAY, grain="day") == [60]
    assert level(store)[0] >= 2


def test_a_text_that_takes_days_to_spread_is_no_burst(store):
    """A copy every two hours: four within six hours, both ends included."""
    quiet(store)
    week(store, copied(8, minutes=120))
    assert aurelle(store, "story_burst_authors", TUESDAY, TUESDAY, grain="day") == [4]
    assert level(store) != [None]


def test_six_hours_may_begin_on_the_day_before(store):
    """Five authors from 20:00 UTC, 21:00 in Paris, to 02:00 the next morning: five within six hours that end on Wednesday."""
    quiet(store)
    lines = ["Day | Brand | Channel | Author | Text"]
    lines += [f"2026-03-03 {hour}:00 | Aurelle | x | a{hour} | {PETITION}" for hour in (20, 21)]
    lines += [f"2026-03-04 0{hour}:00 | Aurelle | x | b{hour} | {PETITION}" for hour in (0, 1, 2)]
    week(store, "\n".join(lines))
    found = values(store, "story_burst_authors", "2026-03-03", "2026-03-04", grain="day", brands=("Aurelle",))
    assert found["Aurelle"] == [2, 5]
    alone = values(store, "story_burst_authors", "2026-03-04", "2026-03-04", grain="day", brands=("Aurelle",))
    assert alone["Aurelle"] == [5]  # whatever the scope begins with
    by_network = computed(store, "story_burst_authors", "2026-03-04", "2026-03-04", grain="day", channels=("x",))
    assert list(by_network["value"]) == [5]  # counted from the mentions, not from the stored days


def test_where_no_author_is_named_there_is_no_figure_of_spread_and_none_without_a_mention(store):
    quiet(store)
    week(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x")
    assert aurelle(store, "story_burst_authors", "2026-03-02", "2026-03-04", grain="day") == [None, 0, 0]


def test_a_second_signal_makes_an_alert_a_crisis_and_is_named(store):
    """Negative copies, and their authors: tone and spread."""
    quiet(store)
    week(store, copied(300))
    assert level(store) == [3]
    rows = watched(store)
    assert set(rows[rows["signal"].str.endswith("seen")]["signal"]) == {"several seen"}


def test_a_withdrawn_petition_leaves_no_burst(store):
    from data import ledger

    quiet(store)
    before, days = ledger.checksum(store), store.rows("select * from story_bursts order by all")
    upload = canonical.mentions(store, copied(30))
    assert store.rows("select * from story_bursts order by all") != days
    ledger.withdraw(store, upload, who="test")
    assert ledger.checksum(store) == before
    assert store.rows("select * from story_bursts order by all") == days


def watched(store, day=TUESDAY):
    from datetime import date

    from kpis.engine.scope import Scope
    from kpis.inputs.daily_signals import watch_days

    one = date.fromisoformat(day)
    rows = watch_days(store, Scope(one, one, ("Aurelle",), today=date(2026, 4, 1)), by="brand")
    return rows[rows["day"] == one]


# What lasts -------------------------------------------------------------------------------------------------


def signals(*, positive, negative):
    """The signals of a brand by its unique mentions a day; nothing is copied."""
    import numpy as np

    good, bad = (np.array(one, dtype=float)[:, None] for one in (positive, negative))
    nothing = np.zeros(good.shape)
    return {
        "all": good + bad, "mentions": good + bad, "negative": bad, "negative_mentions": bad,
        "sensitive": nothing, "press": nothing, "voices": nothing + 1,
    }  # fmt: skip


def judged(**counts):
    """The levels of each day, and the new normals that rose: (signal, day)."""
    from datetime import date

    from kpis.inputs import crisis
    from kpis.inputs.daily_signals import evaluate

    found = evaluate(signals(**counts), date(2026, 1, 5))
    alarms = crisis.alarm(found, untoned=found["all"].z > 1e9)
    risen = [(name, day) for name, one in found.items() for day in one.shift[:, 0].nonzero()[0]
             if one.after[day, 0] > one.before[day, 0]]  # fmt: skip
    return alarms[:, 0], sorted(risen)


@pytest.mark.parametrize("days", [5, 7, 10, 13])
def test_no_crisis_becomes_a_new_normal_while_it_lasts(days):
    """Forty negative mentions a day in place of ten, as many others as ever: each of its days is an alert."""
    alarms, risen = judged(positive=[40] * 140, negative=[10] * 100 + [40] * days + [10] * (40 - days))
    assert list(alarms[100 : 100 + days]) == [2] * days
    assert risen == []
    assert (alarms[100 + days :] == 0).all()


def test_a_new_source_of_every_tone_is_a_new_normal_after_a_week():
    alarms, risen = judged(positive=[40] * 100 + [120] * 40, negative=[10] * 100 + [30] * 40)
    assert (alarms >= 2).sum() <= 7
    assert {day for _, day in risen} == {106}


def test_a_forum_of_complaints_is_a_new_normal_after_two_weeks():
    alarms, risen = judged(positive=[40] * 140, negative=[10] * 100 + [40] * 40)
    assert {day for name, day in risen if name == "negative"} == {113}
    assert (alarms[114:] == 0).all()


def test_of_less_than_fourteen_days_nothing_is_expected(store):
    canonical.mentions(
        store, canonical.daily("2026-01-05", [9] * 16, Brand="Aurelle", Channel="x", Sentiment="negative")
    )
    scope = Scope(date(2026, 1, 5), date(2026, 1, 20), ("Aurelle",), today=date(2026, 1, 25))
    rows = episodes.watched(store, scope)
    mine = rows[rows["signal"] == "negative"].sort_values("day")
    assert list(mine["expected"].notna()) == [False] * 14 + [True] * 2
    assert list(mine["z"].notna()) == [False] * 14 + [True] * 2


def test_a_day_is_to_watch_exactly_above_the_limit_of_its_signal(store):
    """Twelve weeks that rise and fall, with spikes: wherever a day was judged, its level says on which side it is."""
    counts = [4 + day % 5 + (18 if day % 23 == 22 else 0) for day in range(84)]
    text = canonical.daily("2026-01-05", counts, Brand="Aurelle", Channel="x", Sentiment="negative")
    canonical.mentions(store, text)
    scope = Scope(date(2026, 1, 5), date(2026, 3, 29), ("Aurelle",), today=date(2026, 4, 1))
    rows = episodes.watched(store, scope)
    for signal in ("all", "mentions", "negative", "negative_mentions", "sensitive", "voices"):
        most = episodes.limits(store, scope, signal)
        judged = rows[(rows["signal"] == signal) & rows["level"].notna()]
        assert len(judged) == len(most) > 50
        assert all((row.observed > most[row.day]) == (row.level >= 1) for row in judged.itertuples())
    assert (rows["level"] >= 1).any()
