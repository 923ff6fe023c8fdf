"""Quirks of web analytics, search exports and hand-made sheets: blocks, totals, wide tables, localised numbers and dates."""

from tests.quirks.test_texts import followers, loaded, text

RULE = "# " + "-" * 40
TOP = f"{RULE}\n# Report\n# Account: Aurelle\n# Property: Aurelle GA4\n{RULE}\n"
JANUARY = "# Start date: 20260101\n# End date: 20260131\n"
UNIVERSAL = f"{RULE}\n# All Web Site Data\n# Browser\n# 20141201-20141231\n{RULE}\n\n"


def web(store):
    """day, item, metric, value of each kept row."""
    rows = store.rows("select day, item, metric, value from web order by all")
    return [(str(row["day"]), row["item"], row["metric"], row["value"]) for row in rows]


def told(receipt):
    return [str(note) for part in receipt.parts for note in part.notes]


def test_quirk_18_any_number_of_lines_may_stand_above_the_header(store, tmp_path):
    rows = "Event name,Event count\npage_view,40\n"
    for number, extra in enumerate(("", "# \n# All Users\n", "# \n# All Users\n# Country = France\n# \n")):
        data = (TOP + extra + JANUARY + rows.replace("40", f"4{number}")).encode()
        receipt = loaded(store, tmp_path, data, name=f"{number}.csv", brand="Aurelle")
        assert (receipt.status, receipt.kept) == ("loaded", 1), extra


def test_quirk_19_title_lines_above_the_header_are_no_records(store, tmp_path):
    data = "Category: All categories\n\nWeek,aurelle: (France)\n2026-01-04,15\n"
    receipt = loaded(store, tmp_path, data.encode())
    assert (receipt.read, receipt.parts[0].header_row) == (1, 3)


def test_quirk_23_each_table_of_a_text_is_a_part_with_the_row_numbers_of_the_file(store, tmp_path):
    data = (
        TOP + JANUARY + "Nth day,Users\n0000,5\n\n# Where do they come from?\n" + JANUARY + "Country,Users\nFrance,4\n"
    )
    receipt = loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert [(part.part, part.header_row) for part in receipt.parts] == [
        ("Nth day, Users", 8),
        ("Where do they come from?", 14),
    ]
    assert [row["record"] for row in store.rows("select record from web_records order by record")] == [9, 15]


def test_quirk_23_a_block_may_end_at_the_next_comment_without_a_blank_line(store, tmp_path):
    data = TOP + JANUARY + "Nth day,Users\n0000,5\n" + JANUARY + "Nth day,New users\n0000,2\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert web(store) == [("2026-01-01", None, "new_users", 2), ("2026-01-01", None, "users", 5)]


def test_quirk_27_total_rows_at_the_end_are_a_check_and_no_campaigns(store, tmp_path):
    data = (
        "Campaign report\n27 January 2026 - 23 February 2026\nCampaign status\tCampaign\tClicks\tImpr.\tCost\n"
        'Enabled\tCitadine\t264\t"9,380"\t365.22\nTotal: Campaigns\t --\t264\t"9,380"\t365.22\n'
    )
    receipt = loaded(store, tmp_path, data.encode("utf-16"), brand="Aurelle")
    assert (receipt.read, receipt.kept, receipt.rejected) == (1, 1, 0)
    assert "The total row agrees with the records: Clicks = 264." in told(receipt)


def test_quirk_27_a_total_that_differs_from_the_records_is_said(store, tmp_path):
    """An export of the first rows alone: 4 + 3 is not 9."""
    data = "Date;Marque;Positif;Neutre;Négatif\n15/01/2026;Aurelle;4;0;0\n16/01/2026;Aurelle;3;0;0\nTotal;;9;0;0\n"
    receipt = loaded(store, tmp_path, data.encode())
    assert any("gives positive = 9, but the records add up to 7" in note for note in told(receipt))


def test_quirk_28_a_block_with_a_header_alone_is_left_out_and_said(store, tmp_path):
    data = TOP + JANUARY + "Nth day,Users\n0000,5\n\n" + JANUARY + "Event name,Key events\n"
    receipt = loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert receipt.status == "loaded"
    assert [str(why) for _, why in receipt.ignored] == [
        "The table has a header (row 13) and no records below it: nothing to load."
    ]


