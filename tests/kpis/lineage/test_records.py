"""Behind each figure of the catalogue are rows, as many as its n, and each row names a file and a record of the ledger."""

import math
from datetime import date

import pytest

from data.migrations import open_store
from kpis.analysis import parts, period_scorecard
from kpis.analysis.period_scorecard import Look
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine.periods import Period
from kpis.lineage import mentions, part_rows, records
from kpis.tables import MENTION_SOURCES, OF_SEVERAL, RECORDS, TABLES
from tests.canonical_activity import account_days, posts
from tests.kpis import world

TODAY = date.fromisoformat(world.TODAY)
WEEK = Period(date(2026, 3, 16), date(2026, 3, 22))
LAST_WEEK = Period(date(2026, 3, 30), date(2026, 4, 5))
LOOK = Look("Aurelle", WEEK, "senior", TODAY)
LOOKS = {
    "a week": LOOK,
    "the last week": Look("Aurelle", LAST_WEEK, "senior", TODAY),
    "per month": Look("Aurelle", Period(date(2026, 3, 1), date(2026, 3, 31)), "senior", TODAY),
    "other days": Look("Aurelle", Period(date(2026, 3, 18), date(2026, 4, 2)), "senior", TODAY),
    "one network": Look("Aurelle", LAST_WEEK, "senior", TODAY, channels=("x",)),
    "a running week": Look("Aurelle", LAST_WEEK, "senior", date(2026, 4, 1)),  # with rows of days to come
    "months that begin before the exports": Look(
        "Aurelle", Period(date(2025, 10, 1), date(2025, 12, 31)), "senior", TODAY
    ),
    "a competitor": Look("Novane", WEEK, "senior", TODAY),
    "daily counts of sentiment alone": Look("Karsa", WEEK, "senior", TODAY),
}
KNOWN = """
    select u.name as file, p.part
    from uploads u
    join upload_parts p on p.upload_id = u.upload_id
    where u.status = 'loaded'
"""
# what a figure leaves out, each as a row: the world's own exports are without a gap
GAPS = {
    "mentions": """
        Day              | Brand   | Channel | Source       | Author | Language | Topic  | Sentiment | Engagement | Text
        2026-03-30 09:00 | Aurelle | x       | x.com        | ann    | fr       |        | positive  |            | Une auto sobre, dit ann
        2026-03-30 10:00 | Aurelle | x       | x.com        |        | fr       |        | negative  | 4          | Rappel de véhicules en avril, dit une voix
        2026-03-31 09:00 | Aurelle | news    | lejour.fr    |        | fr       | Recall | neutral   | 7          | Le constructeur fait le point ce mardi
        2026-03-31 10:00 | Aurelle | news    | lesoir.fr    | bea    | fr       | Recall | neutral   | 1          | Le constructeur fait le point ce mardi
        2026-04-01 09:00 | Aurelle | x       | x.com        | ann    | fr       | prix   | mixed     | 2          | Belle mais chère, dit encore ann
        2026-04-02 09:00 | Aurelle | news    | lejour.fr    |        | fr       |        | positive  | 3          | Le même éloge paraît dans deux journaux
        2026-04-02 10:00 | Aurelle | news    | lesoir.fr    |        | fr       |        | positive  | 1          | Le même éloge paraît dans deux journaux
        2026-03-17 09:00 | Novane  | x       | x.com        |        |          |        |           |            | Une voix de plus pour Novane
    """,
    "posts": """
        Day              | Brand   | Channel  | Account | Reach | Reactions | Comments | Shares
        2026-03-30 20:00 | Aurelle | x        | a       |       | 4         | 2        |
        2026-03-31 20:00 | Aurelle | facebook | B       | 300   |           |          |
        2026-03-31 21:00 | Aurelle | facebook | B       | 400   | 5         | 1        | 2
        2026-04-01 20:00 | Aurelle | linkedin | l       | 500   | 9         | 3        | 1
    """,
    "conversations": """
        Day              | Brand   | Channel | Kind    | Reply            | Treated          | Resolved         | Routed           | Service | Sentiment | Last    | Needs | Answered | Solved | Route
        2026-03-30 10:00 | Aurelle | x       | message | 2026-03-30 09:00 |                  |                  |                  |         | neutral   |         | yes   | yes      | no     | no
        2026-03-30 11:00 | Aurelle | x       | comment |                  | 2026-03-30 09:00 |                  |                  |         | neutral   |         | no    |          |        |
        2026-03-31 10:00 | Aurelle | x       | message |                  | 2026-03-31 12:00 | 2026-03-30 09:00 | 2026-03-30 09:00 | SAV     | neutral   |         | yes   | yes      | yes    | yes
        2026-03-31 11:00 | Aurelle | x       | message |                  |                  |                  |                  | SAV     | neutral   |         | yes   | no       | no     | yes
        2026-04-05 22:00 | Aurelle | x       | message |                  |                  |                  |                  |         | neutral   |         | yes   | no       | no     | yes
    """,
    "alerts": """
        Day              | Brand   | Name        | First            | Informed         | Confirmed
        2026-04-01 12:00 | Aurelle | sans suite  |                  |                  |
        2026-04-01 13:00 | Aurelle | à rebours   | 2026-04-01 14:00 | 2026-04-01 12:00 | no
    """,
    "audits": """
        Day        | Brand   | Query        | Kind       | Item          | Rank | Sentiment
        2026-03-30 | Aurelle | aurelle avis | result     | page deux     | 12   | negative
        2026-03-30 | Aurelle | aurelle avis | result     | non qualifié  | 9    |
        2026-03-30 | Aurelle | aurelle avis | suggestion | non qualifiée | 9    |
    """,
    "surveys": """
        Day        | Brand   | Kind | Score | Answers
        2026-03-30 | Aurelle | csat | 9     | 3
        2026-03-30 | Aurelle | nps  | 11    | 2
        2026-03-31 | Aurelle | nps  | 9     |
    """,
    "business": """
        Day        | Last       | Brand   | Channel  | Source   | Visits | Conversions | Revenue | Currency | Model
        2026-03-30 | 2026-04-05 | Aurelle | x        | x        | 400    | 20          | 1200    | EUR      | last click
        2026-03-23 | 2026-04-05 | Aurelle | facebook | facebook | 900    | 40          | 2600    | EUR      | last click
        2026-03-31 |            | Aurelle | linkedin | linkedin |        | 3           |         | EUR      | last click
        2026-03-31 |            | Aurelle | linkedin | linkedin | 30     |             | 90      | EUR      | last click
        2026-03-31 |            | Aurelle |          | direct   | 70     | 5           | 200     | EUR      | last click
    """,
}  # fmt: skip
# a log that names neither replies nor treatments nor solutions: whether there were any is unknown
BARE_LOG = """
    Day              | Brand   | Channel  | Kind    | Needs
    2026-03-31 14:00 | Aurelle | facebook | message | yes
    2026-03-31 15:00 | Aurelle | facebook | comment | no
"""
WINDOW = (world.SINCE, world.UNTIL)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    gaps = [*GAPS.items(), ("conversations", BARE_LOG)]
    given = [*world.uploads(), *((kind, text, WINDOW) for kind, text in gaps)]
    store = world.load(open_store(tmp_path_factory.mktemp("world") / "s.duckdb"), given)
    yield store
    store.close()


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_rows_behind_a_figure_name_files_and_records_of_the_ledger(loaded, name):
    kpi = catalogue()[name]
    scope, grain = period_scorecard.window(kpi, LOOK)
    known = {(row["file"], row["part"]) for row in loaded.rows(KNOWN)}
    rows = []
    for wanted in records.listed(kpi, scope, grain) or ():
        days = mentions.daily(loaded, wanted)
        rows += mentions.page(loaded, wanted, number=1, days=days).to_dict("records")
        files = loaded.rows(*records.files_of(wanted))
        assert sum(one["rows"] for one in files) == sum(count for _, count in days)
    for one in records.records(kpi, scope, grain):
        page = records.page(loaded, one.rows, number=1).to_dict("records")
        rows += page
        assert bool(page) == bool(loaded.value(*one.count))
        files = loaded.rows(*one.files)
        for row in page:
            told = [f for f in files if (f["file"], f["part"]) == (row["file"], row["part"])]
            assert told, row
    assert rows
    for row in rows:
        assert (row["file"], row["part"]) in known
        assert row["record"] >= 1


