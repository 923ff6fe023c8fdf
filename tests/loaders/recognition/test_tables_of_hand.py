"""Sheets that people keep by hand: remarks beside figures, hours and networks under other names, columns that say one
figure twice, several tables in one sheet. Each is read right, or asked about."""

import pytest

from loaders.load import load

ANSWERS = {"brand": "Aurelle", "network": "quora", "date_order": "dmy", "zone": "UTC"}
TEXTS = ("Bravo Aurelle pour la réponse rapide", "Nul, Aurelle ne répond jamais au SAV")


@pytest.fixture
def loaded(store, tmp_path):
    """Loads a table, with its columns accepted as proposed; returns its receipt and the rows of a query."""

    def of(text, query="select 1", **answers):
        path = tmp_path / "sheet.csv"
        path.write_text(text, encoding="utf-8")
        given = {**ANSWERS, "columns": "accept", **answers}
        receipt = load(store, path, name=path.name, who="test", origin="test", answers=given)
        with store.reading() as cursor:
            return receipt, cursor.execute(query).fetchall()

    return of


FOLLOWERS = "select cast(day as varchar), channel, followers from follower_records where state = 'kept' order by all"
MENTIONS = "select strftime(published_at, '%d %H:%M'), channel, text, is_repost from mention_records where state = 'kept' order by all"


@pytest.mark.parametrize("remarks", ["Remarque", "Notes", "Bemerkung", "Observaciones", "Commentaires éventuels", "Osservazioni", "Opmerking", "Faits marquants"])  # fmt: skip
@pytest.mark.parametrize("said", [("", "Jeu concours lancé avec la marque"), TEXTS])
def test_remarks_beside_followers_are_not_mentions(loaded, remarks, said):
    table = (
        f"Date;Réseau;Abonnés;{remarks}\n2026-01-05;Instagram;12400;{said[0]}\n2026-01-12;Instagram;12500;{said[1]}\n"
    )
    receipt, rows = loaded(table, FOLLOWERS)
    assert receipt.status == "loaded"
    assert rows == [("2026-01-05", "instagram", 12400), ("2026-01-12", "instagram", 12500)]


@pytest.mark.parametrize(
    ("header", "cells", "table"),
    [
        (
            "Portée;Impressions;Commentaire",
            ("900;1200;Publication sponsorisée ce jour-là", "910;1300;"),
            "account_days",
        ),
        ("Positif;Neutre;Négatif;Observations", ("3;4;5;Bad buzz sur la livraison du jour", "1;1;9;"), "sentiment"),
        ("Sessions;Utilisateurs;Notes", ("800;500;", "900;510;Refonte de la page d'accueil du site"), "web"),
    ],
)
def test_remarks_beside_other_figures_of_a_day_are_not_texts(loaded, header, cells, table):
    receipt, _ = loaded(f"Date;{header}\n2026-01-05;{cells[0]}\n2026-01-12;{cells[1]}\n")
    assert {part.table for part in receipt.parts} == {table}


def test_the_followers_of_those_who_wrote_stay_theirs(loaded):
    table = f"Date;Réseau;Auteur;Abonnés;Commentaire\n2026-01-05;X;a;1200;{TEXTS[0]}\n2026-01-06;X;b;300;{TEXTS[1]}\n"
    _, rows = loaded(table, "select author_followers from mention_records order by all")
    assert rows == [(300,), (1200,)]


@pytest.mark.parametrize(
    ("header", "cell", "hour"),
    [
        ("Horaire", "23:40", "23:40"), ("Uhrzeit", "23:40 Uhr", "23:40"), ("Time (local)", "11:40 PM", "23:40"),
        ("Heure de publication", "23.40.05", "23:40"), ("Heure", "23h", "23:00"), ("Response time", "02:40", "00:00"),
    ],
)  # fmt: skip
def test_an_hour_in_a_column_of_its_own_under_other_names(loaded, header, cell, hour):
    _, rows = loaded(f"Date;{header};Réseau;Auteur;Texte\n2026-01-05;{cell};X;a;{TEXTS[0]}\n", MENTIONS)
    assert rows[0][0] == f"05 {hour}"


def test_hours_that_cannot_be_read_are_left_out_with_a_word(loaded):
    receipt, _ = loaded(f"Date;Heure;Réseau;Auteur;Texte\n2026-01-05;matin;X;a;{TEXTS[0]}\n")
    assert any("Heure holds no hours" in str(note) for note in receipt.parts[0].notes)


@pytest.mark.parametrize("text", ["Aurelle is late again today", "Closed yesterday, why?", "Il y a du monde"])
def test_a_short_text_that_speaks_of_today_is_a_text(loaded, text):
    receipt, rows = loaded(f'date,username,text\n2026-01-05,a,"{text}"\n2026-01-06,b,"{text}"\n', MENTIONS)
    assert [row[2] for row in rows] == [text, text], receipt.reason


def test_a_table_without_a_header_never_loses_its_first_record(loaded):
    receipt, _ = loaded(f"2026-01-05;a;{TEXTS[0]};X\n2026-01-06;b;{TEXTS[1]};Facebook\n")
    assert receipt.status == "refused"


def test_a_column_without_a_header_can_be_the_date(loaded):
    _, rows = loaded(f";Auteur;Texte;Réseau\n2026-01-06;a;{TEXTS[0]};X\n2026-01-07;b;{TEXTS[1]};Facebook\n", MENTIONS)
    assert [row[1] for row in rows] == ["x", "facebook"]


