"""Quirks of the exports of own pages and accounts: Meta, Facebook Insights, X, LinkedIn, YouTube, TikTok, places."""

import io
import zipfile

import pytest

from tests.formats.write_xls import write_ole, write_xml
from tests.quirks.test_texts import loaded

TWEETS = (
    "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,retweets,replies,likes,promoted impressions\n"
)
INSTAGRAM = (
    "Post ID,Account ID,Account username,Description,Publish time,Permalink,Post type,Date,Views,Likes,Comments\n"
)
FACEBOOK = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Views,Reach,Views\n"
VIDEOS = "Content,Video title,Video publish time,Duration,Views\n"
RESULTS = "Date,Primary\n2026-03-28T01:00:00,310\n2026-03-29T01:00:00,0\n2026-03-30T00:00:00,1204\n"


def taken(store, folder, data, *, name="export.csv", **answers):
    data = data.encode() if isinstance(data, str) else data
    return loaded(store, folder, data, name=name, **{"brand": "Aurelle", **answers})


def posts(store, columns):
    return [
        tuple(row.values()) for row in store.rows(f"select {columns} from posts order by published_at, platform_id")
    ]


def figures(store):
    """day, metric, value of each kept row."""
    rows = store.rows("select day, metric, value from account_days order by day, metric")
    return [(str(row["day"]), row["metric"], row["value"]) for row in rows]


def followers(store):
    """day, followers, gained of each row."""
    rows = store.rows("select day, followers, gained from follower_records order by day, record")
    return [(str(row["day"]), row["followers"], row["gained"]) for row in rows]


def told(receipt):
    return [str(note) for part in receipt.parts for note in part.notes]


def asked(receipt):
    return [question.id for question in receipt.questions]


