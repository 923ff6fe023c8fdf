"""The words of the tools in other languages: what they prove, and what they leave to the column or to a question."""

import re
import unicodedata
import zipfile

import pytest

from data.decisions.brands import set_role
from loaders.load import preview
from loaders.recognition import tool_words
from loaders.recognition.catalogue import FormatError, formats, read_format
from loaders.recognition.headers import plain
from loaders.recognition.tool_words import WordsError, read_words

TABLE = 'tools = ["Tool"]\n[sources]\na = { sure = "file", from = "a file" }\n[headers."Views"]\nde.a = ["Aufrufe"]\n'


@pytest.fixture
def look(store, tmp_path):
    """Previews a file with this name and text, or these zip members, and these answers."""
    set_role(store, "Aurelle", "own", who="test")

    def looked(name, text, /, **answers):
        path = tmp_path / "content"
        if isinstance(text, dict):
            with zipfile.ZipFile(path, "w") as packed:
                for member, content in text.items():
                    packed.writestr(member, content)
        else:
            path.write_text(text, encoding="utf-8")
        return preview(store, path, name=name, answers={"brand": "Aurelle", **answers})

    return looked


def claimed(receipt):
    return {part.format for part in receipt.parts if part.format in formats()}


def asked(receipt):
    return {question.id for question in receipt.questions}


# the tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE + "[header]\n", r"x\.toml: name the tools, and nothing but sources, headers, names, dates and decimals"),
        (TABLE.replace('"file"', '"surely"'), r"x\.toml: the source a needs from, and sure: one of file, help page, report"),
        (TABLE + 'fr.b = ["Vues"]\n', r"x\.toml: Views names the source b; add it to sources"),
        (TABLE + '[headers."Calls"]\nde.a = ["AUFRUFE"]\n', r"x\.toml: AUFRUFE stands for both Views and Calls"),
        (TABLE + "tools", r"x\.toml: not valid TOML"),
    ],
)  # fmt: skip
def test_a_broken_table_is_refused_with_its_name_and_the_remedy(text, message):
    with pytest.raises(WordsError, match=message):
        read_words(text, file="x.toml")


def test_a_format_that_names_an_unknown_word_is_refused():
    text = '/*\ntitle.en = "x"\ntool = "YouTube Studio"\nsignature = ["Date"]\nwide = "{{h:Vlews}}"\n*/\nselect record from upload'
    with pytest.raises((WordsError, FormatError), match=r"x\.sql: no table of words of YouTube Studio knows Vlews"):
        read_format(text, id="x", table="posts", file="x.sql")


def test_each_word_says_how_sure_it_is():
    for words in tool_words.tables().values():
        used = {word.source for group in (words.headers, words.names) for told in group.values() for word in told}
        used |= {word.source for group in (words.dates, words.decimals) for word in group.values()}
        assert used == set(words.sources), f"{words.file}: sources that no word names"
        assert all(source["sure"] in tool_words.SURE and source["from"] for source in words.sources.values())


def test_the_aliases_of_a_format_do_not_repeat_the_table():
    """What the table says stands there alone."""
    for path in (tool_words.HERE.parent.parent / "formats").glob("*/*.sql"):
        text = path.read_text(encoding="utf-8")
        one = formats()[path.stem]
        known = {plain(word.text) for told in tool_words.of(one.tool).headers.values() for word in told}
        known -= {plain(name) for name in tool_words.of(one.tool).headers}
        own = text.partition("[aliases]")[2].partition("*/")[0]
        written = {plain(cell) for cell in own.split('"')[1::2]}
        assert not written & known, f"{path.name}: {written & known} are in {tool_words.of(one.tool).file}"


# whose file it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Datum,Aufrufe", "Fecha,Visualizaciones", "Data,Visualizzazioni", "Data,Visualizações", "Datum,Weergaven",
        "Fecha,Clics,Impresiones", "Datum,Klicks,Impressionen", "Data,Cliques,Impressões", "Data,Clic,Impressioni",
        "Fecha,Alcance", "Datum,Reichweite", "Data,Copertura", "Datum,Bereik", "Land,Klicks", "País,Clics",
        "Fecha,Me gusta,Comentarios", "Datum,Seitenaufrufe,Sitzungen",
    ],
)  # fmt: skip
def test_common_words_of_any_language_claim_nothing(look, header):
    figures = ",".join("7" for _ in header.split(",")[1:])
    assert claimed(look("export.csv", f"{header}\n2026-01-05,{figures}\n2026-01-06,{figures}\n")) == set()


