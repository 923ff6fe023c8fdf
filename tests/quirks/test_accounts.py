"""Quirks of account and post exports: which rows and columns are the table."""

import pytest

from tests.formats.write_xls import write_xml
from tests.quirks.accounts import (
    FACEBOOK,
    INSTAGRAM,
    OVERVIEW,
    TWEETS,
    VIDEOS,
    asked,
    figures,
    followers,
    posts,
    taken,
    told,
    wrapped,
)
from tests.quirks.test_texts import loaded

QUOTED = INSTAGRAM.replace("Account ID", '"Account ID"') + (
    '18355151116178767,178414,aurelle_fr,"Le ""silence"",\n\nenfin",03/18/2026 09:48,https://www.instagram.com/p/A/,"IG image",Lifetime,520,33,1\n'
)


def test_quirk_16_lines_that_stand_whole_in_quotes_are_read_without_them(store, tmp_path):
    receipt = taken(store, tmp_path, wrapped(QUOTED))
    assert (receipt.status, receipt.kept, receipt.rejected) == ("loaded", 1, 0)
    assert posts(store, "text, views, reactions") == [('Le "silence",\n\nenfin', 520, 33)]
    assert "Each line of the file was in quotes, as a single cell: it is read without them." in told(receipt)


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
    assert "covers only part of the account" in str(receipt.reason)


SIDE_BY_SIDE = """Maximum of 50 posts can be displayed,,,,,,
Post URL,Post publish date,Engagements,,Post URL,Post publish date,Impressions
https://www.linkedin.com/feed/update/urn:li:activity:1,9/1/2025,30,,https://www.linkedin.com/feed/update/urn:li:activity:2,9/2/2025,"1,500"
https://www.linkedin.com/feed/update/urn:li:activity:2,9/2/2025,21,,https://www.linkedin.com/feed/update/urn:li:activity:3,9/30/2025,900
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
    assert any("gives Views = 900, but the records add up to 200" in note for note in told(receipt))


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
    assert (receipt.kept, [(one.record, one.reason) for one in receipt.parts[0].rejects]) == (1, [(3, "is negative")])


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
