"""Casquette 1, host and spokesperson: what we publish, and how our audience answers it."""

import math
import random

import pandas as pd
import pytest

from tests import canonical
from tests.canonical_activity import account_days, posts, relations
from tests.kpis.figures import aurelle, computed, row, states, values

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday


def followers(store, *rows):
    """Rows of day, brand, channel, count."""
    text = "Day | Brand | Channel | Followers\n" + "\n".join(" | ".join(map(str, row)) for row in rows)
    canonical.followers(store, text)


# audience share -----------------------------------------------------------------------------------


def test_audience_share_compares_brands_on_the_networks_where_all_are_counted(store):
    """Facebook 300 of 1,000; TikTok, where Novane is not counted, is left out."""
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    followers(
        store,
        ("2026-03-08", "Aurelle", "facebook", 300), ("2026-03-08", "Novane", "facebook", 700),
        ("2026-03-08", "Aurelle", "tiktok", 5000),
    )  # fmt: skip
    assert values(store, "followers_share", *WEEK) == {"Aurelle": [0.3], "Novane": [0.7]}
    assert row(store, "followers_share", *WEEK)["n"] == 1000
    assert aurelle(store, "followers_share", *WEEK, channels=("tiktok",)) == [None]


def test_audience_share_is_unknown_where_a_count_is_older_than_seven_days(store):
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    followers(
        store,
        ("2026-03-08", "Aurelle", "facebook", 300), ("2026-02-28", "Novane", "facebook", 700),
        ("2026-03-01", "Aurelle", "x", 100), ("2026-03-01", "Novane", "x", 100),
    )  # fmt: skip
    assert aurelle(store, "followers_share", *WEEK) == [None]


def test_a_brand_alone_has_no_audience_share(store):
    followers(store, ("2026-03-08", "Aurelle", "facebook", 300))
    assert aurelle(store, "followers_share", *WEEK) == [None]


# channels -----------------------------------------------------------------------------------------


def test_a_channel_is_active_when_it_is_counted_and_something_happened_on_it(store):
    """Facebook has a post, X a mention; LinkedIn is counted and silent; TikTok is spoken of, but not counted."""
    followers(store, *[("2026-03-08", "Aurelle", channel, 100) for channel in ("facebook", "x", "linkedin")])
    posts(store, "Day | Brand | Channel\n2026-03-03 | Aurelle | facebook", covers=WEEK)
    canonical.mentions(
        store,
        "Day | Brand | Channel\n2026-03-03 | Aurelle | x\n2026-03-04 | Aurelle | tiktok",
        covers=WEEK,
    )
    found = row(store, "channels_active", *WEEK)
    assert (found["value"], found["n"]) == (2, 3)


def test_a_covered_week_without_a_post_or_mention_has_no_active_channel(store):
    followers(store, ("2026-03-08", "Aurelle", "facebook", 100))
    posts(store, "Day | Brand | Channel\n2026-02-23 | Aurelle | facebook", covers=("2026-02-23", "2026-03-08"))
    assert aurelle(store, "channels_active", *WEEK) == [0]


def test_active_channels_are_unknown_where_no_export_tells_of_posts_or_mentions(store):
    followers(store, ("2026-03-08", "Aurelle", "facebook", 100))
    assert aurelle(store, "channels_active", *WEEK) == [None]


def test_a_channel_counted_more_than_seven_days_ago_is_not_active(store):
    followers(store, ("2026-03-08", "Aurelle", "facebook", 100), ("2026-02-28", "Aurelle", "x", 100))
    posts(store, "Day | Brand | Channel\n2026-03-03 | Aurelle | facebook\n2026-03-03 | Aurelle | x", covers=WEEK)
    assert aurelle(store, "channels_active", *WEEK) == [1]


def test_concentration_is_the_share_of_the_largest_network(store):
    followers(
        store,
        ("2026-03-05", "Aurelle", "facebook", 500), ("2026-03-08", "Aurelle", "facebook", 600),
        ("2026-03-08", "Aurelle", "x", 300), ("2026-03-07", "Aurelle", "linkedin", 100),
    )  # fmt: skip
    found = row(store, "channel_concentration", *WEEK)
    assert (found["value"], found["n"]) == (0.6, 3)  # 600 of 1,000


def test_concentration_is_unknown_when_one_network_lacks_a_recent_count(store):
    followers(store, ("2026-03-08", "Aurelle", "facebook", 600), ("2026-02-20", "Aurelle", "x", 300))
    assert aurelle(store, "channel_concentration", *WEEK) == [None]