def test_a_figure_of_four_weeks_shows_the_rows_of_four_weeks(loaded):
    kpi = catalogue()["csat_score"]
    scope, grain = period_scorecard.window(kpi, LOOK)
    assert (scope.since, grain) == (date(2026, 3, 16), "four weeks")
    assert records.counted_scope(kpi, scope, grain).since == date(2026, 2, 23)  # the Monday three weeks before
    assert records.mentions(catalogue()["negative_share"], scope, grain).since == date(2026, 2, 23)


@pytest.mark.parametrize("name", [name for name, kpi in catalogue().items() if not kpi.evidence])
def test_the_rows_that_are_listed_are_as_many_as_n(loaded, name):
    """Not the comments among the requests, not the year of sales before the week; of a share, its numerator among n."""
    kpi, biggest, parts = catalogue()[name], 0.0, [0]
    of_mentions = TABLES[kpi.needs[0]].source in MENTION_SOURCES
    keys = "counts" if of_mentions else "records, weight or looks_back"
    for title, look in LOOKS.items():
        figure = figure_of(loaded, kpi, look)
        if math.isnan(figure["n"]):  # nothing tells it, such as a network of a log that has none
            continue
        biggest = max(biggest, figure["n"])
        listed = cases(loaded, kpi, look)
        assert listed == figure["n"], (
            f"{title}: the evidence lists {listed}, n is {figure['n']:g}; correct {keys} in the header of {name}.sql"
        )
        has_mentions = title != "daily counts of sentiment alone"
        if kpi.numerator and figure["n"] and has_mentions:
            numerator, sample = records.listed(kpi, *period_scorecard.window(kpi, look))
            assert counted(loaded, sample) == figure["n"], title
            parts.append(counted(loaded, numerator))
            expected = round(figure["value"] * figure["n"])
            assert parts[-1] == expected, (
                f"{title}: the numerator lists {parts[-1]}, value × n is {expected}; "
                f"correct numerator in the header of {name}.sql"
            )
    assert biggest > 0
    assert bool(kpi.numerator) == (max(parts) > 0)