@pytest.mark.parametrize(
    "header",
    [
        "Häufigste Suchanfragen,Clics,Impressões,CTR,Positie",
        "Requêtes les plus fréquentes,Klicks,Impressionen,CTR,Position",
        "Consultas principales,Cliques,Impressioni,CTR,Posición",
    ],
)
def test_a_header_that_mixes_two_languages_is_of_no_tool(look, header):
    receipt = look("table.csv", f"{header}\naurelle,12,150,8%,1.2\n", period="2026-01-01..2026-01-31")
    assert claimed(receipt) == set()
    assert receipt.status != "ready"


def test_an_english_word_may_stand_in_any_language(look):
    """German exports write Position, French ones Impressions, as the English do."""
    text = "Häufigste Suchanfragen,Klicks,Impressionen,CTR,Position\naurelle,12,150,8%,1.2\n"
    assert claimed(look("t.csv", text, period="2026-01-01..2026-01-31")) == {"search_console"}


def test_a_language_that_is_not_there_falls_to_the_column_names(look):
    """Search Console in Polish: asked about by its columns, and not read as another language."""
    receipt = look("Wykres.csv", "Data,Kliknięcia,Wyświetlenia,CTR,Pozycja\n2026-01-05,12,150,8%,1.2\n")
    assert claimed(receipt) == set()
    assert receipt.status in ("needs an answer", "refused")
    assert receipt.questions or receipt.reason


@pytest.mark.parametrize("decomposed", [False, True])
def test_names_within_a_zip_may_be_those_of_any_language(look, decomposed):
    """Total.csv proves nothing; the table beside it does. Archives made on a Mac hold ü as u and a diaeresis."""
    names = ("Datos de la tabla.csv", "Datos del gráfico.csv", "Totales.csv")
    if decomposed:
        names = tuple(unicodedata.normalize("NFD", name) for name in names)
    table, chart, totals = names
    receipt = look(
        "Contenido.zip",
        {
            table: "Contenido,Título del vídeo,Hora de publicación del vídeo,Visualizaciones\nabcDEF12345,Uno,\"Jun 9, 2014\",640\n",
            chart: "Fecha,Contenido,Título del vídeo,Hora de publicación del vídeo,Duración,Visualizaciones\n"
            '2026-01-05,abcDEF12345,Uno,"Jun 9, 2014",45,7\n',
            totals: "Fecha,Visualizaciones\n2026-01-05,990\n",
        },
    )  # fmt: skip
    assert claimed(receipt) == {"youtube_videos", "youtube_totals"}
    [(name, why)] = receipt.ignored
    assert (name, "covers only part of the account" in str(why)) == (chart, True)


# what the language changes ----------------------------------------------------------------------------------------

POSTS = (
    "Identificação do post,Identificação da conta,Nome de usuário da conta,Horário de publicação,Link permanente,"
    "Tipo de post,Alcance\n18,17,aurelle,{day} 09:48,https://www.instagram.com/p/A/,IG image,370\n"
)


def test_the_order_of_a_date_is_asked_in_another_language(look):
    """English exports of Meta are month first; nothing says so of the Portuguese ones."""
    assert asked(look("posts.csv", POSTS.format(day="03/04/2026"))) == {"date_order"}
    assert str(look("posts.csv", POSTS.format(day="03/18/2026")).parts[0].covered_from) == "2026-03-18"
    answered = look("posts.csv", POSTS.format(day="03/04/2026"), date_order="dmy")
    assert str(answered.parts[0].covered_from) == "2026-04-03"