def zipped(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.csv", content)
    return data.getvalue()


def wrapped(text):
    """The text as a spreadsheet saves it that took each line for one cell."""
    return "\n".join('"' + line.replace('"', '""') + '"' if '"' in line else line for line in text.split("\n"))


QUOTED = INSTAGRAM.replace("Account ID", '"Account ID"') + (
    '18355151116178767,178414,aurelle_fr,"Le ""silence"",\n\nenfin",03/18/2026 09:48,https://www.instagram.com/p/A/,"IG image",Lifetime,520,33,1\n'
)


def test_quirk_16_lines_that_stand_whole_in_quotes_are_read_without_them(store, tmp_path):
    receipt = taken(store, tmp_path, wrapped(QUOTED))
    assert (receipt.status, receipt.kept, receipt.rejected) == ("loaded", 1, 0)
    assert posts(store, "text, views, reactions") == [('Le "silence",\n\nenfin', 520, 33)]
    assert "Each line of the file stood in quotes of its own, as one cell: it is read without them." in told(receipt)


def test_quirk_16_one_line_with_a_bare_quote_and_nothing_is_taken_apart(store, tmp_path):
    """Then the quotes are not those of a spreadsheet: the file is refused, not mended by half."""
    receipt = taken(store, tmp_path, wrapped(QUOTED) + 'a "bare" quote\n')
    assert receipt.status != "loaded"


def test_quirk_20_the_header_on_row_five_is_found_below_the_lines_about_the_report(store, tmp_path):
    data = "Fanpage Karma\nPosts\n2026-05-25 - 2026-06-21\n\nDate,Profile,Profile-ID,Message,Message-ID,Link,Likes (total)\n2026-06-01 10:00,Aurelle,1,Bonjour,1_1,https://www.facebook.com/1_1,12\n"
    receipt = loaded(store, tmp_path, data.encode())
    assert (receipt.parts[0].format, receipt.parts[0].header_row, receipt.kept) == ("fanpage_karma_posts", 5, 1)
    assert posts(store, "brand, channel, reactions") == [("Aurelle", "facebook", 12)]  # the network is in the link


def test_quirk_21_a_line_that_describes_the_table_above_its_header_is_no_header(store, tmp_path):
    data = "Engagement metrics of each post,,,,,\nPost title,Post link,Post type,Created date,Impressions,Clicks\nBonjour,https://www.linkedin.com/feed/update/urn:li:activity:738,Organic,10/14/2025,1006,69\n"
    receipt = taken(store, tmp_path, data)
    assert (receipt.parts[0].header_row, receipt.read) == (2, 1)
    assert posts(store, "platform_id, impressions, clicks, is_paid") == [("738", 1006, 69, False)]


def test_quirk_22_the_row_of_descriptions_below_the_header_is_no_day_and_no_reject(store, tmp_path):
    rows = [
        ["Date", "page_fans:lifetime", "page_fan_adds_unique:day"],
        ["", "Lifetime: The total number of people who have liked your Page.", "Daily: The number of new people"],
        ["2017-06-09", "41883", "195"],
    ]
    write_xml(tmp_path / "page.xls", {"Key Metrics": rows})
    receipt = taken(store, tmp_path, (tmp_path / "page.xls").read_bytes(), name="page.xls")
    assert (receipt.read, receipt.kept, receipt.rejected) == (1, 1, 0)
    assert followers(store) == [("2017-06-09", 41883, 195)]


AUDIENCE = '"Facebook followers"\n"FB_PAGE FOLLOW UNIQUE_USERS"\n"30222"\n\n"Age & gender"\n"","Women","Men"\n"18-24","10.6","6.5"\n\n"Top countries"\n"France","Belgium"\n"75.1","5.9"\n'


def test_quirk_23_the_follower_total_is_found_among_the_blocks_of_an_audience_file(store, tmp_path):
    receipt = taken(store, tmp_path, AUDIENCE, export_date="2026-01-31")
    assert followers(store) == [("2026-01-31", 30222, None)]
    assert [name for name, _ in receipt.ignored] == ["Age & gender", "Top countries"]


def test_quirk_23_the_total_is_of_the_day_of_the_export_which_is_asked(store, tmp_path):
    assert asked(taken(store, tmp_path, AUDIENCE)) == ["export_date"]


def test_quirk_24_names_in_one_row_and_shares_in_the_next_are_refused_in_words(store, tmp_path):
    receipt = taken(store, tmp_path, '"Top countries"\n"France","Belgium"\n"75.1","5.9"\n')
    assert receipt.status == "refused"
    assert "tells a part of the account only" in str(receipt.reason)


SIDE_BY_SIDE = """Maximum of 50 posts can be displayed,,,,,,
Post URL,Post publish date,Engagements,,Post URL,Post publish date,Impressions
https://l/urn:li:activity:1,9/1/2025,30,,https://l/urn:li:activity:2,9/2/2025,"1,500"
https://l/urn:li:activity:2,9/2/2025,21,,https://l/urn:li:activity:3,9/30/2025,900
"""


def test_quirk_25_tables_side_by_side_are_joined_by_what_they_are_about(store, tmp_path):
    """Post 2 is in both tables: its engagements and its impressions are told of one post."""
    receipt = taken(store, tmp_path, SIDE_BY_SIDE)
    assert posts(store, "platform_id, engagement, impressions") == [("1", 30, None), ("2", 21, 1500), ("3", None, 900)]
    assert receipt.read == receipt.kept + receipt.folded + receipt.rejected == 2


def test_quirk_26_a_total_row_first_is_no_video(store, tmp_path):
    receipt = taken(
        store,
        tmp_path,
        VIDEOS + 'Total,,,,300\nUWQNrpakgcA,Un,"Aug 28, 2025",9,200\n-_CDnDtsTHA,Deux,"Sep 4, 2025",15,100\n',
    )
    assert (receipt.read, receipt.kept) == (2, 2)
    assert "The total row agrees with the records: Views = 300." in told(receipt)  # 200 + 100


def test_quirk_26_a_total_of_more_videos_than_there_are_is_said(store, tmp_path):
    receipt = taken(store, tmp_path, VIDEOS + 'Total,,,,900\nUWQNrpakgcA,Un,"Aug 28, 2025",9,200\n')
    assert any("says Views = 900, but the records add up to 200" in note for note in told(receipt))


def test_quirk_26_a_video_that_is_called_total_is_a_video(store, tmp_path):
    receipt = taken(store, tmp_path, VIDEOS + 'UWQNrpakgcA,Total,"Aug 28, 2025",9,200\n')
    assert receipt.kept == 1


@pytest.mark.parametrize(
    ("first", "second", "views"), [("", "2200", 2200), ("1400", "7", 1400), ("0", "7", 0), ("", "", None)]
)
def test_quirk_31_of_two_columns_of_one_name_the_first_that_is_not_empty_counts(store, tmp_path, first, second, views):
    data = (
        FACEBOOK
        + f"939005954986064,1,Aurelle,Bonjour,01/14/2026 13:34,https://www.facebook.com/1,Photos,Lifetime,{first},5,{second}\n"
    )
    taken(store, tmp_path, data)
    assert posts(store, "views") == [(views,)]


def test_quirk_32_a_header_with_a_blank_at_its_end_is_the_same_header(store, tmp_path):
    data = "Date,New followers ,Reached audience ,Phone number clicks \n2026/01/02,6,2306,0\n"
    assert taken(store, tmp_path, data).status == "loaded"
    assert figures(store) == [("2026-01-02", "reach", 2306)]


def test_quirk_34_days_as_columns_become_rows(store, tmp_path):
    data = 'Total Followers,,,\nProfile,Network,"May 25, 2026","Jun 1, 2026"\nAurelle,Facebook,12000,12040\n'
    loaded(store, tmp_path, data.encode())
    assert followers(store) == [("2026-05-25", 12000, None), ("2026-06-01", 12040, None)]


def test_quirk_34_a_series_with_values_below_zero_is_a_change_and_no_audience(store, tmp_path):
    data = 'Total Followers,,,\nProfile,Network,"May 25, 2026","Jun 1, 2026"\nAurelle,Facebook,40,-3\nKarsa,Facebook,310,320\n'
    receipt = loaded(store, tmp_path, data.encode())
    assert (receipt.kept, [(one.record, one.reason) for one in receipt.parts[0].rejects]) == (1, [(3, "is below zero")])


def test_quirk_35_technical_keys_are_headers(store, tmp_path):
    data = (
        FACEBOOK.replace("Reach", "IMPRESSION:UNIQUE_USERS")
        + "939005954986064,1,Aurelle,Bonjour,01/14/2026 13:34,https://www.facebook.com/1,Photos,Lifetime,7,1150,\n"
    )
    taken(store, tmp_path, data)
    assert posts(store, "reach") == [(1150,)]


def test_quirk_37_french_headers_of_x_and_youtube_are_the_same_exports(store, tmp_path):
    tweets = "Identifiant du Tweet,Permalien du Tweet,Texte du Tweet,heure,impressions,engagements,Retweets,réponses,J'aime\n812369747765362688,https://twitter.com/aurelle/status/812369747765362688,Bonjour,2026-01-04 18:50 +0000,1938.0,18.0,2.0,1.0,9.0\n"
    videos = (
        "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues\nUWQNrpakgcA,Essai,28 août 2025,9,200\n"
    )
    assert taken(store, tmp_path, tweets).parts[0].format == "x_tweets"
    assert taken(store, tmp_path, videos, name="videos.csv").parts[0].format == "youtube_videos"
    assert posts(store, "channel, day, shares, views") == [
        ("youtube", posts(store, "day")[0][0], None, 200),
        ("x", posts(store, "day")[1][0], 2, None),
    ]
    assert [str(day) for (day,) in posts(store, "day")] == ["2025-08-28", "2026-01-04"]


OVERVIEW = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"


@pytest.mark.parametrize(
    ("last_year", "this_year"),
    [("December 31", "January 1"), ("31 de diciembre", "1 de enero"), ("31 déc.", "1er janvier"), ("31 December", "1 January"), ("12月31日", "1月1日"), ("31 tháng 12", "1 tháng 1")],
)  # fmt: skip
def test_quirk_38_english_headers_may_stand_above_dates_of_the_screen_s_language(store, tmp_path, last_year, this_year):
    taken(store, tmp_path, OVERVIEW + f"{last_year},1,0,0,0,0\n{this_year},2,0,0,0,0\n", export_date="2026-01-03")
    assert [(day, value) for day, metric, value in figures(store) if metric == "views"] == [
        ("2025-12-31", 1),
        ("2026-01-01", 2),
    ]


def test_quirk_39_line_ends_inside_a_text_make_no_record(store, tmp_path):
    receipt = taken(
        store,
        tmp_path,
        TWEETS + '1938,https://twitter.com/a/status/1938,"Un\n\ndeux",2026-01-04 18:50 +0000,1,0,0,0,0,-\n',
    )
    assert (receipt.read, posts(store, "text")) == (1, [("Un\n\ndeux",)])


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
        (4, "Primary", "03-avr", "is no number that can be read")
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


def test_quirk_76_a_bare_title_is_of_the_one_network_that_the_file_s_other_tables_name(store, tmp_path):
    taken(store, tmp_path, zipped(Views=f"Views\n{RESULTS}", Reach=f"Instagram reach\n{RESULTS}"), name="results.zip")
    assert {row["channel"] for row in store.rows("select channel from account_days")} == {"instagram"}


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
