"""What a table of no tool is proposed as: its columns by their values first, by their names second."""

import json

import pytest

from tests.tables import given

ANSWERS = {"columns": "accept", "brand": "Aurelle", "network": "quora", "zone": "UTC"}


def proposed(store, tmp_path, text):
    """The table and fields that the question about the columns proposes."""
    receipt = given(store, tmp_path, "table.csv", text, answers={"tool": "columns"})
    question = next(one for one in receipt.questions if one.id == "columns")
    return json.loads(question.default), str(question.text)


@pytest.mark.parametrize(
    "name",
    [
        "campaigndatecreated",
        "createdAt",
        "review_datetime_utc",
        "Publi\u00adcation date",
        "Geplaatst op",
        "fecha_publicado",
    ],
)
def test_a_column_of_dates_is_found_under_any_name_that_speaks_of_when(store, tmp_path, name):
    fields, _ = proposed(
        store,
        tmp_path,
        f"Verbatim | {name} | Note\nTrop tard encore | 2026-01-15T10:00:00Z | 3\nTrès bien reçu | 2026-01-16T11:00:00Z | 5",
    )
    assert fields["published"] == name


def test_the_date_of_publication_is_preferred_to_that_of_collection_and_both_are_shown(store, tmp_path):
    fields, text = proposed(
        store,
        tmp_path,
        "scraped_at | created | text\n2026-02-20 10:00:00 | 2026-01-15 09:00:00 | Trop tard\n2026-02-20 10:00:00 | 2026-01-16 09:00:00 | Bien",
    )
    assert fields["published"] == "created"
    assert "2026-01-15 09:00:00" in text


def test_of_two_columns_of_dates_the_question_shows_both_with_their_first_values(store, tmp_path):
    _, text = proposed(
        store,
        tmp_path,
        "Date | review date | text\n2026-02-01 | 2026-01-15 | Trop tard\n2026-02-02 | 2026-01-16 | Bien",
    )
    assert "published = review date (2026-01-15 · 2026-01-16) / Date (2026-02-01 · 2026-02-02)" in text


def test_a_number_under_a_header_that_speaks_of_people_is_no_date(store, tmp_path):
    fields, _ = proposed(
        store,
        tmp_path,
        "Jour | Nb d'abonnés actifs en tout | Followers\n2026-01-15 | 45992 | 45992\n2026-01-16 | 45993 | 45993",
    )
    assert fields == {"table": "followers", "day": "Jour", "followers": "Followers"}


def test_the_hour_of_a_column_of_its_own_joins_the_date_and_never_replaces_it(store, tmp_path):
    table = "Uhrzeit | Datum | Text\n9h05 | 13/01/2026 | Danke\n11.35 | 14/01/2026 | Nie wieder\n11:40 PM | 15/01/2026 | Endlich"
    receipt = given(store, tmp_path, "t.csv", table, answers=ANSWERS)
    assert receipt.status == "loaded"
    assert [str(one) for one in receipt.parts[0].sample["published_at"]] == [
        "2026-01-13 09:05:00",
        "2026-01-14 11:35:00",
        "2026-01-15 23:40:00",
    ]


def test_a_repost_is_told_by_its_flag_its_type_or_its_text(store, tmp_path):
    table = (
        "Date | Texte | Nature | is_retweet\n2026-01-13 | Bonjour | Post | 0\n2026-01-14 | Bonjour encore | Partage | 0\n"
        "2026-01-15 | Bonsoir | Post | 1\n2026-01-16 | RT @a: Bonjour | Post | 0"
    )
    receipt = given(store, tmp_path, "t.csv", table, answers=ANSWERS)
    assert list(receipt.parts[0].sample["is_repost"]) == [False, True, True, True]


def test_likes_beside_comments_and_shares_are_reactions_by_network_and_day(store, tmp_path):
    table = "Date | Réseau | J'aime | Commentaires | Partages\n13/01/2026 | Instagram | 80 | 6 | 3\n13/01/2026 | Facebook | 30 | 2 | 1"
    given(store, tmp_path, "t.csv", table, answers=ANSWERS)
    assert store.value("select count(*) from follower_records") == 0
    assert store.rows("select channel, value from account_days where metric = 'reactions' order by channel") == [
        {"channel": "facebook", "value": 30.0},
        {"channel": "instagram", "value": 80.0},
    ]


def test_likes_alone_are_asked_about(store, tmp_path):
    table = "Date | J'aime\n13/01/2026 | 1200\n26/01/2026 | 1210"
    receipt = given(store, tmp_path, "t.csv", table, answers=ANSWERS)
    assert [question.id for question in receipt.questions] == ["likes_or_followers"]
    given(store, tmp_path, "t.csv", table, answers=ANSWERS | {"likes_or_followers": "followers"})
    assert store.value("select count(*) from followers") == 2


