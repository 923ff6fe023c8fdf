"""Sheets that people keep by hand, under the names of seven languages: read by their columns, and said back for a check."""

import pytest

from data.decisions.brands import set_role
from loaders.load import load
from tests.tables import write

# language -> mentions, followers and figures by day: the header cells; how it writes 20 January 2026; its labels
MENTIONS = {
    "en": ("Date", "Source", "Author", "Text", "Sentiment", "Reach", "Link"),
    "fr": ("Date", "Source", "Auteur", "Texte", "Tonalité", "Portée", "Lien"),
    "de": ("Datum", "Quelle", "Autor", "Text", "Stimmung", "Reichweite", "Link"),
    "es": ("Fecha", "Fuente", "Autor", "Texto", "Sentimiento", "Alcance", "Enlace"),
    "it": ("Data", "Fonte", "Autore", "Testo", "Sentimento", "Copertura", "Link"),
    "pt": ("Data", "Fonte", "Autor", "Texto", "Sentimento", "Alcance", "Link"),
    "nl": ("Datum", "Bron", "Auteur", "Tekst", "Sentiment", "Bereik", "Link"),
}
FOLLOWERS = {
    "en": ("Date", "Brand", "Network", "Followers"),
    "fr": ("Date", "Marque", "Réseau", "Abonnés"),
    "de": ("Datum", "Marke", "Netzwerk", "Follower"),
    "es": ("Fecha", "Marca", "Red social", "Seguidores"),
    "it": ("Data", "Marca", "Rete sociale", "Follower"),
    "pt": ("Data", "Marca", "Rede social", "Seguidores"),
    "nl": ("Datum", "Merk", "Netwerk", "Volgers"),
}
FIGURES = {
    "en": ("Date", "Network", "Impressions", "Comments", "Shares"),
    "fr": ("Date", "Réseau", "Impressions", "Commentaires", "Partages"),
    "de": ("Datum", "Netzwerk", "Impressionen", "Kommentare", "Geteilte Beiträge"),
    "es": ("Fecha", "Red social", "Impresiones", "Comentarios", "Compartidos"),
    "it": ("Data", "Rete sociale", "Impressioni", "Commenti", "Condivisioni"),
    "pt": ("Data", "Rede social", "Impressões", "Comentários", "Compartilhamentos"),
    "nl": ("Datum", "Netwerk", "Vertoningen", "Opmerkingen", "Deelacties"),
}
LABELS = {
    "en": ("Positive", "Negative"), "fr": ("Positif", "Négatif"), "de": ("Positiv", "Negativ"),
    "es": ("Positivo", "Negativo"), "it": ("Positivo", "Negativo"), "pt": ("Positivo", "Negativo"),
    "nl": ("Positief", "Negatief"),
}  # fmt: skip
DAYS = {"de": ("19.01.2026", "20.01.2026"), "nl": ("19-01-2026", "20-01-2026")}
DAY_FIRST = ("19/01/2026", "20/01/2026")
GROUPS = {"en": "1,200", "fr": "1 200"}  # in other languages 1.200


def loaded(store, tmp_path, rows, **answers):
    """Loads a sheet, accepting what its columns are said to be."""
    set_role(store, "Aurelle", "own", who="test")
    path = write(tmp_path / "sheet.csv", rows, delimiter=";")
    given = {"columns": "accept", "brand": "Aurelle", "zone": "UTC", **answers}
    receipt = load(store, path, name="sheet.csv", who="test", origin="test", answers=given)
    assert receipt.status == "loaded", (str(receipt.reason), [str(one.text) for one in receipt.questions])
    assert receipt.rejected == 0


@pytest.mark.parametrize("language", MENTIONS)
def test_mentions(store, tmp_path, language):
    """
    day | source     | author | text         | label    | reach
    19  | elpais.com | Ana    | Marca buena  | positive | 1200
    20  | elpais.com | Bea    | Marca mala   | negative | 900
    """
    first, second = DAYS.get(language, DAY_FIRST)
    good, bad = LABELS[language]
    rows = [
        MENTIONS[language],
        [f"{first} 10:00", "elpais.com", "Ana", "Marca buena", good, GROUPS.get(language, "1.200"), "https://elpais.com/a"],
        [f"{second} 11:00", "elpais.com", "Bea", "Marca mala", bad, "900", "https://elpais.com/b"],
    ]  # fmt: skip
    loaded(store, tmp_path, rows, network="news")
    found = store.rows("select day, source, author, text, sentiment, reach from mentions order by day")
    assert [tuple(str(cell) for cell in row.values()) for row in found] == [
        ("2026-01-19", "elpais.com", "Ana", "Marca buena", "positive", "1200"),
        ("2026-01-20", "elpais.com", "Bea", "Marca mala", "negative", "900"),
    ]


@pytest.mark.parametrize("language", FOLLOWERS)
def test_followers(store, tmp_path, language):
    first, second = DAYS.get(language, DAY_FIRST)
    rows = [
        FOLLOWERS[language],
        [first, "Aurelle", "Instagram", GROUPS.get(language, "1.200")],
        [second, "Aurelle", "Instagram", "1250"],
    ]
    loaded(store, tmp_path, rows)
    found = store.rows("select day, brand, channel, followers, gained from followers order by day")
    assert [tuple(str(cell) for cell in row.values()) for row in found] == [
        ("2026-01-19", "Aurelle", "instagram", "1200", "None"),
        ("2026-01-20", "Aurelle", "instagram", "1250", "None"),
    ]


@pytest.mark.parametrize("language", FIGURES)
def test_figures_by_day(store, tmp_path, language):
    first, second = DAYS.get(language, DAY_FIRST)
    rows = [FIGURES[language], [first, "Facebook", "640", "12", "3"], [second, "Facebook", "700", "9", "1"]]
    loaded(store, tmp_path, rows)
    found = store.rows("select day, channel, metric, value from account_days order by day, metric")
    assert [tuple(str(cell) for cell in row.values()) for row in found] == [
        ("2026-01-19", "facebook", "comments", "12.0"),
        ("2026-01-19", "facebook", "impressions", "640.0"),
        ("2026-01-19", "facebook", "shares", "3.0"),
        ("2026-01-20", "facebook", "comments", "9.0"),
        ("2026-01-20", "facebook", "impressions", "700.0"),
        ("2026-01-20", "facebook", "shares", "1.0"),
    ]