@pytest.mark.parametrize(
    ("header", "cells", "channels"),
    [
        ("RS", ("FB", "IG", "LI"), ["facebook", "instagram", "linkedin"]),
        ("Support", ("Presse quotidienne", "Radio", "Instagram"), ["instagram", "news", "radio"]),
        ("réseau social", ("Tik Tok", "You Tube", "Insta"), ["instagram", "tiktok", "youtube"]),
    ],
)
def test_networks_as_people_write_them(loaded, header, cells, channels):
    lines = "".join(f"2026-01-0{i};{cell};a{i};{TEXTS[0]} {i}\n" for i, cell in enumerate(cells, 5))
    _, rows = loaded(f"Date;{header};Auteur;Texte\n{lines}", "select channel from mention_records order by all")
    assert [row[0] for row in rows] == channels


@pytest.mark.parametrize(
    ("header", "cells"),
    [("RT", ("", "x")), ("est_un_partage", ("0", "1")), ("is_a_repost", ("false", "true"))],
)
def test_a_flag_is_never_a_figure(loaded, header, cells):
    table = f"Date;Auteur;Texte;{header};Réseau\n2026-01-05;a;{TEXTS[0]};{cells[0]};X\n2026-01-06;b;{TEXTS[0]};{cells[1]};X\n"
    _, rows = loaded(table, "select author, is_repost, engagement from mention_records order by all")
    assert rows == [("a", False, None), ("b", True, None)]


def test_two_columns_of_one_figure_are_asked_about_and_added_where_they_are_parts(loaded):
    table = (
        "Date,Network,Organic impressions,Paid impressions\n2026-01-05,Facebook,100,50\n2026-01-06,Facebook,110,60\n"
    )
    receipt, _ = loaded(table)
    (question,) = receipt.questions
    assert question.id == "column_twice.metric.impressions"
    assert question.default is None
    assert question.options == ("Organic impressions", "Paid impressions", "add")
    _, rows = loaded(table, "select value from account_days order by day", **{question.id: "add"})
    assert rows == [(150,), (170,)]


def test_people_reached_twice_are_not_offered_as_a_sum(loaded):
    table = "Date;Réseau;Portée organique;Portée payante\n2026-01-05;Facebook;100;50\n2026-01-06;Facebook;110;60\n"
    assert loaded(table)[0].questions[0].options == ("Portée organique", "Portée payante")


def test_the_whole_counts_before_its_parts_wherever_it_stands(loaded):
    table = "Date,Network,Organic impressions,Impressions\n2026-01-05,Facebook,100,150\n2026-01-06,Facebook,110,170\n"
    _, rows = loaded(table, "select value from account_days order by day")
    assert rows == [(150,), (170,)]


@pytest.mark.parametrize("headers", [("Facebook abonnés", "Instagram abonnés"), ("Followers Facebook", "Followers (Instagram)")])  # fmt: skip
def test_followers_in_a_column_per_network(loaded, headers):
    _, rows = loaded(f"Date;{headers[0]};{headers[1]}\n2026-01-05;400;800\n", FOLLOWERS)
    assert rows == [("2026-01-05", "facebook", 400), ("2026-01-05", "instagram", 800)]


def test_the_likes_of_a_page_are_asked_about_with_its_followers_first(loaded):
    receipt, _ = loaded("Date;Page;Mentions J'aime de la page\n2026-01-05;Aurelle;12400\n2026-01-26;Aurelle;12410\n")
    assert [(one.id, one.default) for one in receipt.questions] == [("likes_or_followers", "followers")]


def test_the_figures_of_videos_by_day_are_not_posts_of_each_day(loaded):
    table = "Date,Video title,Views,Likes\n2026-01-05,Clip A,900,80\n2026-01-05,Clip B,100,8\n2026-01-06,Clip A,950,70\n2026-01-06,Clip B,90,7\n"
    receipt, _ = loaded(table)
    assert [one.id for one in receipt.questions] == ["rows"]


def test_tables_of_one_sheet_below_one_another_are_all_read(loaded):
    table = (
        "Date;Réseau;Abonnés\n2026-01-05;X;1200\n2026-01-26;X;1204\n\n"
        f"Date;Réseau;Auteur;Texte\n2026-01-06;X;a;{TEXTS[0]}\n2026-01-27;X;b;{TEXTS[1]}\n"
    )
    receipt, rows = loaded(table, FOLLOWERS)
    assert receipt.rejected == 0
    assert len(rows) == 2
    assert {part.table: part.kept for part in receipt.parts} == {"followers": 2, "mentions": 2}


@pytest.mark.parametrize(
    "header", ["Datum;Autor;Bewertung;Sterne", "Date;Auteur;Avis;Note", "Date;Author;Review;Stars", "Fecha;Autor;Reseña;Estrellas"]
)  # fmt: skip
def test_the_stars_of_a_review_sheet_are_the_grades_of_its_reviews(loaded, header):
    table = f"{header}\n2026-01-05;Ana;{TEXTS[0]};5\n2026-01-06;Léo;{TEXTS[1]};1\n2026-01-07;Zoé;Moyen, sans plus, on verra;4,5\n"
    stars = "select author, rating from mention_records where state = 'kept' order by all"
    receipt, rows = loaded(table, stars, network="google_reviews")
    assert receipt.status == "loaded", receipt.questions
    assert rows == [("Ana", 5), ("Léo", 1), ("Zoé", 4.5)]


def test_a_mean_of_several_people_is_no_grade_of_one(loaded):
    table = f"Date;Auteur;Avis;Note\n2026-01-05;Ana;{TEXTS[0]};4,37\n2026-01-06;Léo;{TEXTS[1]};3,92\n"
    receipt, rows = loaded(table, "select rating from mention_records where state = 'kept'", network="google_reviews")
    assert receipt.status != "loaded" or rows == [(None,), (None,)]