def test_a_table_pasted_beside_another_is_left_aside_with_a_word(store, tmp_path):
    table = (
        "Date | Views | Watch time (hours) | Video title | Video views | Watch time (hours)\n"
        "2026-01-13 | 100 | 10.5 | Clip A | 9000 | 800.5\n2026-01-14 | 120 | 12.5 | Clip B | 8000 | 700.5"
    )
    fields, _ = proposed(store, tmp_path, table.replace("Date", "Giorno"))
    assert fields == {
        "table": "account_days",
        "day": "Giorno",
        "metric.views": "Views",
        "metric.watch_hours": "Watch time (hours)",
    }


def test_agreed_columns_whose_values_no_longer_fit_are_asked_again(store, tmp_path):
    board = "Jour | Verbatim | Compte\n2026-03-02 | Freinage douteux | lea"
    assert given(store, tmp_path, "a.csv", board, answers=ANSWERS).status == "loaded"
    other = "Jour | Verbatim | Compte\nlundi | Freinage douteux | 2026-03-02"
    receipt = given(store, tmp_path, "b.csv", other, answers={"brand": "Aurelle", "network": "forum"})
    assert receipt.status != "loaded"


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("Verbatim | Note\nTrop tard encore | 3", "no date column"),
        ("Verbatim | Quand\nTrop tard encore | 3 days ago\nBien | 2 days ago", "reference to the day of the export"),
        ("Jour | Zork\n2026-01-13 | 3\n2026-01-14 | 5", "The column Jour holds dates"),
        ("Likes | Shares\n3 | 4", "has figures (columns Likes, Shares) but no date column"),
    ],
)
def test_a_refusal_says_what_the_columns_hold_and_what_is_missing(store, tmp_path, table, why):
    receipt = given(store, tmp_path, "t.csv", table)
    assert (receipt.status, why in str(receipt.reason)) == ("refused", True), receipt.reason


def test_counts_with_dots_between_thousands_are_counts_and_the_mark_of_decimals_is_not_asked(store, tmp_path):
    table = "Tag | Netzwerk | Abonnenten | Reichweite | Gefällt mir\n13.01.2026 | Instagram | 1.200 | 5.000 | 80\n14.01.2026 | Instagram | 1.210 | 4.000 | 30"
    receipt = given(store, tmp_path, "t.csv", table, answers=ANSWERS)
    assert (receipt.status, receipt.kept, receipt.read) == ("loaded", 2, 2)
    assert store.value("select sum(value) from account_days where metric = 'reach'") == 9000
    assert store.value("select max(followers) from followers") == 1210


def test_figures_as_large_as_day_numbers_are_no_dates(store, tmp_path):
    """45992 is a day in 2025 under `Date`; under `Watch time` it is hours."""
    fields, _ = proposed(
        store,
        tmp_path,
        "Date | Network | Watch time (hours) | Accounts reached\n45992 | YouTube | 45000 | 42000\n45993 | YouTube | 46000 | 43000",
    )
    assert (fields["day"], fields["table"]) == ("Date", "account_days")
    assert "Accounts reached" in fields.values()
    assert "Watch time (hours)" in fields.values()


@pytest.mark.parametrize(
    ("name", "written", "first", "last"),
    [
        ("Mois", "01/2026", "2026-01-01", "2026-01-31"),
        ("Month", "January 2026", "2026-01-01", "2026-01-31"),
        ("Mes", "2026-01", "2026-01-01", "2026-01-31"),
        ("Semaine", "2026-W07", "2026-02-09", "2026-02-15"),
        ("Trimestre", "T1 2026", "2026-01-01", "2026-03-31"),
    ],
)
def test_a_column_of_months_weeks_or_quarters_is_one_of_dates(store, tmp_path, name, written, first, last):
    text = f"{name} | Network | Reach | Impressions\n{written} | Instagram | 1200 | 5000"
    given(store, tmp_path, "table.csv", text, answers=ANSWERS | {"tool": "columns"})
    rows = store.rows(
        "select cast(day as varchar) as first, cast(last_day as varchar) as last, value from account_days"
    )
    assert sorted(tuple(row.values()) for row in rows) == [(first, last, 1200), (first, last, 5000)]


@pytest.mark.parametrize(
    "several",
    ["Facebook et Instagram", "Facebook, X", "FB, IG", "X/Instagram", "LinkedIn & YouTube", "TikTok und X (Twitter)"],
)
def test_a_cell_that_names_several_networks_is_one_of_none_of_them(store, tmp_path, several):
    text = f"Date | Réseau | Abonnés\n2026-01-05 | {several} | 100\n2026-01-05 | Instagram | 50"
    given(store, tmp_path, "abonnes.csv", text, answers={"brand": "Aurelle", "columns": "accept"})
    found = {row["channel"]: row["followers"] for row in store.rows("select channel, followers from followers")}
    assert found == {several.lower(): 100, "instagram": 50}
