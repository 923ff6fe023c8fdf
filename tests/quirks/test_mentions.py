"""Quirks of listening tools, collectors and reviews: dates, zones, sentiments, ids, lists and repeated mentions."""

import pytest
import xlsxwriter

from tests.quirks.test_texts import loaded, text

BRANDWATCH = [
    "Query Name",
    "Date",
    "Title",
    "Url",
    "Domain",
    "Sentiment",
    "Page Type",
    "Full Text",
    "Author",
    "Hashtags",
]
TALKWALKER = [
    "url", "published", "title_snippet", "content_snippet", "matched_profile", "source_type", "sentiment", "content",
    "extra_author_attributes.name", "entity_urls", "tags_internal",
]  # fmt: skip
NETBASE = ["Post ID", "Sound Bite Text", "Source Type", "Published Date (GMT-04:00) New York", "Sentiment", "URL"]
SYSOMOS = ["Source", "Host", "Link", "Date(ET)", "Time(ET)", "AuthorName", "Sentiment", "Title", "Snippet", "Contents"]
MELTWATER = [
    "Date",
    "Headline",
    "URL",
    "Opening Text",
    "Hit Sentence",
    "Source",
    "Influencer",
    "Reach",
    "Sentiment",
    "Input Name",
]
EXPLORE = ["Date", "Time", "Document ID", "URL", "Source Name", "Author Name", "Title", "Input Name"]
CROWDTANGLE = [
    "Page Name",
    "Likes at Posting",
    "Followers at Posting",
    "Post Created",
    "Total Interactions",
    "URL",
    "Message",
    "Facebook Id",
]
TRUSTPILOT = [
    "Review Id",
    "Review Created (UTC)",
    "Review Title",
    "Review Content",
    "Review Stars",
    "Review User Email",
    "Webshop Name",
]
PLAIN = ["Date", "Brand", "Channel", "Author", "Text", "Sentiment", "Id"]


def rows(header, *records):
    """The cells of each record in the order of the header; what a record does not name is empty."""
    return [header, *[[record.get(name, "") for name in header] for record in records]]


def given(store, folder, header, *records, name="export.csv", delimiter=",", **answers):
    return loaded(store, folder, text(rows(header, *records), delimiter=delimiter).encode(), name=name, **answers)


def published(store):
    return [str(row["published_at"]) for row in store.rows("select published_at from mention_records order by record")]


def column(store, name):
    return [row[name] for row in store.rows(f"select {name} from mention_records order by record")]


def told(receipt):
    return [str(note) for part in receipt.parts for note in part.notes]


@pytest.mark.parametrize("above", ["", "Report:,Bulk\nBrand:,Aurelle\nFrom:,x\nTo:,y\nLabel\n\n", "Report:,Bulk\n\n\n"])
def test_quirk_17_the_lines_of_a_report_above_the_header_are_none_of_its_records(store, tmp_path, above):
    table = rows(BRANDWATCH, {"Query Name": "Aurelle", "Date": "2026-03-11 08:15:42.0", "Url": "https://a.example/1", "Domain": "a.example", "Page Type": "blog"})  # fmt: skip
    receipt = loaded(store, tmp_path, (above + text(table)).encode())
    assert (receipt.read, receipt.kept, receipt.parts[0].header_row) == (1, 1, above.count("\n") + 1)
    assert published(store) == ["2026-03-11 07:15:42"]  # a quarter past eight in Paris, in winter


def test_quirk_29_a_table_without_header_is_known_by_the_shape_of_its_cells(store, tmp_path):
    table = [["4", "3", "Mon May 11 03:17:40 UTC 2009", "aurelle", "ana", "Love it"], ["0", "9", "Mon May 11 03:18:00 UTC 2009", "aurelle", "bo", "Broke down"]]  # fmt: skip
    receipt = loaded(store, tmp_path, text(table).encode("latin-1"))
    assert (receipt.parts[0].format, receipt.read, receipt.kept) == ("sentiment140", 2, 2)
    assert (column(store, "record"), column(store, "sentiment")) == ([1, 2], ["positive", "negative"])


