"""Role sheets as Word and PDF: both tell every objective, in the language of the sheet, whatever its texts hold."""

import io
from dataclasses import replace

import pdfplumber
import pytest
from docx import Document
from pypdf import PdfReader

from reports.role_sheet import ObjectiveRow, Reason, RoleSheet, cells, columns
from reports.role_sheet_docx import docx
from reports.role_sheet_pdf import pdf

GOAL = ObjectiveRow(
    title="Part de voix",
    definition="Retombées uniques / celles de tous",
    source="Un export de mentions",
    target="≥ base +2 pts par trimestre",
    baseline="38,2 % (5 janvier – 1 mars 2026)",
    terms="ambitieux\ntolérance 2 pts",
    responsible="Élise Marchand · P. Roy",
    validity="à partir du 2 mars 2026",
)
SHEET = RoleSheet(
    title="Fiche de fonction · Senior",
    subtitle="Aurelle · profil : senior",
    facts=(("Responsable", "Élise Marchand"), ("Approbateur", "P. Roy")),
    reasons=(Reason("Une stratégie doit être construite.", "bâtir une stratégie … un senior", "S33"),),
    objectives=(("Veilleur", (GOAL, replace(GOAL, title="Sentiment net", target="≥ 17 pts"))),),
    followed=("Retombées brutes",),
    outside=("Chiffre d'affaires attribué",),
    rules=("Atteint : à la cible ou au-delà.",),
    footer="Aurelle · 25 novembre 2026",
    language="fr",
)


def words_of_docx(sheet):
    document = Document(io.BytesIO(docx(sheet)))
    told = [part.text for part in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(told)


def words_of_pdf(sheet):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(sheet))).pages)


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("words_of", [words_of_docx, words_of_pdf])
def test_a_document_tells_every_objective_reason_and_list(words_of):
    told = plain(words_of(SHEET))
    wanted = [
        SHEET.title,
        "Élise Marchand",
        "bâtir une stratégie",
        "S33",
        "Pourquoi ce profil",
        "Part de voix",
        "Sentiment net",
        "≥ 17 pts",
        "≥ base +2 pts par trimestre",
        "38,2 %",
        "tolérance 2 pts",
        "Un export de mentions",
        "Retombées brutes",
        "Chiffre d'affaires attribué",
        "Titulaire du rôle",
        "Veilleur",
    ]
    assert [text for text in wanted if plain(text) not in told] == []


@pytest.mark.parametrize("words_of", [words_of_docx, words_of_pdf])
def test_markup_in_a_text_is_shown_as_it_is_written(words_of):
    odd = replace(GOAL, title="<b>R&D</b> <img src=x>", responsible='"A" & <B>')
    assert plain("<b>R&D</b> <img src=x>") in plain(words_of(replace(SHEET, objectives=(("Veilleur", (odd,)),))))


def test_who_answers_and_the_days_have_columns_only_where_they_differ():
    def names(sheet):
        return [name for name, _ in columns(sheet, str)]

    assert "Validity" not in names(SHEET)
    other = replace(SHEET, objectives=(("Veilleur", (GOAL, replace(GOAL, responsible="B. Autre"))),))
    assert "Validity" in names(other)
    assert len(cells(GOAL, other)) == len(names(other)) == 7
    assert sum(width for _, width in columns(other, str)) == pytest.approx(27.1, abs=0.3)


def test_a_sheet_of_sixty_objectives_is_laid_out_whole():
    many = tuple(replace(GOAL, title=f"Indicateur {number}") for number in range(60))
    sheet = replace(SHEET, objectives=(("Veilleur", many),))
    for words_of in (words_of_docx, words_of_pdf):
        told = words_of(sheet)
        assert all(f"Indicateur {number}" in told for number in range(60))


LONG = replace(GOAL, responsible="W" * 120, definition="Retombées uniques " * 300, terms="ambitieux\n" * 30)


@pytest.mark.parametrize(
    "objectives",
    [(GOAL,) * 60, (GOAL, LONG, GOAL, LONG), (replace(GOAL, title="لا يزال العملاء", definition="日本 🔥"),) * 3],
    ids=["sixty", "longer than a page", "other scripts"],
)
def test_no_two_words_of_the_pdf_stand_upon_one_another_and_none_leaves_the_page(objectives):
    with pdfplumber.open(io.BytesIO(pdf(replace(SHEET, objectives=(("Veilleur", objectives),))))) as document:
        for page in document.pages:
            letters = [one for one in page.chars if one["text"].strip()]
            assert all(one["x0"] > 0 and one["x1"] < page.width and one["bottom"] < page.height for one in letters)
            places = [(round(one["x0"]), round(one["top"])) for one in letters]
            twice = len(places) - len(set(places))
            assert twice <= len(places) * 0.01  # marks of one letter share its place


def test_the_markup_of_typst_is_shown_as_it_is_written():
    odd = "#let x = 1 *gras* $x$ @ref <label> ]"
    assert plain(odd) in plain(words_of_pdf(replace(SHEET, title=odd, footer=odd, facts=((odd, odd),))))


def test_the_pdf_of_a_sheet_is_tagged_and_the_same_each_time():
    assert pdf(SHEET) == pdf(SHEET)
    root = PdfReader(io.BytesIO(pdf(SHEET))).trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