@pytest.mark.parametrize(("written", "position"), [("1,2", 1.2), ("1.2", 1.2), ("12,75", 12.75)])
def test_the_decimal_mark_is_proved_by_the_column(look, written, position):
    text = f'Häufigste Suchanfragen,Klicks,Impressionen,CTR,Position\naurelle,120,1500,"8 %","{written}"\n'
    receipt = look("Suchanfragen.csv", text, period="2026-01-01..2026-01-31")
    assert receipt.parts[0].sample["position"].tolist() == [position]


def test_a_mark_before_three_digits_is_asked_in_another_language(look):
    """12,345 may be a position of 12.345, or of twelve thousand; in English it is declared."""
    rows = "aurelle,120,1500,8 %,12.345\n"
    german = "Häufigste Suchanfragen,Klicks,Impressionen,CTR,Position\n"
    english = "Top queries,Clicks,Impressions,CTR,Position\n"
    period = "2026-01-01..2026-01-31"
    assert "decimal_mark" in asked(look("Suchanfragen.csv", german + rows, period=period))
    receipt = look("Queries.csv", english + rows, period=period)
    assert receipt.parts[0].sample["position"].tolist() == [12.345]


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_invisible_signs_within_words_never_decide(look, sign):
    hidden = "".join(letter + (sign if letter in "aeiou" else "") for letter in "Aufrufe")
    text = f"Videos,Videotitel,Veröffent{sign}lichungszeitpunkt des Videos,{hidden}\nGe{sign}samt,,,640\n"
    receipt = look("Tabellen­daten.csv", text + 'abcDEF12345,Eins,"Jun 9, 2014",640\n')
    assert claimed(receipt) == {"youtube_videos"}
    assert receipt.parts[0].sample["views"].tolist() == [640]


@pytest.mark.parametrize(
    "column",
    [
        "Absprungrate", "Tasa de rebote", "Frequenza di rimbalzo", "Taxa de rejeição", "Bouncepercentage", "Taux de rebond",
        "Durchschnittliche Interaktionsdauer pro aktivem Nutzer", "Visualizaciones por usuario activo",
        "Durata media del coinvolgimento per utente attivo", "Tempo médio de engajamento por usuário ativo",
        "Gemiddelde engagementtijd per actieve gebruiker", "Durée d'engagement moyenne par utilisateur actif",
    ],
)  # fmt: skip
def test_rates_and_averages_of_a_site_are_no_sums_in_any_language(column):
    assert not re.search(formats()["ga4"].wide, column)


@pytest.mark.parametrize(
    "cell", ["Gesamt", "Gesamtsumme", "Totale", "Totaal", "Totales", "Total", "Insgesamt", "Ge\u00adsamt"]
)
def test_a_total_row_is_one_in_any_language(store, cell):
    assert store.value("select is_total(?)", [cell])


@pytest.mark.parametrize("cell", ["Gesamtschule", "Totalis Energie", "Summertime", "Sumatra"])
def test_a_word_that_begins_like_a_total_is_none(store, cell):
    assert not store.value("select is_total(?)", [cell])


DIMENSIONS = {
    "Top queries": "query", "Query": "query", "Top pages": "page", "Page": "page", "Country": "country", "Device": "device",
    "Search Appearance": "appearance",
}  # fmt: skip
DIMENSION_WORDS = [
    (word.language, word.text, dimension)
    for name, dimension in DIMENSIONS.items()
    for word in tool_words.of("Google Search Console").headers[name]
]


@pytest.mark.parametrize(("language", "cell", "dimension"), DIMENSION_WORDS)
def test_the_first_header_cell_names_the_dimension_in_any_language(look, language, cell, dimension):
    """With its accents, and without them."""
    known = tool_words.of("Google Search Console").headers
    others = [
        next(word.text for word in known[name] if word.language == language) for name in ("Clicks", "Impressions", "CTR", "Position")
    ]  # fmt: skip
    bare = "".join(sign for sign in unicodedata.normalize("NFD", cell) if not unicodedata.combining(sign))
    for first in {cell, bare}:
        text = ",".join([first, *others]) + '\n"aurelle",12,150,8%,1.2\n'
        receipt = look("table.csv", text, period="2026-01-01..2026-01-31")
        assert claimed(receipt) == {"search_console"}
        assert set(receipt.parts[0].sample["dimension"]) == {dimension}