def test_quirk_29_one_cell_of_another_shape_and_the_table_is_not_known(store, tmp_path):
    table = [["4", "3", "Mon May 11 03:17:40 UTC 2009", "aurelle", "ana", "Love it"], ["7", "9", "Mon May 11 03:18:00 UTC 2009", "aurelle", "bo", "Hm"]]  # fmt: skip
    assert loaded(store, tmp_path, text(table).encode()).status == "refused"


def test_quirk_36_dotted_paths_are_headers(store, tmp_path):
    given(store, tmp_path, TALKWALKER, {"url": "https://a.example/1", "published": "22/09/26 11:00:24", "content": "x", "matched_profile": "SEARCH /  / Aurelle", "source_type": "BLOG", "extra_author_attributes.name": "Nadia"})  # fmt: skip
    assert column(store, "author") == ["Nadia"]


def test_quirk_39_a_text_of_several_lines_with_quotes_is_one_mention(store, tmp_path):
    words = 'Essai :\nconfortable, "silencieuse"\n\nsobre'
    receipt = given(store, tmp_path, BRANDWATCH, {"Query Name": "Aurelle", "Date": "2026-03-11 08:15:42.0", "Url": "https://a.example/1", "Page Type": "blog", "Full Text": words})  # fmt: skip
    assert (receipt.read, column(store, "text")) == (1, [words])


def test_quirk_40_backslashes_before_quotes_stay_inside_their_cell(store, tmp_path):
    data = (
        "publishedAt,videoId,channelId,channelTitle,videoDescription\n"
        '2026-02-06T10:00:00Z,a1b2c3d4e5f,UC1,Auto,"La \\"citadine\\", sobre"\n'
        '2026-02-07T10:00:00Z,a1b2c3d4e5g,UC1,Auto,"sans"\n'
    )
    receipt = loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert (receipt.read, column(store, "text")) == (2, ['La "citadine", sobre', "sans"])


def test_quirk_41_talkwalker_writes_the_day_first_with_two_digits_of_the_year(store, tmp_path):
    record = {
        "url": "https://a.example/1",
        "published": "02/09/26 11:00:24",
        "content": "x",
        "matched_profile": "Aurelle",
        "source_type": "BLOG",
    }
    given(store, tmp_path, TALKWALKER, record)
    assert published(store) == ["2026-09-02 09:00:24"]  # 2 September, eleven in Paris


@pytest.mark.parametrize(
    ("written", "utc"), [("06-Feb-2026 03:03PM", "2026-02-06 14:03:00"), ("06-Feb-2026 12:10AM", "2026-02-05 23:10:00")]
)
def test_quirk_43_meltwater_names_the_month_and_half_of_the_day(store, tmp_path, written, utc):
    given(store, tmp_path, MELTWATER, {"Date": written, "Headline": "Rappel", "URL": "https://a.example/1", "Source": "Gazette", "Input Name": "Aurelle"})  # fmt: skip
    assert published(store) == [utc]


def test_quirk_46_dates_in_the_manner_of_mails_carry_their_zone(store, tmp_path):
    given(store, tmp_path, PLAIN,
          {"Date": "Tue Oct 31 22:10:47 +0000 2017", "Brand": "Aurelle", "Channel": "X", "Text": "a first one"},
          {"Date": "Mon May 11 03:17:40 UTC 2009", "Brand": "Aurelle", "Channel": "X", "Text": "a second one"})  # fmt: skip
    assert published(store) == ["2017-10-31 22:10:47", "2009-05-11 03:17:40"]


