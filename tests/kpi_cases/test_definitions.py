"""What a figure counts: who speaks, what is social, what is told twice, and what an export tells at all."""

import random
from datetime import date, datetime, timedelta

import pytest

from data import ledger
from data.decisions import own_media
from tests import canonical, canonical_activity
from tests.kpis.figures import computed, values
from tests.tables import given

WEEK = ("2026-11-02", "2026-11-08")
COVERS = tuple(map(date.fromisoformat, WEEK))
MONTH = (date(2026, 10, 5), date(2026, 11, 8))


@pytest.fixture
def orsa(store):
    canonical.brands(store, own="Orsa")
    return store


def one(store, kpi, since=WEEK[0], until=WEEK[1]):
    """(value, n) of Orsa in the only period."""
    frame = computed(store, kpi, since, until, brands=("Orsa",))
    assert len(frame) == 1
    value = frame["value"].iloc[0]
    return None if value != value else value, frame["n"].iloc[0]


# Who speaks -----------------------------------------------------------------------------------------------

OWNED = """
    date             | brand | channel | text                                                                 | source       | author | sentiment
    2026-11-03 10:00 | Orsa  | blog    | Notre nouvelle gamme arrive en concession le mois prochain en France | blog.orsa.fr | Orsa   | positif
    2026-11-04 10:00 | Orsa  | X       | Découvrez notre nouvelle berline en avant-première ce week-end       | x.com        | Orsa   | positif
    2026-11-05 10:00 | Orsa  | X       | Merci à tous nos clients pour leur confiance renouvelée cette année  | x.com        | Orsa   | positif
    2026-11-06 10:00 | Orsa  | news    | Orsa rappelle dix mille véhicules pour un défaut de freinage constaté | lemonde.fr  |        | négatif
"""  # fmt: skip


def test_an_own_blog_is_no_coverage_and_the_brand_is_not_its_own_advocate(orsa, tmp_path):
    given(orsa, tmp_path, "m.csv", OWNED, covered=MONTH)
    assert one(orsa, "earned_coverage") == (1, 1)  # lemonde.fr, not blog.orsa.fr
    assert one(orsa, "active_advocates") == (0, 0)  # the only author is Orsa
    assert one(orsa, "net_sentiment_score") == (-100, 1)  # what others say: one negative article
    assert one(orsa, "negative_share") == (1, 1)
    assert one(orsa, "brand_health_index") == (0, 1)
    assert one(orsa, "unique_authors") == (0, 0)
    assert one(orsa, "mention_volume") == (4, 4)  # they are mentions all the same


@pytest.mark.parametrize(("channel", "source", "author", "is_own"), [
    ("blog", "blog.orsa.fr", "", True),
    ("news", "www.orsa.co.uk", "Marie Dupont", True),
    ("news", "Orsa", "", True),  # an outlet of its name
    ("x", "x.com", "@orsa", True),
    ("review", "avis.fr", "ORSA", True),
    ("blog", "orsa-avis.fr", "", False),  # of another name
    ("blog", "orsa.wordpress.com", "", False),  # which anyone may open
    ("blog", "orsa.fr.exemple.com", "", False),
    ("news", "lemonde.fr", "Paul Orsa", False),
    ("x", "x.com", "orsa_fans", False),
    ("forum", "forum.orsa.fr", "jean", False),  # its visitors speak there
    ("review", "avis.orsa.fr", "", False),
])  # fmt: skip
def test_a_brand_is_known_by_its_name_never_by_a_resemblance(orsa, channel, source, author, is_own):
    canonical.mentions(
        orsa, f"Day | Brand | Channel | Source | Author\n2026-11-03 | Orsa | {channel} | {source} | {author}"
    )
    assert orsa.value("select is_own from mentions") is is_own


ACCOUNTS = {
    "followers": lambda store: canonical.followers(
        store, "Day | Brand | Channel | Account | Followers\n2026-11-03 | Orsa | x | @Orsa_SAV | 900"
    ),
    "posts": lambda store: canonical_activity.posts(
        store, "Day | Brand | Channel | Account | Reach\n2026-11-03 | Orsa | x | orsa_sav | 900"
    ),
}
SAV = """
    Day        | Brand | Channel  | Source       | Author
    2026-11-03 | Orsa  | x        | x.com        | orsa_sav
    2026-11-04 | Orsa  | facebook | facebook.com | orsa_sav
    2026-11-05 | Orsa  | x        | x.com        | jean
"""
OWN = "select channel, author from mentions where is_own"