def test_quirk_31_a_column_name_that_repeats_beside_each_day_is_not_read_as_a_day(store, tmp_path):
    data = '"Google France"\nKeyword,URL,Tags,"Search vol.",2026-02-01,Dynamics,2026-02-02,Dynamics\naurelle,,,90,7,0,5,2\n'
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    rows = store.rows("select day, position from search_records order by day")
    assert [(str(row["day"]), row["position"]) for row in rows] == [("2026-02-01", 7), ("2026-02-02", 5)]


def test_quirk_32_header_cells_may_have_outer_blanks(store, tmp_path):
    data = TOP + JANUARY + "Event name,Key events \npage_view,4\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert web(store) == [("2026-01-01", "page_view", "key_events", 4)]


def test_quirk_34_dates_as_columns_become_rows_and_a_record_counts_once(store, tmp_path):
    data = (
        "Nombre d'abonnés;;;\nMarque;Réseau;janv. 2026;févr. 2026\nAurelle;LinkedIn;12 345;12 400\nAurelle;X;NC;1,2 k\n"
    )
    receipt = loaded(store, tmp_path, data.encode())
    assert (receipt.read, receipt.kept) == (2, 2)
    rows = store.rows("select channel, day, followers from follower_records order by all")
    assert [(row["channel"], str(row["day"]), row["followers"]) for row in rows] == [
        ("linkedin", "2026-01-31", 12345),
        ("linkedin", "2026-02-28", 12400),
        ("x", "2026-02-28", 1200),
    ]


def test_quirk_34_a_record_of_several_rows_is_taken_whole_or_not_at_all(store, tmp_path):
    data = "Nombre d'abonnés;;;\nMarque;Réseau;janv. 2026;févr. 2026\nAurelle;LinkedIn;12 345;douze\nAurelle;X;9;10\n"
    receipt = loaded(store, tmp_path, data.encode())
    assert (receipt.read, receipt.kept, receipt.rejected) == (2, 1, 1)
    assert (receipt.parts[0].rejects[0].record, receipt.parts[0].rejects[0].value) == (3, "douze")


def test_quirk_37_french_headers_name_the_same_measures(store, tmp_path):
    data = (
        "# Propriété : Aurelle GA4\n# Date de début : 20260101\n# Date de fin : 20260131\n"
        "Chemin de la page et classe de l'écran,Vues,Utilisateurs actifs\n/,12,9\n"
    )
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert web(store) == [("2026-01-01", "/", "active_users", 9), ("2026-01-01", "/", "views", 12)]


def test_quirk_51_the_nth_day_counts_from_the_start_of_the_report(store, tmp_path):
    data = TOP + "# Start date: 20260228\n# End date: 20260302\nNth day,Users\n0000,5\n0002,7\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert [(day, value) for day, _, _, value in web(store)] == [("2026-02-28", 5), ("2026-03-02", 7)]


def test_quirk_51_the_nth_week_begins_on_sunday_and_the_first_one_is_cut(store, tmp_path):
    """1 January 2026 is a Thursday: week 0 is Thursday to Saturday the 3rd, week 1 begins on Sunday the 4th."""
    data = TOP + JANUARY + "Nth week,Users\n0000,5\n0001,7\n0004,9\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    rows = store.rows("select day, last_day from web order by day")
    assert [(str(row["day"]), str(row["last_day"])) for row in rows] == [
        ("2026-01-01", "2026-01-03"),
        ("2026-01-04", "2026-01-10"),
        ("2026-01-25", "2026-01-31"),
    ]


def test_quirk_52_compact_dates_in_the_order_of_their_values_are_dates(store, tmp_path):
    data = TOP + JANUARY + "Date,Sessions\n20260110,9\n20260102,7\n"
    receipt = loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert (str(receipt.covered_from), str(receipt.covered_to)) == ("2026-01-02", "2026-01-10")


def test_quirk_57_newest_first_gives_the_same_coverage(store, tmp_path):
    data = "Date,Clics,Impressions,CTR,Position\n2026-02-03,1,9,1%,2\n2026-02-01,2,9,1%,2\n"
    receipt = loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert (str(receipt.covered_from), str(receipt.covered_to)) == ("2026-02-01", "2026-02-03")


def test_quirk_59_quoted_thousands_are_whole_numbers(store, tmp_path):
    data = UNIVERSAL + 'Country,Sessions\nFrance,"1,234"\n'
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert [row[3] for row in web(store)] == [1234]


def test_quirk_60_dots_between_thousands_are_no_decimals(store, tmp_path):
    """Sessions are whole: 2.546 of them are two thousand; the rate in the next column is left out."""
    data = UNIVERSAL + 'Browser,Sessies,% nieuwe sessies\nChrome,2.546,"99,88%"\n'
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert web(store) == [("2014-12-01", "Chrome", "sessions", 2546)]