@pytest.mark.parametrize(
    ("written", "utc"),
    [("2023-05-24 22:48:32 EDT", "2023-05-25 02:48:32"), ("2023-01-24 12:00:00 EST", "2023-01-24 17:00:00")],
)
def test_quirk_47_a_zone_s_abbreviation_moves_the_clock(store, tmp_path, written, utc):
    given(store, tmp_path, CROWDTANGLE, {"Page Name": "Auto", "Post Created": written, "URL": "https://www.facebook.com/a/posts/1", "Message": "x", "Total Interactions": "3"}, brand="Aurelle")  # fmt: skip
    assert published(store) == [utc]


def test_quirk_47_an_abbreviation_that_two_regions_use_is_asked_about(store, tmp_path):
    record = {
        "Page Name": "Auto",
        "URL": "https://www.facebook.com/a/posts/1",
        "Message": "x",
        "Total Interactions": "3",
    }
    rows = (
        record | {"Post Created": "2023-01-24 12:00:00 CST"},
        record | {"Post Created": "2023-01-24 12:00:00 EST", "URL": "https://www.facebook.com/a/posts/2"},
    )
    (question,) = given(store, tmp_path, CROWDTANGLE, *rows, brand="Aurelle").questions
    assert (question.id, question.options[1]) == ("zone_of_cst", "Asia/Shanghai (+08:00)")
    given(store, tmp_path, CROWDTANGLE, *rows, brand="Aurelle", zone_of_cst="Asia/Shanghai (+08:00)")
    assert [str(at) for at in column(store, "published_at")] == ["2023-01-24 04:00:00", "2023-01-24 17:00:00"]


@pytest.mark.parametrize(
    ("head", "utc"),
    [
        ("Published Date (GMT-04:00) New York", "2026-08-02 02:15:00"),
        ("Published_Date_(GMT+02:00)_Paris", "2026-08-01 20:15:00"),
    ],
)
def test_quirk_48_an_offset_in_the_header_is_the_zone_of_its_column(store, tmp_path, head, utc):
    header = [head if name.startswith("Published") else name for name in NETBASE]
    receipt = given(store, tmp_path, header, {"Post ID": "p1", "Sound Bite Text": "Bravo", "Source Type": "News", head: "2026-08-01 22:15:00", "Sentiment": "Positives"}, brand="Aurelle")  # fmt: skip
    assert published(store) == [utc]
    assert any(head in note for note in told(receipt))


@pytest.mark.parametrize(
    ("day", "utc"), [("Mar 11, 2015", "2015-03-12 00:15:00"), ("Jan 5, 2015", "2015-01-06 01:15:00")]
)
def test_quirk_48_a_zone_s_name_in_the_header_knows_summer_and_winter(store, tmp_path, day, utc):
    """A quarter past eight in the evening in New York: four hours behind UTC in March 2015 (since the 8th), five in January."""
    given(store, tmp_path, SYSOMOS, {"Source": "Twitter", "Host": "twitter.com", "Link": "http://twitter.com/a/statuses/575000000000000001", "Date(ET)": day, "Time(ET)": "8:15 PM", "Sentiment": "POS", "Contents": "x"}, brand="Aurelle")  # fmt: skip
    assert published(store) == [utc]


def test_quirk_48_utc_in_the_header_is_no_clock_of_the_organisation(store, tmp_path):
    given(store, tmp_path, TRUSTPILOT, {"Review Id": "r1", "Review Created (UTC)": "2026-01-02 23:30:00", "Review Content": "x", "Webshop Name": "Aurelle"})  # fmt: skip
    assert (published(store), [str(day) for day in column(store, "day")]) == (["2026-01-02 23:30:00"], ["2026-01-03"])


def test_quirk_53_the_number_of_a_day_in_a_spreadsheet_is_that_day(store, tmp_path):
    given(store, tmp_path, PLAIN, {"Date": "42059.4832407407", "Brand": "Aurelle", "Channel": "X", "Text": "x"})
    assert published(store) == ["2015-02-24 10:35:52"]  # 42059 = 24 February 2015; 0.4832407407 × 86400 s = 11:35:52