@pytest.mark.parametrize("table", ACCOUNTS)
@pytest.mark.parametrize("exports_first", [True, False])
def test_the_account_of_an_own_export_is_the_brand_on_its_network_in_whatever_order_files_come(
    orsa, table, exports_first
):
    steps = [ACCOUNTS[table], lambda store: canonical.mentions(store, SAV)]
    uploads = [step(orsa) for step in (steps if exports_first else steps[::-1])]
    assert orsa.rows(OWN) == [{"channel": "x", "author": "orsa_sav"}]
    assert one(orsa, "unique_authors") == (2, 2)
    ledger.withdraw(orsa, uploads[0 if exports_first else 1], who="test")
    assert orsa.rows(OWN) == []
    assert one(orsa, "unique_authors") == (3, 3)


def test_a_competitor_that_writes_about_us_is_another_voice(orsa):
    canonical.mentions(
        orsa, "Day | Brand | Channel | Author\n2026-11-03 | Orsa | x | Novane\n2026-11-03 | Novane | x | Novane"
    )
    assert orsa.rows("select brand from mentions where is_own") == [{"brand": "Novane"}]


def test_a_declared_site_has_the_sites_below_it_and_a_refused_one_is_anothers(orsa):
    canonical.mentions(orsa, """
        Day        | Brand | Channel | Source
        2026-11-03 | Orsa  | news    | presse.orsagroupe.com
        2026-11-04 | Orsa  | news    | notorsagroupe.com
        2026-11-05 | Orsa  | news    | orsa.com
    """)  # fmt: skip
    assert one(orsa, "earned_coverage") == (2, 2)
    own_media.declare(orsa, "Orsa", sites=["https://www.OrsaGroupe.com/fr"], others=["orsa.com"], who="ann")
    assert own_media.declared(orsa)["Orsa"] == own_media.Declared(("orsagroupe.com",), (), ("orsa.com",))
    assert orsa.rows("select source from mentions where is_own") == [{"source": "presse.orsagroupe.com"}]
    assert one(orsa, "earned_coverage") == (2, 2)  # notorsagroupe.com and orsa.com


# What is social -------------------------------------------------------------------------------------------

VISITS = """
    first day  | last day   | brand | channel        | source                        | visits | conversions | revenue | model
    2026-11-02 | 2026-11-08 | Orsa  |                | securite-sociale.fr / referral | 1000  | 10          | 5000    | last click
    2026-11-02 | 2026-11-08 | Orsa  |                | facebook.com / referral       | 300    | 3           | 900     | last click
    2026-11-02 | 2026-11-08 | Orsa  |                | l.instagram.com               | 50     | 1           | 100     | last click
    2026-11-02 | 2026-11-08 | Orsa  | LinkedIn       |                               | 70     | 2           | 100     | last click
    2026-11-02 | 2026-11-08 | Orsa  | Paid Social    |                               | 400    | 5           | 700     | last click
    2026-11-02 | 2026-11-08 | Orsa  | Organic Search | google / organic              | 5000   | 50          | 20000   | last click
"""  # fmt: skip


def test_a_visit_is_social_by_the_host_of_its_source_not_by_a_word_in_it(orsa, tmp_path):
    given(orsa, tmp_path, "b.csv", VISITS)
    assert one(orsa, "social_visits") == (820, 4)  # 300 + 50 + 70 + 400
    assert one(orsa, "social_revenue") == (1800, 4)  # 900 + 100 + 100 + 700
    assert one(orsa, "social_conversion_rate") == (pytest.approx(11 / 820), 820)
    assert computed(orsa, "social_visits", *WEEK)["paid"].tolist() == [400]


