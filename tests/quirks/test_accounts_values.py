"""Quirks of account and post exports: what a day, a count, an id or the name of a file means."""

import pytest

from tests.formats.write_xls import write_ole
from tests.quirks.accounts import (
    INSTAGRAM,
    OVERVIEW,
    RESULTS,
    TWEETS,
    VIDEOS,
    asked,
    figures,
    followers,
    posts,
    taken,
    zipped,
)


def instagram(*times):
    rows = "".join(
        f"1835515111617876{n},178414,aurelle_fr,Bonjour,{time},https://www.instagram.com/p/{n}/,IG image,Lifetime,1,1,1\n"
        for n, time in enumerate(times, 1)
    )
    return INSTAGRAM + rows


def days_of(store):
    return [str(day) for (day,) in posts(store, "day")]


def test_quirk_42_meta_writes_the_month_first(store, tmp_path):
    taken(store, tmp_path, instagram("02/03/2026 13:34"))
    assert days_of(store) == ["2026-02-03"]


def test_quirk_42_a_german_screen_writes_the_day_first(store, tmp_path):
    taken(store, tmp_path, instagram("01.09.2026 18:00").replace("Publish time", "Veröffentlichungszeitpunkt"))
    assert days_of(store) == ["2026-09-01"]


def test_quirk_42_of_a_french_screen_the_order_is_proved_or_asked(store, tmp_path):
    asks = taken(store, tmp_path, instagram("02/03/2026 13:34").replace("Publish time", "Heure de publication"))
    assert asked(asks) == ["date_order"]
    taken(
        store,
        tmp_path,
        instagram("02/03/2026 13:34", "14/03/2026 13:34").replace("Publish time", "Heure de publication"),
        name="b.csv",
    )
    assert days_of(store) == ["2026-03-02", "2026-03-14"]


def test_quirk_44_both_ways_of_writing_a_day_on_the_new_x_are_read(store, tmp_path):
    overview = 'Date,Impressions,Likes,Engagements,New follows,Unfollows\n"Tue, Feb 17, 2026",426,18,49,2,3\n'
    content = "Post id,Date,Post text,Link,Impressions,Likes,Engagements\n1891564128784855141,Tue Feb 17 2026,Demain,https://x.com/aurelle/status/1891564128784855141,70,3,9\n"
    taken(store, tmp_path, overview)
    taken(store, tmp_path, content, name="content.csv")
    assert {day for day, *_ in figures(store)} == {"2026-02-17"} == set(days_of(store))
    assert followers(store) == [("2026-02-17", None, 2)]


def test_quirk_45_a_day_with_the_name_of_its_month_needs_no_order(store, tmp_path):
    taken(store, tmp_path, VIDEOS + 'UWQNrpakgcA,Un,"Sep 4, 2025",9,200\n')
    assert days_of(store) == ["2025-09-04"]


def test_quirk_49_a_midnight_that_summer_time_moved_stays_on_its_day(store, tmp_path):
    taken(store, tmp_path, "Instagram reach\n" + RESULTS)
    assert figures(store) == [("2026-03-28", "reach", 310), ("2026-03-29", "reach", 0), ("2026-03-30", "reach", 1204)]


def test_quirk_50_years_are_counted_back_from_the_day_of_the_export_which_is_asked(store, tmp_path):
    data = OVERVIEW + "".join(
        f"{day},{n},0,0,0,0\n" for n, day in enumerate(["December 30", "December 31", "January 1"])
    )
    assert asked(taken(store, tmp_path, data)) == ["export_date"]
    taken(store, tmp_path, data, export_date="2026-12-15")
    assert [day for day, metric, _ in figures(store) if metric == "views"] == ["2025-12-30", "2025-12-31", "2026-01-01"]


def test_quirk_50_newest_first_gives_the_same_years(store, tmp_path):
    data = OVERVIEW + "".join(f"{day},1,0,0,0,0\n" for day in ["January 2", "January 1", "December 31", "December 30"])
    taken(store, tmp_path, data, export_date="2026-01-03")
    assert [day for day, metric, _ in figures(store) if metric == "views"] == [
        "2025-12-30",
        "2025-12-31",
        "2026-01-01",
        "2026-01-02",
    ]


def test_quirk_50_the_number_of_a_video_tells_the_year_of_its_day(store, tmp_path):
    """7527622998824583169 >> 32 is 1752661308 s: 2025-07-16 10:21:48 UTC. A day of another month is not believed."""
    link = "https://www.tiktok.com/@aurelle/video/7527622998824583169"
    head = "Time,Video title,Video link,Post time,Total likes,Total views\n"
    receipt = taken(store, tmp_path, head + f"January 2,Un,{link},July 16,5,90\nJanuary 2,Deux,{link},October 9,5,90\n")
    assert days_of(store) == ["2025-07-16"]
    assert [(one.record, one.value) for one in receipt.parts[0].rejects] == [(3, "October 9")]