def test_quirk_54_milliseconds_since_1970_are_an_instant(store, tmp_path):
    header = ["published_ts" if name == "published" else name for name in TALKWALKER]
    given(store, tmp_path, header, {"url": "https://a.example/1", "published_ts": "1767225599000", "content": "x", "matched_profile": "Aurelle", "source_type": "BLOG"})  # fmt: skip
    assert (published(store), [str(day) for day in column(store, "day")]) == (["2025-12-31 23:59:59"], ["2026-01-01"])


def test_quirk_56_a_time_in_a_column_of_its_own_belongs_to_the_day_beside_it(store, tmp_path):
    path = tmp_path / "explore.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Export")
        sheet.write_row(0, 0, EXPLORE)
        sheet.write_number(1, 0, 46198, book.add_format({"num_format": "yyyy-mm-dd"}))  # 25 June 2026
        sheet.write_row(1, 1, ["22:03", '"178_a"', "https://a.example/1", "Gazette", "Paul", "Rappel", "Aurelle"])
    loaded(store, tmp_path, path.read_bytes(), name="explore.xlsx")
    assert published(store) == ["2026-06-25 20:03:00"]


def test_quirk_64_what_a_tool_did_not_rate_is_not_neutral(store, tmp_path):
    record = {
        "Date": "06-Feb-2026 03:03PM",
        "Headline": "Rappel",
        "Source": "Gazette",
        "Input Name": "Aurelle",
        "Reach": "N/A",
    }
    given(store, tmp_path, MELTWATER, *(record | {"URL": f"https://a.example/{word}", "Sentiment": word} for word in ("Not Rated", "Unknown", "", "Neutral")))  # fmt: skip
    assert (column(store, "sentiment"), column(store, "reach")) == ([None, None, None, "neutral"], [None] * 4)


@pytest.mark.parametrize("damaged", ["7.03E+14", "570306133677760000"])
def test_quirk_70_a_rounded_id_does_not_identify_its_record_and_the_receipt_counts_it(store, tmp_path, damaged):
    record = {"Date": "2026-03-01 10:00", "Brand": "Aurelle", "Channel": "X", "Id": damaged}
    receipt = given(
        store,
        tmp_path,
        PLAIN,
        record | {"Author": "ana", "Text": "Bonjour à tous"},
        record | {"Author": "bo", "Text": "Bonsoir à tous"},
    )
    assert (receipt.kept, receipt.folded) == (2, 0)
    assert "Ids rounded by a spreadsheet: 2. They are not used to identify records." in told(receipt)


def test_quirk_70_posts_whose_facebook_id_is_rounded_are_told_apart_by_their_address(store, tmp_path):
    record = {
        "Page Name": "Auto",
        "Post Created": "2023-05-24 12:48:32 EDT",
        "Facebook Id": "7.03E+14",
        "Total Interactions": "1,234",
        "Message": "x",
    }
    receipt = given(
        store,
        tmp_path,
        CROWDTANGLE,
        *(record | {"URL": f"https://www.facebook.com/a/posts/{n}"} for n in (1, 2)),
        brand="Aurelle",
    )
    assert (receipt.kept, receipt.folded, column(store, "engagement")) == (2, 0, [1234, 1234])


def test_quirk_71_an_id_in_quotes_of_its_own_is_the_id(store, tmp_path):
    record = {
        "Date": "2026-06-25",
        "Time": "22:03",
        "Source Name": "Radio",
        "Author Name": "Paul",
        "Title": "Rappel",
        "Input Name": "Aurelle",
    }
    receipt = given(store, tmp_path, EXPLORE, record | {"Document ID": '"178_a"'}, record | {"Document ID": "178_a"})
    assert (receipt.kept, receipt.folded) == (1, 1)  # one document, told twice
    assert column(store, "platform_id") == ["178_a", "178_a"]