@pytest.mark.parametrize(("channel", "source", "is_social"), [
    ("", "facebook.com / referral", True), ("", "m.facebook.com / referral", True), ("", "lm.facebook.com", True),
    ("", "l.instagram.com / referral", True), ("", "t.co / referral", True), ("", "lnkd.in / referral", True),
    ("", "youtu.be / referral", True), ("", "out.reddit.com / referral", True), ("", "com.linkedin.android / referral", True),
    ("", "facebook / cpc", True), ("", "ig / social", True), ("", "https://www.facebook.com/orsa", True),
    ("", "unknown.example / social", True), ("", "unknown.example / social-media", True), ("", "buffer / paid_social", True),
    ("Organic Social", "", True), ("Paid Social", "", True), ("Social", "", True), ("Réseaux sociaux", "", True),
    ("", "Paid Social", True), ("x", "newsletter", True), ("facebook.com", "", True),
    ("", "securite-sociale.fr / referral", False), ("", "socialmediatoday.com / referral", False),
    ("", "social.orsa.fr / referral", False), ("", "netflix.com / referral", False), ("", "notfacebook.com", False),
    ("", "facebook.com.exemple.fr / referral", False), ("", "facebook-ads.fr / referral", False),
    ("Referral", "", False), ("Protection sociale", "", False), ("", "google / organic", False),
    ("Organic Search", "", False), ("", "xt.co / referral", False), ("", "(direct) / (none)", False),
    ("", "newsletter-social / email", False),
])  # fmt: skip
def test_hosts_media_and_groups_of_networks(orsa, channel, source, is_social):
    canonical_activity.business(
        orsa, f"Day | Brand | Channel | Source | Visits\n2026-11-02 | Orsa | {channel} | {source} | 7", covers=WEEK
    )
    assert one(orsa, "social_visits")[0] == (7 if is_social else 0)


def test_a_web_analytics_channel_tells_no_more_than_its_source(orsa):
    """Its reader takes a word of the source for the network."""
    canonical_activity.business(
        orsa,
        "Day | Brand | Channel | Source | Visits\n2026-11-02 | Orsa | facebook | stop-facebook.fr / referral | 7",
        covers=WEEK,
        format="ga4_acquisition",
    )
    assert one(orsa, "social_visits")[0] == 0


@pytest.mark.parametrize(("rows", "visits"), [
    (["Organic Social || 380", "| facebook.com / referral | 300", "| l.instagram.com / referral | 50"], 380),
    (["Organic Social || 300", "| facebook.com / referral | 300", "| l.instagram.com / referral | 50"], 350),  # the parts tell more
    (["Organic Social || 380", "| facebook.com / referral | 300", "Paid Social || 40", "| facebook / cpc | 40"], 420),
    (["Social || 500", "Organic Social || 380", "Paid Social || 40"], 500),
    (["Social || 500", "Organic Social || 380", "Paid Social || 40", "| t.co / referral | 300"], 500),
    (["Facebook || 90", "| facebook.com / referral | 60", "| m.facebook.com / referral | 30", "LinkedIn || 5"], 95),
    (["| facebook | 90", "| facebook.com / referral | 60"], 150),  # two sources of a report by source
    (["Facebook | all | 90", "Facebook | facebook.com / referral | 60"], 90),
    (["Paid Social || 40", "| facebook.com / referral | 60"], 100),  # apart: no part of it was paid for
    (["Organic Social || 380"], 380),
])  # fmt: skip
def test_a_total_is_never_added_to_its_parts(orsa, rows, visits):
    lines = [f"2026-11-02 | 2026-11-08 | Orsa | {row.replace('||', '| |')}" for row in rows]
    canonical_activity.business(orsa, "\n".join(["Day | Last | Brand | Channel | Source | Visits", *lines]))
    assert one(orsa, "social_visits")[0] == visits


# What is told twice ---------------------------------------------------------------------------------------