@pytest.mark.parametrize("name", [name for name, kpi in catalogue().items() if kpi.evidence == "numerator"])
def test_of_a_share_among_brands_the_brands_own_rows_are_listed(loaded, name):
    kpi, biggest = catalogue()[name], 0.0
    for title, look in LOOKS.items():
        figure = figure_of(loaded, kpi, look)
        if math.isnan(figure["value"]):
            continue
        biggest = max(biggest, figure["value"])
        assert cases(loaded, kpi, look) == round(figure["value"] * figure["n"]), title
    assert 0 < biggest < 1


@pytest.mark.parametrize("name", [name for name, kpi in catalogue().items() if isinstance(kpi.evidence, dict)])
def test_a_figure_whose_n_counts_no_rows_lists_those_that_it_rests_on_and_says_why(loaded, name):
    kpi, differs = catalogue()[name], False
    for title, look in LOOKS.items():
        figure = figure_of(loaded, kpi, look)
        if math.isnan(figure["n"]) or not figure["n"]:
            continue
        listed = cases(loaded, kpi, look)
        assert listed > 0, title
        differs |= listed != figure["n"]
    assert differs, "it needs no exception: remove the key evidence"


@pytest.mark.parametrize(
    ("name", "since"), [("active_advocates", (2026, 2, 21)), ("blog_relations_active", (2025, 12, 23))]
)
def test_a_figure_that_looks_back_lists_the_rows_of_the_days_that_it_looks_at(loaded, name, since):
    """Thirty days, and ninety, up to 22 March."""
    kpi = catalogue()[name]
    wanted = records.mentions(kpi, *period_scorecard.window(kpi, LOOK))
    assert (wanted.since, wanted.until) == (date(*since), date(2026, 3, 22))