def test_quirk_73_a_text_that_a_spreadsheet_took_for_a_formula_is_the_text(store, tmp_path):
    header = [
        "tweet_id",
        "airline_sentiment",
        "airline_sentiment_confidence",
        "airline",
        "name",
        "text",
        "tweet_created",
    ]
    given(store, tmp_path, header, {"tweet_id": "570306133677760513", "airline_sentiment": "neutral", "airline": "Nordwind", "name": "ana", "text": "=@Nordwind hello", "tweet_created": "2015-02-24 11:35:52 -0800"})  # fmt: skip
    assert column(store, "text") == ["@Nordwind hello"]


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (["Positives", "Neutrals", "Negatives", "Mixed"], ["positive", "neutral", "negative", "mixed"]),
        (["POS", "NEU", "NEG", "NONE"], ["positive", "neutral", "negative", None]),
        (["-5", "0", "5", "2"], ["negative", "neutral", "positive", "positive"]),
        (["4", "2", "0", "4"], ["positive", "neutral", "negative", "positive"]),
        (["1", "0", "-1", ""], ["positive", "neutral", "negative", None]),
        (["positif", "neutre", "négatif", "non noté"], ["positive", "neutral", "negative", None]),
    ],
)
def test_quirk_74_the_words_or_numbers_of_a_sentiment_are_told_by_the_whole_column(store, tmp_path, words, labels):
    records = ({"Date": f"2026-03-0{n} 10:00", "Brand": "Aurelle", "Channel": "X", "Text": f"number {n}", "Sentiment": word} for n, word in enumerate(words, 1))  # fmt: skip
    given(store, tmp_path, PLAIN, *records)
    assert column(store, "sentiment") == labels


def test_quirk_74_a_zero_beside_ones_alone_is_asked(store, tmp_path):
    records = [
        {
            "Date": f"2026-03-0{n} 10:00",
            "Brand": "Aurelle",
            "Channel": "X",
            "Text": f"number {n}",
            "Sentiment": str(n % 2),
        }
        for n in (1, 2)
    ]
    assert [one.id for one in given(store, tmp_path, PLAIN, *records).questions] == ["zero_sentiment"]


def test_quirk_75_a_mention_that_two_queries_found_is_one_of_each_brand(store, tmp_path):
    record = {
        "Date": "2026-03-11 08:15:42.0",
        "Url": "https://a.example/1",
        "Domain": "a.example",
        "Page Type": "blog",
        "Full Text": "x",
    }
    receipt = given(
        store,
        tmp_path,
        BRANDWATCH,
        record | {"Query Name": "Aurelle"},
        record | {"Query Name": "Karsa"},
        record | {"Query Name": "Aurelle"},
    )
    assert (receipt.kept, receipt.folded, receipt.parts[0].brands) == (2, 1, {"Aurelle": 2, "Karsa": 1})


def test_quirk_75_the_passages_of_a_post_are_one_mention_of_mixed_sentiment(store, tmp_path):
    record = {"Source Type": "News", "Published Date (GMT-04:00) New York": "2026-08-01 08:15:00"}
    receipt = given(store, tmp_path, NETBASE,
        record | {"Post ID": "p1", "Sound Bite Text": "Belle", "Sentiment": "Positives"},
        record | {"Post ID": "p1", "Sound Bite Text": "mais fragile", "Sentiment": "Negatives"},
        record | {"Post ID": "p2", "Sound Bite Text": "Belle", "Sentiment": "Positives"},
        record | {"Post ID": "p2", "Sound Bite Text": "et sobre", "Sentiment": "Positives"}, brand="Aurelle")  # fmt: skip
    assert (receipt.read, receipt.kept, receipt.folded) == (4, 2, 2)
    kept = store.rows("select platform_id, sentiment from mentions order by platform_id")
    assert [(row["platform_id"], row["sentiment"]) for row in kept] == [("p1", "mixed"), ("p2", "positive")]