def test_the_engagement_of_reposts_is_not_above_a_bar_that_leaves_them_out(orsa):
    complaint = "panne moteur hier soir avec mon Orsa et personne au téléphone du SAV depuis lundi"
    reposts = [f"2026-11-09 08:{n:02} | Orsa | x | r{n} | {complaint} | negative | 10 | yes" for n in range(50)]
    canonical.mentions(orsa, "\n".join([
        "Day | Brand | Channel | Author | Text | Sentiment | Engagement | Repost",
        f"2026-11-08 20:00 | Orsa | x | bob | {complaint} | negative | 5 |",
        *reposts,
        "2026-11-10 08:00 | Orsa | x | eve | une voiture confortable pour les longs trajets de vacances | positive | 0 |",
    ]), covers=("2026-11-02", "2026-11-15"))  # fmt: skip
    frame = computed(orsa, "engagement_per_mention", "2026-11-02", "2026-11-15")
    assert frame["value"].tolist() == [5, 0]  # 5 / 1, 0 / 1: not 500 / 1
    assert frame["n"].tolist() == [1, 1]


def expected_firsts(moments):
    """The first of each 72 hours, which run from the first, not from the last copy."""
    firsts = []
    for moment in sorted(moments):
        if not firsts or moment - firsts[-1] > timedelta(hours=72):
            firsts.append(moment)
    return firsts