def figure_of(store, kpi, look):
    """The row of the KPI that the card of the look tells."""
    scope, grain = period_scorecard.window(kpi, look)
    rows = compute(store, kpi, scope, grain=grain)
    rows = rows[rows["series"] == look.brand]
    return {"value": math.nan, "n": math.nan} if rows.empty else rows.iloc[-1][["value", "n"]].to_dict()


def cases(store, kpi, look):
    """How many cases the rows of the sample tell: mentions, and records of the table that the KPI counts."""
    scope, grain = period_scorecard.window(kpi, look)
    sample = records.mentions(kpi, scope, grain)
    total = counted(store, sample) if sample is not None else 0
    own = {RECORDS.get(kpi.needs[0], "coverage"), *OF_SEVERAL.get(kpi.needs[0], ())}
    return total + sum(store.value(*one.cases) for one in records.records(kpi, scope, grain) if one.table in own)


def counted(store, wanted):
    return sum(count for _, count in mentions.daily(store, wanted))


def test_posts_of_several_tables_are_listed_from_each_and_together_as_many_as_n(store):
    """Two posts of Facebook are listed, four of X are known by its daily numbers: two records of the one, two of the other."""
    posts(store, """
        Day        | Brand   | Channel
        2026-03-17 | Aurelle | facebook
        2026-03-18 | Aurelle | facebook
    """, covers=("2026-03-16", "2026-03-22"), channel="facebook")  # fmt: skip
    counts = [0, 3, 0, 0, 1, 0, 0]
    rows = [f"2026-03-{16 + at} | Aurelle | x | posts | {count}" for at, count in enumerate(counts)]
    rows += ["2026-03-16 | Aurelle | x | views | 900", "2026-03-17 | Aurelle | facebook | posts | 1"]
    account_days(store, "\n".join(["Day | Brand | Channel | Metric | Value", *rows]))
    kpi = catalogue()["posts_count"]
    scope, grain = period_scorecard.window(kpi, LOOK)
    found = {one.table: one for one in records.records(kpi, scope, grain)}
    listed = {name: store.value(*one.count) for name, one in found.items()}
    assert listed == {"post_records": 2, "account_day_records": 7}  # not the views, nor Facebook's own number
    told = {name: store.value(*one.cases) for name, one in found.items()}
    assert told == {"post_records": 2, "account_day_records": 4}
    assert sum(told.values()) == figure_of(store, kpi, LOOK)["n"] == 6


def test_the_rows_of_a_network_that_is_only_numbered_are_its_days(store):
    rows = [f"2026-03-{16 + at} | Aurelle | x | posts | {count}" for at, count in enumerate([0, 3, 0, 0, 1, 0, 0])]
    account_days(store, "\n".join(["Day | Brand | Channel | Metric | Value", *rows]))
    kpi = catalogue()["posts_count"]
    window = parts.Window(*period_scorecard.window(kpi, LOOK))
    found = parts.parts(store, kpi, window)
    mine = found[(found["dimension"] == "channel") & (found["item"] == "x")].iloc[0]
    assert (mine["numerator"], mine["rows"]) == (4, 7)
    keys = parts.records_of(store, kpi, window, "channel", "x")
    page = part_rows.page(store, "post_days", keys, items=["x"])
    assert len(page) == 7
    assert page["value"].sum() == 4
    assert set(page["metric"]) == {"posts"}