def test_quirk_75_the_same_file_under_another_name_changes_nothing(store, tmp_path):
    record = {
        "Query Name": "Aurelle",
        "Date": "2026-03-11 08:15:42.0",
        "Url": "https://a.example/1",
        "Page Type": "blog",
        "Full Text": "x",
    }
    given(store, tmp_path, BRANDWATCH, record)
    assert given(store, tmp_path, BRANDWATCH, record, name="export (1).csv").status == "already loaded"
    assert store.value("select count(*) from mention_records") == 1


def test_quirk_79_a_result_of_two_profiles_is_a_mention_of_both_brands(store, tmp_path):
    record = {
        "published": "22/09/26 11:00:24",
        "content": "RT @a: x",
        "source_type": "SOCIALMEDIA,SOCIALMEDIA_TWITTER",
        "entity_urls": '[{"url":"https://t.co/a"}]',
    }
    receipt = given(store, tmp_path, TALKWALKER,
        record | {"url": "http://twitter.com/b/status/911153194067222517", "matched_profile": "SEARCH /  / Aurelle,SEARCH /  / Karsa", "tags_internal": "isComment,isRepost,isEdited"},
        record | {"url": "http://twitter.com/a/status/911153194067222529", "matched_profile": "SEARCH /  / Dupont, Fils", "tags_internal": "isNewsHost"})  # fmt: skip
    assert (receipt.read, receipt.kept) == (2, 2)
    found = store.rows("select brand, channel, is_repost from mention_records order by record, brand")
    assert [(row["brand"], row["channel"], row["is_repost"]) for row in found] == [
        ("Aurelle", "x", True),
        ("Karsa", "x", True),
        ("Dupont, Fils", "x", False),
    ]


def test_quirk_80_columns_with_personal_data_are_not_read_and_the_receipt_names_them(store, tmp_path):
    receipt = given(store, tmp_path, TRUSTPILOT, {"Review Id": "r1", "Review Created (UTC)": "2026-01-02 10:00:00", "Review Content": "x", "Webshop Name": "Aurelle", "Review User Email": "jeanne@mail.example"})  # fmt: skip
    assert "Columns with personal data that no figure uses were not read: Review User Email." in told(receipt)
    assert "jeanne@" not in str(store.rows("select * from mention_records"))


def test_stars_are_no_sentiment_and_the_receipt_says_so(store, tmp_path):
    receipt = given(store, tmp_path, TRUSTPILOT, {"Review Id": "r1", "Review Created (UTC)": "2026-01-02 10:00:00", "Review Content": "x", "Webshop Name": "Aurelle", "Review Stars": "1"})  # fmt: skip
    assert (column(store, "sentiment"), column(store, "channel")) == ([None], ["review"])
    assert any("stars are not a sentiment" in note for note in told(receipt))
    assert store.value("select rating from mention_records") == 1


@pytest.mark.parametrize("header", [["Review", "Rating"], ["Company", "Domain", "Review Stars", "Review Comment"]])
def test_reviews_without_dates_are_refused_with_what_is_missing(store, tmp_path, header):
    receipt = loaded(store, tmp_path, text([header, *[["nice hotel", "4", "5", "ok"][: len(header)]] * 3]).encode())
    assert receipt.status == "refused"
    assert "no date column" in str(receipt.reason)
    assert header[-1] in str(receipt.reason)


def test_the_row_of_a_mean_rating_below_reviews_is_no_review(store, tmp_path):
    rows = "1 star,2026-01-02T10:00:00.000Z,Non,Trop long\n4 stars,2026-01-03T10:00:00.000Z,Oui,Bien reçu\n8.6,,,\n"
    receipt = loaded(store, tmp_path, f"rating,date,title,review\n{rows}".encode(), brand="Aurelle")
    assert (receipt.read, receipt.kept, receipt.rejected) == (2, 2, 0)