@pytest.mark.parametrize("seed", range(4))
def test_the_72_hours_of_a_story_run_from_its_first_copy(orsa, seed):
    chance = random.Random(seed)
    start, rows, expected = datetime(2026, 10, 1), [], {}
    for story in range(6):
        text = f"Voici l'histoire numéro {story} que tout le monde recopie sans fin, {'mot ' * story}et rien d'autre"
        minutes = sorted(chance.sample(range(30 * 24 * 60), chance.randint(1, 25)))
        moments = [start + timedelta(minutes=60 * (one // 60)) for one in minutes]
        expected[text] = expected_firsts(moments)
        rows += [f"{moment:%Y-%m-%d %H:%M} | Orsa | x | a{n} | {text}" for n, moment in enumerate(moments)]
    chance.shuffle(rows)
    head = "Day | Brand | Channel | Author | Text"
    for part in (rows[::2], rows[1::2]):
        canonical.mentions(orsa, "\n".join([head, *part]), covers=("2026-10-01", "2026-10-31"))
    found = orsa.rows("select text, published_at from mentions where is_unique order by text, published_at")
    by_text = {text: [row["published_at"] for row in found if row["text"] == text] for text in expected}
    assert by_text == expected


def test_a_copy_each_day_opens_a_story_every_fourth_day(orsa):
    """Day 1, day 5 (96 hours later; day 4 is 72 hours later, not more) and so on: 3 in 10 days, not 1."""
    rows = [
        f"{day} 10:00 | Orsa | x | a{day} | La même phrase assez longue revient chaque matin"
        for day in canonical.days("2026-11-02", 10)
    ]
    canonical.mentions(orsa, "\n".join(["Day | Brand | Channel | Author | Text", *rows]))
    found = orsa.rows("select day from mentions where is_unique order by day")
    assert [row["day"].isoformat() for row in found] == ["2026-11-02", "2026-11-06", "2026-11-10"]


def test_an_outlet_reaches_its_readers_once_whoever_signs(orsa):
    canonical.mentions(orsa, """
        Day        | Brand | Channel | Source         | Author | Reach
        2026-11-02 | Orsa  | news    | lemonde.fr     | ann    | 1000
        2026-11-03 | Orsa  | news    | www.lemonde.fr | bob    | 900
        2026-11-04 | Orsa  | news    | lemonde.fr     |        | 800
        2026-11-04 | Orsa  | x       | x.com          | ann    | 50
        2026-11-05 | Orsa  | x       | x.com          | bob    | 30
    """)  # fmt: skip
    frame = computed(orsa, "potential_reach", *WEEK)
    assert (frame["value"].iloc[0], frame["n"].iloc[0]) == (1080, 3)  # 1000 + 50 + 30


# What an export tells ----------------------------------------------------------------------------------------


def test_a_total_that_is_at_least_as_complete_as_the_told_parts_holds(orsa, tmp_path):
    given(orsa, tmp_path, "p.csv", """
        date             | brand | channel  | post | account | id | reach  | reactions | comments | shares | engagements | paid
        2026-11-03 10:00 | Orsa  | LinkedIn | un   | orsa    | 1  | 1000   |           | 2        | 1      | 100         | non
        2026-11-04 10:00 | Orsa  | LinkedIn | deux | orsa    | 2  |        | 50        | 5        | 5      |             | non
        2026-11-05 10:00 | Orsa  | LinkedIn | tris | orsa    | 3  | 2000   | 40        |          |        |             | non
        2026-11-06 10:00 | Orsa  | LinkedIn | quat | orsa    | 4  | 100000 | 10        | 0        | 0      |             | oui
    """, covered=COVERS)  # fmt: skip
    assert one(orsa, "engagement_rate_reach") == (pytest.approx(140 / 3000), 2)  # (100 + 40) / (1000 + 2000), unpaid
    assert one(orsa, "conversation_rate") == (3.5, 2)  # (2 + 5) / 2; post four was paid for
    assert one(orsa, "posts_count") == (4, 4)


@pytest.mark.parametrize(("parts", "engagements"), [
    ("| 2 | 1 | 100", 100), ("| 2 | 1 |", 3), ("| 20 | 10 | 12", 30), ("4 | 2 | 1 | 100", 7), ("| | | 9", 9), ("5 | | | 4", 5),
])  # fmt: skip
def test_the_engagements_of_a_post(orsa, parts, engagements):
    canonical_activity.posts(
        orsa,
        f"Day | Brand | Channel | Reach | Reactions | Comments | Shares | Engagement\n2026-11-03 | Orsa | x | 100 | {parts}",
        covers=WEEK,
    )
    assert one(orsa, "engagement_rate_reach")[0] == pytest.approx(engagements / 100)


def test_a_conflict_is_calmed_by_what_the_person_says_before_what_we_closed(orsa):
    canonical_activity.conversations(orsa, """
        Day              | Brand | Channel  | Kind     | Reply            | Solved | Satisfied | Sentiment | Last
        2026-11-02 10:00 | Orsa  | facebook | question | 2026-11-02 11:00 | yes    | no        | negative  | negative
        2026-11-02 10:00 | Orsa  | facebook | question | 2026-11-02 11:00 | no     |           | negative  | negative
        2026-11-02 10:00 | Orsa  | facebook | question | 2026-11-02 11:00 | no     |           | negative  | positive
        2026-11-02 10:00 | Orsa  | facebook | question |                  |        |           | negative  | negative
        2026-11-02 10:00 | Orsa  | facebook | question | 2026-11-02 11:00 |        |           | negative  |
    """, covers=(WEEK[0], "2026-11-15"))  # fmt: skip
    assert one(orsa, "deescalation_rate") == (0.25, 4)  # the third of the answered 1, 2, 3, 5
    assert one(orsa, "issue_resolution_rate") == (0, 5)  # all of them a week old when the export ends


@pytest.mark.parametrize(("cells", "calmed"), [
    ("yes | no | positive", 0), ("no | yes | negative", 1), ("yes | | negative", 0), ("yes | | ", 1), ("no | | neutral", 1),
    (" | | mixed", 1),
])  # fmt: skip
def test_signs_of_calm_in_their_order(orsa, cells, calmed):
    canonical_activity.conversations(
        orsa,
        "Day | Brand | Channel | Kind | Reply | Sentiment | Solved | Satisfied | Last\n"
        f"2026-11-02 10:00 | Orsa | x | message | 2026-11-02 11:00 | negative | {cells}",
        covers=WEEK,
    )
    assert one(orsa, "deescalation_rate") == (calmed, 1)


@pytest.mark.parametrize("told", ["Reply", "Treated", "Resolved"])
def test_comments_without_a_treatment_are_not_treated_where_the_export_tells_any(orsa, told):
    rows = [
        f"2026-11-03 10:00 | Orsa | facebook | comment | {'2026-11-03 10:30' if n < 12 else ''}" for n in range(100)
    ]
    canonical_activity.conversations(orsa, "\n".join([f"Day | Brand | Channel | Kind | {told}", *rows]), covers=WEEK)
    assert one(orsa, "comments_moderated_rate") == (0.12, 100)  # 12 of 100 received


def test_an_export_that_tells_no_treatment_at_all_has_no_say(orsa):
    canonical_activity.conversations(
        orsa, "Day | Brand | Channel | Kind\n2026-11-03 10:00 | Orsa | facebook | comment", covers=WEEK
    )
    assert one(orsa, "comments_moderated_rate")[0] is None


SHEET = "\n".join(
    ["Day | Brand | Positive | Neutral | Negative | Mixed | Unknown", *(f"{day} | Orsa | 10 | 10 | 30 | 0 | 0" for day in canonical.days(WEEK[0], 7))]
)  # fmt: skip
UNTONED = "\n".join(
    ["Day | Brand | Channel | Author", *(f"{day} | Orsa | facebook | a{day}" for day in canonical.days(WEEK[0], 7))]
)


def test_a_log_without_tone_leaves_the_sheet_of_tone_its_say(orsa):
    canonical.sentiment(orsa, SHEET)
    assert one(orsa, "net_sentiment_score") == (-40, 350)  # (70 − 210) / 350
    untoned = canonical.mentions(orsa, UNTONED)
    assert one(orsa, "net_sentiment_score") == (-40, 350)
    assert one(orsa, "sentiment_unknown_rate")[0] == 0
    toned = canonical.mentions(
        orsa, f"Day | Brand | Channel | Sentiment\n{WEEK[0]} | Orsa | facebook | positive", covers=WEEK
    )
    assert one(orsa, "net_sentiment_score") == (100, 1)  # a log that tells tone takes the place of the sheet
    ledger.withdraw(orsa, toned, who="test")
    assert one(orsa, "net_sentiment_score") == (-40, 350)
    ledger.withdraw(orsa, untoned, who="test")
    assert one(orsa, "net_sentiment_score") == (-40, 350)


def test_a_log_without_tone_is_no_log_of_unknown_tone(orsa):
    canonical.mentions(orsa, UNTONED)
    assert one(orsa, "sentiment_unknown_rate")[0] is None
    canonical.mentions(
        orsa, "Day | Brand | Channel | Sentiment\n2026-11-03 | Orsa | x | positive\n2026-11-03 | Orsa | x |"
    )
    assert one(orsa, "sentiment_unknown_rate") == (0.5, 2)  # of the export that tells tone


def test_mixed_mentions_are_told_and_stand_outside_the_balance_of_tone(orsa):
    canonical.mentions(orsa, "\n".join(
        ["Day | Brand | Channel | Sentiment", *(f"2026-11-03 | Orsa | x | {tone}" for tone in ("positive", "negative", "neutral", "mixed", "mixed"))]
    ))  # fmt: skip
    assert one(orsa, "net_sentiment_score") == (0, 3)
    assert one(orsa, "negative_share") == (pytest.approx(1 / 3), 3)
    assert one(orsa, "brand_health_index") == (0.5, 2)
    assert one(orsa, "sentiment_unknown_rate") == (0, 5)


def test_own_mentions_change_no_figure_of_what_others_say(orsa):
    """The same week with and without whatever the brand wrote itself."""
    chance = random.Random(3)
    rows = [
        f"2026-11-0{chance.randint(2, 8)} | Orsa | {channel} | {source} | a{chance.randint(1, 9)} | {chance.choice(['positive', 'negative', 'neutral', ''])}"
        for channel, source in [("x", "x.com"), ("news", "lejour.fr"), ("blog", "leblog.fr")] * 15
    ]
    own = [f"2026-11-0{day} | Orsa | blog | www.orsa.fr | Orsa | positive" for day in range(2, 9)]
    kpis = ("earned_coverage", "net_sentiment_score", "negative_share", "brand_health_index", "sentiment_unknown_rate",
            "unique_authors", "audience_loyalty_rate", "active_advocates", "blog_relations_active", "positive_share_of_voice")  # fmt: skip
    head = "Day | Brand | Channel | Source | Author | Sentiment"
    canonical.mentions(orsa, "\n".join([head, *rows]), covers=("2026-08-01", WEEK[1]))
    before = {kpi: values(orsa, kpi, *WEEK) for kpi in kpis}
    canonical.mentions(orsa, "\n".join([head, *own]), covers=("2026-08-01", WEEK[1]))
    assert {kpi: values(orsa, kpi, *WEEK) for kpi in kpis} == before
    assert one(orsa, "mention_volume")[0] == 45 + 7