def test_quirk_55_the_word_lifetime_is_the_window_of_the_figures_and_no_date(store, tmp_path):
    receipt = taken(store, tmp_path, instagram("01/14/2026 13:34"))
    assert (receipt.rejected, days_of(store)) == (0, ["2026-01-14"])


def test_quirk_57_newest_first_covers_the_same_days(store, tmp_path):
    receipt = taken(
        store,
        tmp_path,
        'Date,Impressions,Engagements,Likes,New follows,Unfollows\n"Wed, Feb 18, 2026",62,3,0,1,0\n"Tue, Feb 17, 2026",426,49,18,2,3\n',
    )
    assert (str(receipt.covered_from), str(receipt.covered_to)) == ("2026-02-17", "2026-02-18")


def test_quirk_58_a_day_that_the_export_omits_is_no_row_and_a_day_of_zero_is_one(store, tmp_path):
    """Sparse and dense exports of follows differ in rows, not in sums: 3 + 12."""
    sparse = "Facebook follows\nDate,Primary\n2026-03-28T01:00:00,3\n2026-03-30T00:00:00,12\n"
    taken(store, tmp_path, sparse)
    assert followers(store) == [("2026-03-28", None, 3), ("2026-03-30", None, 12)]
    taken(store, tmp_path, sparse.replace("2026-03-30", "2026-03-29T01:00:00,0\n2026-03-30"), name="dense.csv")
    assert store.rows("select sum(gained) as gained, count(*) as days from follower_records where state = 'kept'") == [
        {"gained": 15, "days": 3}
    ]


@pytest.mark.parametrize("mark", ["undefined", "NAN", "--", "-", ""])
def test_quirk_64_a_mark_for_no_value_is_missing_and_never_zero(store, tmp_path, mark):
    data = f"Date,New followers,Total followers,Reached audience\n2026/01/01,{mark},{mark},{mark}\n2026/01/02,6,5210,2306\n"
    taken(store, tmp_path, data)
    assert followers(store) == [("2026-01-01", None, None), ("2026-01-02", 5210, 6)]
    assert figures(store) == [("2026-01-02", "reach", 2306)]


def test_quirk_65_counts_written_with_a_decimal_zero_are_whole_numbers(store, tmp_path):
    taken(
        store,
        tmp_path,
        TWEETS + "1938,https://twitter.com/a/status/1938,Un,2026-01-04 18:50 +0000,1938.0,18.0,2.0,1.0,9.0,-\n",
    )
    assert posts(store, "impressions, engagement, shares, comments, reactions, is_paid") == [(1938, 18, 2, 1, 9, None)]


def test_quirk_68_a_decimal_that_became_a_date_is_a_reject_with_its_value(store, tmp_path):
    receipt = taken(
        store, tmp_path, "Instagram reach\nDate;Primary\n2026-03-28T01:00:00;310\n2026-03-29T01:00:00;03-avr\n"
    )
    assert [(one.record, one.column, one.value, one.reason) for one in receipt.parts[0].rejects] == [
        (4, "Primary", "03-avr", "is not a valid number")
    ]


def test_quirk_69_a_count_in_a_cell_that_is_formatted_as_a_date_is_the_count(store):
    """A spreadsheet's hundredth day is 1900-04-09, its first 1900-01-01; 2020-02-01 is day 43862."""
    days = {"1900-01-01": "1", "1900-02-28": "59", "1900-04-09": "100", "2020-02-01": "43862", "12040": "12040"}
    assert {day: store.rows(f"select unserial('{day}') as n")[0]["n"] for day in days} == days


def test_quirk_72_a_number_that_names_a_place_keeps_its_zeros(store, tmp_path):
    data = "Store code,Business name,Address,Website clicks,Calls\n00018942765390127205,Aurelle Dijon,1 rue de la Liberté,14,5\n"
    taken(store, tmp_path, data, period="2026-01-01..2026-01-31")
    assert {row["account"] for row in store.rows("select account from account_days")} == {"00018942765390127205"}


def test_quirk_73_an_id_that_begins_with_a_dash_is_an_id(store, tmp_path):
    taken(store, tmp_path, VIDEOS + '-_CDnDtsTHA,=Aurelle 3,"Sep 4, 2025",15,100\n')
    assert posts(store, "platform_id, title") == [("-_CDnDtsTHA", "=Aurelle 3")]