# posts --------------------------------------------------------------------------------------------


def test_posts_are_counted_by_channel_too(store):
    posts(store, """
        Day        | Brand   | Channel
        2026-03-02 | Aurelle | facebook
        2026-03-02 | Aurelle | facebook
        2026-03-08 | Aurelle | x
        2026-03-08 | Novane  | x
    """, covers=WEEK)  # fmt: skip
    assert aurelle(store, "posts_count", *WEEK) == [3]
    assert values(store, "posts_count", *WEEK, by="channel", brands=("Aurelle",)) == {"facebook": [2], "x": [1]}


def test_a_covered_week_without_a_post_counts_zero_and_one_outside_is_missing(store):
    posts(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x", covers=("2026-03-02", "2026-03-15"))
    assert aurelle(store, "posts_count", "2026-03-02", "2026-03-22") == [1, 0, None]


COUNTED = "Day | Brand | Channel | Account | Metric | Value"


def numbered(store, channel, counts, *, account="", metric="posts", first=2):
    """The daily numbers of an account from 2 March on; None: the export says nothing of the day."""
    rows = [
        f"2026-03-{first + at:02} | Aurelle | {channel} | {account} | {metric} | {count}"
        for at, count in enumerate(counts)
        if count is not None
    ]
    account_days(store, "\n".join([COUNTED, *rows]), channel=channel)


def told(store, since=WEEK[0], until=WEEK[1], **asked):
    """Value, n, how many by the accounts' daily numbers, and state."""
    found = row(store, "posts_count", since, until, **asked)
    by_day = found["by_day"]
    value = None if math.isnan(found["value"]) else found["value"]
    return value, None if math.isnan(found["n"]) else found["n"], 0 if pd.isna(by_day) else by_day, found["state"]


def test_the_accounts_daily_numbers_count_posts_where_no_export_lists_them(store):
    numbered(store, "x", [1, 0, 2, 0, 0, 3, 1])
    assert told(store) == (7, 7, 7, "complete")  # 1 + 2 + 3 + 1
    assert values(store, "posts_count", *WEEK, by="channel", brands=("Aurelle",)) == {"x": [7]}


def test_a_post_and_its_accounts_day_never_count_twice(store):
    """The posts of Facebook are listed, those of X only numbered; Facebook's daily numbers say the same again."""
    posts(
        store,
        "Day | Brand | Channel\n2026-03-03 | Aurelle | facebook\n2026-03-04 | Aurelle | facebook",
        covers=WEEK,
        channel="facebook",
    )
    numbered(store, "facebook", [0, 1, 1, 0, 0, 0, 0], account="Aurelle France")
    numbered(store, "x", [1, 0, 0, 0, 0, 0, 2])
    assert told(store) == (5, 5, 3, "complete")  # 2 listed, 1 + 2 numbered
    assert values(store, "posts_count", *WEEK, by="channel", brands=("Aurelle",)) == {"facebook": [2], "x": [3]}


def test_an_export_of_several_networks_leaves_no_day_of_one_that_it_lists_to_the_accounts(store):
    posts(store, "Day | Brand | Channel\n2026-03-03 | Aurelle | facebook\n2026-03-04 | Aurelle | x", covers=WEEK)
    numbered(store, "x", [1] * 7)
    assert told(store) == (2, 2, 0, "complete")


def test_an_export_of_several_networks_says_nothing_of_one_of_which_it_lists_no_post(store):
    """Posts of Facebook and Instagram are listed, and X says that it published one a day: 2 + 7."""
    posts(
        store, "Day | Brand | Channel\n2026-03-03 | Aurelle | facebook\n2026-03-04 | Aurelle | instagram", covers=WEEK
    )
    numbered(store, "x", [1] * 7)
    assert told(store) == (9, 9, 7, "complete")
    assert told(store, channels=("x",)) == (7, 7, 7, "complete")
    numbered(store, "threads", [1, None, 1, 1, 1, 1, 1])
    assert told(store, channels=("threads",))[3] == "partial"  # the 3rd of March is unknown, and not 0


def test_daily_numbers_take_over_on_the_day_after_the_last_listed(store):
    """Listed up to Thursday (1 post), numbered all week (1 a day): 1 + 3."""
    posts(store, "Day | Brand | Channel\n2026-03-03 | Aurelle | x", covers=("2026-03-02", "2026-03-05"), channel="x")
    numbered(store, "x", [1] * 7)
    assert told(store) == (4, 4, 3, "complete")


def test_a_day_that_the_numbers_leave_out_is_not_covered_and_no_zero(store):
    numbered(store, "x", [1, 1, None, 1, 1, 1, 1])
    assert told(store) == (6, 6, 6, "partial")
    assert told(store, "2026-03-04", "2026-03-04", grain="day")[3] == "missing"


def test_a_network_whose_posts_are_not_listed_any_more_leaves_the_week_uncovered(store):
    """Facebook's export ends on Sunday 8 March; the week after, X alone is known."""
    posts(store, "Day | Brand | Channel\n2026-03-03 | Aurelle | facebook", covers=WEEK, channel="facebook")
    numbered(store, "x", [1] * 14)
    assert told(store, "2026-03-09", "2026-03-15")[3] == "missing"
    assert told(store, channels=("x",)) == (7, 7, 7, "complete")


def test_other_statistics_of_an_account_cover_no_day_of_posts(store):
    numbered(store, "x", [9] * 7, metric="views")
    assert aurelle(store, "posts_count", *WEEK) == [None]
    numbered(store, "instagram", [1] * 7)
    assert told(store) == (7, 7, 7, "complete")


def test_a_network_is_active_by_the_daily_numbers_of_its_account(store):
    followers(store, ("2026-03-05", "Aurelle", "x", 100), ("2026-03-05", "Aurelle", "facebook", 100))
    assert aurelle(store, "channels_active", *WEEK) == [None]
    numbered(store, "x", [0, 2, 0, 0, 0, 0, 0])
    numbered(store, "facebook", [0] * 7)
    assert aurelle(store, "channels_active", *WEEK) == [1]  # Facebook is told to have published nothing


def test_numbers_with_and_without_the_accounts_name_are_never_added(store):
    numbered(store, "x", [1] * 7)
    numbered(store, "x", [1] * 7, account="Aurelle")
    assert told(store)[0] is None


def test_the_number_of_a_whole_week_is_of_no_day(store):
    account_days(store, """
        Day        | Last       | Brand   | Channel | Metric | Value
        2026-03-02 | 2026-03-08 | Aurelle | x       | posts  | 12
    """)  # fmt: skip
    assert aurelle(store, "posts_count", *WEEK) == [None]


@pytest.mark.parametrize("seed", range(6))
def test_posts_are_as_many_as_a_recount_in_plain_python_finds(store, seed):
    """Networks with posts listed on some days, numbers on others, both or neither: day by day, by hand."""
    chance = random.Random(seed)
    networks, days = ("facebook", "x", "instagram"), list(range(14))
    listed, numbers, windows = {}, {}, {}
    for network in networks:
        first = chance.choice([0, 0, 3, 7])
        windows[network] = range(first, first + chance.choice([0, 4, 7])) if chance.random() < 0.7 else range(0)
        listed[network] = {day: chance.choice([0, 1, 2]) for day in windows[network]}
        numbers[network] = {day: chance.choice([0, 1, 3]) for day in days} if chance.random() < 0.7 else {}
    for network in networks:
        window = windows[network]
        if len(window):
            rows = [
                f"2026-03-{2 + day:02} | Aurelle | {network}"
                for day, count in listed[network].items()
                for _ in range(count)
            ]
            covers = (f"2026-03-{2 + window[0]:02}", f"2026-03-{2 + window[-1]:02}")
            posts(store, "\n".join(["Day | Brand | Channel", *rows]), covers=covers, channel=network)
        if numbers[network]:
            numbered(store, network, [numbers[network][day] for day in days])
    alive = {
        network: set(days)
        if numbers[network]
        else {day for day in days if len(windows[network]) and day >= windows[network][0]}
        for network in networks
    }
    found = computed(store, "posts_count", "2026-03-02", "2026-03-15", grain="day", brands=("Aurelle",))
    for day, value in zip(days, found["value"], strict=True):
        known = [network for network in networks if day in alive[network]]
        told_of = [network for network in known if day in windows[network] or day in numbers[network]]
        if not known or len(told_of) < len(known):
            assert math.isnan(value), (day, windows, numbers)
            continue
        expected = sum(listed[network][day] if day in windows[network] else numbers[network][day] for network in known)
        assert value == expected, (day, windows, numbers)


def test_blog_posts_are_zero_only_where_an_export_tells_of_the_blog(store):
    posts(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x", covers=("2026-03-02", "2026-03-22"), channel="x")
    assert aurelle(store, "blog_posts_count", *WEEK) == [None]
    text = "Day | Brand | Channel\n2026-03-03 | Aurelle | blog\n2026-03-04 | Aurelle | blog"
    posts(store, text, covers=("2026-03-02", "2026-03-15"), channel="blog")
    assert aurelle(store, "blog_posts_count", "2026-03-02", "2026-03-22") == [2, 0, None]


# engagement ---------------------------------------------------------------------------------------


def test_engagement_by_followers_divides_by_the_mean_of_start_and_end_for_each_post(store):
    """
    Facebook: followers 900 on the eve, 1,100 at the end, mean 1,000; two posts with 12 and 8 engagements.
    X: 200 and 200, mean 200; one post with 2. (20 + 2) / (2 × 1,000 + 200) = 1 %.
    """
    followers(
        store,
        ("2026-03-01", "Aurelle", "facebook", 900), ("2026-03-08", "Aurelle", "facebook", 1100),
        ("2026-03-01", "Aurelle", "x", 200), ("2026-03-08", "Aurelle", "x", 200),
    )  # fmt: skip
    posts(store, """
        Day        | Brand   | Channel  | Reactions | Comments | Shares | Engagement
        2026-03-03 | Aurelle | facebook | 6         | 4        | 2      | 99
        2026-03-04 | Aurelle | facebook | 8         |          |        |
        2026-03-04 | Aurelle | x        |           |          |        | 2
        2026-03-04 | Aurelle | x        |           |          |        |
        2026-03-04 | Aurelle | blog     | 50        |          |        |
    """, covers=WEEK)  # fmt: skip
    found = row(store, "engagement_rate_followers", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(0.01), 3)  # one post not measured, the blog not followed
    by = values(store, "engagement_rate_followers", *WEEK, by="channel", brands=("Aurelle",))
    assert by == {"facebook": [pytest.approx(0.01)], "x": [pytest.approx(0.01)]}


def test_amplification_divides_the_shares_alike(store):
    followers(store, ("2026-03-01", "Aurelle", "x", 100), ("2026-03-08", "Aurelle", "x", 300))
    posts(store, """
        Day        | Brand   | Channel | Reactions | Shares
        2026-03-03 | Aurelle | x       | 50        | 3
        2026-03-04 | Aurelle | x       | 50        | 1
        2026-03-04 | Aurelle | x       | 50        |
    """, covers=WEEK)  # fmt: skip
    found = row(store, "amplification_rate", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(0.01), 2)  # 4 / (2 × 200); the third does not tell its shares


RATES = ["engagement_rate_followers", "amplification_rate"]


@pytest.mark.parametrize("kpi", RATES)
@pytest.mark.parametrize("counts", [
    [("2026-03-08", "Aurelle", "x", 100)],  # no count at the start
    [("2026-02-21", "Aurelle", "x", 100), ("2026-03-08", "Aurelle", "x", 100)],  # 9 days before it
    [("2026-02-28", "Aurelle", "x", 100)],  # none of the last 7 days at the end
])  # fmt: skip
def test_a_rate_by_followers_is_unknown_without_a_count_near_both_ends(store, kpi, counts):
    followers(store, *counts)
    posts(store, "Day | Brand | Channel | Shares\n2026-03-03 | Aurelle | x | 3", covers=WEEK)
    assert aurelle(store, kpi, *WEEK) == [None]


@pytest.mark.parametrize("kpi", RATES)
def test_a_brand_without_followers_has_no_rate_by_followers(store, kpi):
    followers(store, ("2026-03-01", "Aurelle", "x", 0), ("2026-03-08", "Aurelle", "x", 0))
    posts(store, "Day | Brand | Channel | Shares\n2026-03-03 | Aurelle | x | 3", covers=WEEK)
    assert aurelle(store, kpi, *WEEK) == [None]


def test_of_two_accounts_on_a_network_each_post_counts_the_followers_of_its_own(store):
    """10 engagements on the account of 1,000, and 1 on the one of 100: 11 / 1,100. The third names no account."""
    canonical.followers(store, """
        Day        | Brand   | Channel | Account     | Followers
        2026-03-01 | Aurelle | x       | aurelle     | 1000
        2026-03-08 | Aurelle | x       | aurelle     | 1000
        2026-03-01 | Aurelle | x       | aurelle_sav | 100
        2026-03-08 | Aurelle | x       | aurelle_sav | 100
    """)  # fmt: skip
    posts(store, """
        Day        | Brand   | Channel | Account     | Reactions
        2026-03-03 | Aurelle | x       | Aurelle     | 10
        2026-03-03 | Aurelle | x       | aurelle_sav | 1
        2026-03-03 | Aurelle | x       |             | 500
    """, covers=WEEK)  # fmt: skip
    found = row(store, "engagement_rate_followers", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(0.01), 2)


def test_engagement_by_reach_is_a_ratio_of_sums_over_the_posts_that_tell_both(store):
    posts(store, """
        Day        | Brand   | Channel | Reach | Reactions | Comments | Engagement
        2026-03-03 | Aurelle | x       | 900   | 5         | 4        | 80
        2026-03-03 | Aurelle | x       | 100   |           |          | 1
        2026-03-03 | Aurelle | x       |       | 500       |          |
        2026-03-03 | Aurelle | x       | 500   |           |          |
    """, covers=WEEK)  # fmt: skip
    found = row(store, "engagement_rate_reach", *WEEK)
    # 81 of 1,000, not the mean of 8.9 % and 1 %: shares are not told, and the total of 80 may have them
    assert (found["value"], found["n"]) == (pytest.approx(0.081), 2)


def test_engagement_by_a_reach_of_zero_is_unknown(store):
    posts(store, "Day | Brand | Channel | Reach | Reactions\n2026-03-03 | Aurelle | x | 0 | 5", covers=WEEK)
    assert aurelle(store, "engagement_rate_reach", *WEEK) == [None]


def test_comments_per_post_leave_out_posts_that_do_not_tell_them(store):
    posts(store, """
        Day        | Brand   | Channel | Comments
        2026-03-03 | Aurelle | x       | 5
        2026-03-03 | Aurelle | x       | 0
        2026-03-03 | Aurelle | x       |
    """, covers=WEEK)  # fmt: skip
    found = row(store, "conversation_rate", *WEEK)
    assert (found["value"], found["n"]) == (2.5, 2)


# relations ----------------------------------------------------------------------------------------

LOG = """
    Day        | Brand   | Site                        | Kind
    2026-03-02 | Aurelle | https://www.auto.example/a  | exchange
    2026-03-03 | Aurelle | Auto.example                | intervention
    2026-03-04 | Aurelle | radio.example               | intervention
"""


def test_interventions_are_the_signed_entries_of_the_log(store):
    relations(store, LOG, covers=("2026-03-02", "2026-03-15"))
    assert aurelle(store, "expert_interventions", "2026-03-02", "2026-03-22") == [2, 0, None]


def test_relations_count_each_site_once_whether_it_wrote_or_was_met(store):
    """The blog that wrote 80 days ago, auto.example (three times), radio.example; not the one of 95 days ago, not a forum: 3."""
    canonical.mentions(store, """
        Day        | Brand   | Channel | Source
        2025-12-03 | Aurelle | blog    | old.example
        2025-12-18 | Aurelle | blog    | vroum.example
        2026-03-02 | Aurelle | blog    | www.auto.example
        2026-03-02 | Aurelle | forum   | forum.example
    """, covers=("2025-12-01", "2026-03-08"))  # fmt: skip
    assert aurelle(store, "blog_relations_active", *WEEK) == [2]
    relations(store, LOG)
    assert aurelle(store, "blog_relations_active", *WEEK) == [3]


def test_relations_are_unknown_where_the_ninety_days_are_not_covered(store):
    text = "Day | Brand | Channel | Source\n2026-03-02 | Aurelle | blog | vroum.example"
    canonical.mentions(store, text, covers=("2025-12-20", "2026-03-08"))  # 79 of the 90 days
    assert aurelle(store, "blog_relations_active", *WEEK) == [None]
    canonical.mentions(store, "", covers=("2025-12-18", "2025-12-19"), about=["Aurelle"])  # 81
    assert aurelle(store, "blog_relations_active", *WEEK) == [1]


def test_a_brand_that_no_blog_speaks_of_has_zero_relations(store):
    canonical.mentions(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x", covers=("2025-12-01", "2026-03-08"))
    assert aurelle(store, "blog_relations_active", *WEEK) == [0]


KPIS = [
    "followers_share",
    "channels_active",
    "channel_concentration",
    "posts_count",
    "blog_posts_count",
    "publishing_regularity",
    *RATES,
    "engagement_rate_reach",
    "conversation_rate",
    "expert_interventions",
    "blog_relations_active",
]


@pytest.mark.parametrize("kpi", KPIS)
def test_without_its_export_a_figure_is_missing(store, kpi):
    assert states(store, kpi, *WEEK) == ["missing"]
    assert aurelle(store, kpi, *WEEK) == [None]