def test_quirk_61_no_break_spaces_between_thousands_are_blanks(store, tmp_path):
    data = (
        "Date;Réseau;Nb d'abonnés\n13/03/2026;Facebook;1\u00a0234\u00a0567\n14/03/2026;Facebook;1\u202f234\u202f600\n"
    )
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert followers(store) == [1234567, 1234600]


def test_quirk_62_thousands_and_millions_may_be_letters(store, tmp_path):
    data = "Date;Réseau;Nb d'abonnés\n13/03/2026;Facebook;45,6 k\n14/03/2026;Facebook;1,2 M\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert followers(store) == [45600, 1200000]


def test_quirk_63_less_than_one_is_marked_as_a_bound(store, tmp_path):
    data = "Catégorie : Toutes\n\nSemaine,aurelle: (France),karsa: (France)\n2026-01-04,15,<\u00a01\n2026-01-11,0,<1\n"
    loaded(store, tmp_path, data.encode())
    rows = store.rows("select interest, is_below_one from interest where brand = 'karsa'")
    assert [(row["interest"], row["is_below_one"]) for row in rows] == [(0, True), (0, True)]
    zero = store.rows("select is_below_one from interest where brand = 'aurelle' and interest = 0")
    assert zero == [{"is_below_one": False}]


def test_quirk_64_a_dash_is_no_position_and_no_zero(store, tmp_path):
    data = "Google France\nKeyword,URL,Tags,Search vol.,2026-02-01\naurelle,,,90,-\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert store.rows("select position, volume from search") == [{"position": None, "volume": 90}]


def test_quirk_66_a_rate_is_left_out_whether_percent_or_fraction(store, tmp_path):
    """1.73% in the text, 0.0173 in the workbook: what figures are made of are the clicks and impressions."""
    data = "Date,Clicks,Impressions,CTR,Position\n2026-02-01,9,520,1.73%,9\n2026-02-02,9,520,0.0173,9\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle")
    assert store.rows("select distinct clicks, impressions from search") == [{"clicks": 9, "impressions": 520}]


def test_quirk_75_a_page_that_stands_twice_keeps_both_of_its_rows(store, tmp_path):
    data = "Top pages,Clicks,Impressions,CTR,Position\nhttps://a.example/,1833,93766,1.95%,9\nhttps://a.example/,0,2,0%,1\n"
    loaded(store, tmp_path, data.encode(), brand="Aurelle", period="2026-01-01..2026-01-31")
    assert store.rows("select sum(clicks) as clicks from search") == [{"clicks": 1833}]  # 1833 + 0


def test_quirk_81_the_day_of_an_export_may_stand_in_its_name_alone(store, tmp_path):
    data = text([["Keyword", "Volume", "Keyword Difficulty", "CPC (USD)"], ["aurelle", "90", "1", "0"]]).encode()
    receipt = loaded(store, tmp_path, data, name="aurelle_broad-match_fr_2026-03-29.csv", brand="Aurelle")
    assert str(receipt.covered_from) == "2026-03-29"
    assert "The export date is taken from the file's name: 2026-03-29." in told(receipt)
    asked = loaded(store, tmp_path, data + b"karsa,1,1,0\n", name="mots.csv", brand="Aurelle")
    assert [question.id for question in asked.questions] == ["export_date"]


def test_quirk_82_a_title_line_in_chinese_is_known(store, tmp_path):
    receipt = loaded(store, tmp_path, "类别：所有类别\n\n月,aurelle: (全球)\n2025-11,40\n".encode())
    assert (str(receipt.covered_from), str(receipt.covered_to)) == ("2025-11-01", "2025-11-30")


def test_a_remark_beside_pages_breaks_nothing_down_and_words_beside_a_date_do(store, tmp_path):
    pages = "Page path,Vu par,Views\n/a,Anna,40\n/b,Anna,2\n"
    loaded(store, tmp_path, (TOP + JANUARY + pages).encode(), name="pages.csv", brand="Aurelle")
    days = "Date,Offre,Users\n20260105,noel,7\n20260106,noel,8\n"
    loaded(store, tmp_path, (TOP + JANUARY + days).encode(), name="days.csv", brand="Aurelle")
    found = store.rows("select dimension, item, value from web order by all")
    assert [tuple(row.values()) for row in found] == [
        ("offre", "noel", 7), ("offre", "noel", 8), ("page", "/a", 40), ("page", "/b", 2),
    ]  # fmt: skip