def test_quirk_75_a_later_export_of_the_same_post_replaces_its_figures(store, tmp_path):
    first = TWEETS + "1938,https://twitter.com/a/status/1938,Un,2026-01-04 18:50 +0000,100,5,0,0,5,-\n"
    taken(store, tmp_path, first)
    receipt = taken(store, tmp_path, first.replace("100,5,0,0,5", "140,9,1,0,8"), name="later.csv")
    assert (receipt.replaced, posts(store, "impressions, engagement")) == (1, [(140, 9)])


def test_quirk_76_files_of_one_name_are_told_apart_by_their_title(store, tmp_path):
    for title in ("Facebook visits", "Instagram profile visits"):
        taken(store, tmp_path, f"{title}\n{RESULTS}", name="Visits.csv")
    rows = store.rows(
        "select channel, sum(value) as visits from account_days where metric = 'profile_visits' group by all order by all"
    )
    assert rows == [{"channel": "facebook", "visits": 1514}, {"channel": "instagram", "visits": 1514}]  # 310 + 0 + 1204


def test_quirk_76_a_bare_title_asks_which_network(store, tmp_path):
    receipt = taken(store, tmp_path, f"Views\n{RESULTS}", name="Views.csv")
    assert (receipt.status, asked(receipt)) == ("needs an answer", ["network"])


def test_quirk_76_a_bare_title_is_never_of_the_network_of_its_neighbour(store, tmp_path):
    data = zipped(Views=f"Views\n{RESULTS}", Reach=f"Instagram reach\n{RESULTS}")
    assert asked(taken(store, tmp_path, data, name="results.zip")) == ["network"]


def test_quirk_76_other_tables_of_two_networks_tell_nothing_of_a_bare_title(store, tmp_path):
    data = zipped(Views=f"Views\n{RESULTS}", Reach=f"Instagram reach\n{RESULTS}", Visits=f"Facebook visits\n{RESULTS}")
    assert asked(taken(store, tmp_path, data, name="results.zip")) == ["network"]


def test_quirk_77_the_total_of_a_day_s_new_followers_is_no_audience(store, tmp_path):
    write_ole(tmp_path / "aurelle_followers_1760400000000.xls", {
        "New followers": [["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"], ["10/14/2025", 0, 4, 1, 5]],
        "Location": [["Location", "Total followers"], ["Greater Paris Metropolitan Region", 1200], ["Greater Lyon Area", 300]],
    })  # fmt: skip
    receipt = taken(
        store, tmp_path, (tmp_path / "aurelle_followers_1760400000000.xls").read_bytes(), name="followers.xls"
    )
    assert followers(store) == [("2025-10-14", None, 5)]
    assert [name for name, _ in receipt.ignored] == [
        "Location"
    ]  # nor are 1 200 + 300 the audience: not all tell a place


def test_quirk_78_entities_of_html_in_a_text_are_their_signs(store, tmp_path):
    taken(
        store,
        tmp_path,
        TWEETS + "1938,https://twitter.com/a/status/1938,R&amp;D &lt;3,2026-01-04 18:50 +0000,1,0,0,0,0,-\n",
    )
    assert posts(store, "text") == [("R&D <3",)]


PLACES = "Store code,Business name,Address,Website clicks,Calls\n,,,Number of interactions,Number of calls\n,Aurelle Dijon,1 rue de la Liberté,14,5\n"


def test_quirk_81_a_period_that_only_the_file_s_name_tells_is_the_period(store, tmp_path):
    taken(store, tmp_path, PLACES, name="GMB insights (Performance Report) - 2026-1-1 - 2026-1-31 - 2bfad2d361cb.csv")
    rows = store.rows("select distinct day, last_day from account_days")
    assert [(str(row["day"]), str(row["last_day"])) for row in rows] == [("2026-01-01", "2026-01-31")]


def test_quirk_81_a_name_without_a_period_asks_for_it(store, tmp_path):
    assert asked(taken(store, tmp_path, PLACES, name="places.csv")) == ["period"]


def test_one_table_fills_followers_and_figures_of_the_day_whole_or_not_at_all(store, tmp_path):
    """A gain that cannot be read is a reject of the followers alone: the day's reach is sound."""
    receipt = taken(store, tmp_path, "Date,New followers,Reached audience\n2026/01/01,abc,75134\n2026/01/02,6,2306\n")
    assert [(part.table, part.kept, part.rejected) for part in receipt.parts] == [
        ("followers", 1, 1),
        ("account_days", 2, 0),
    ]
    assert receipt.read == receipt.kept + receipt.folded + receipt.rejected
