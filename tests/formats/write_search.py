"""Writes the samples of search, interest, links and audits beside this file: headers and quirks of the real exports, rows
invented here.

    python -m tests.formats.write_search
"""

from __future__ import annotations

import csv
import io
import zipfile

import xlsxwriter

from tests.formats.write_samples import HERE, write_text

CONSOLE = ["Clicks", "Impressions", "CTR", "Position"]
CONSOLE_FR = ["Clics", "Impressions", "CTR", "Position"]


def se_ranking():
    header = ["Keyword", "URL", "Tags", "Search vol.", "2026-02-01", "Dynamics", "2026-02-02", "Dynamics"]
    rows = [
        ["citadine électrique", "https://aurelle.example/citadine", "Gamme", "3300", "7", "0", "10", "-3"],
        ["aurelle avis", "", "", "1900", "-", "0", "-", "0"],
    ]
    title = '"Google France, interface language: French"\n'
    write_text("se_ranking.csv", [header, *rows], encoding="utf-8-sig", before=title)


def search_console():
    days = [["2026-02-03", "12", "640", "1.88%", "8.4"], ["2026-02-02", "0", "587", "0%", "26.8"], ["2026-02-01", "9", "610", "1.48%", "9"]]  # fmt: skip
    write_text("search_console_days.csv", [["Date", *CONSOLE], *days])
    write_text("search_console_days.fr.csv", [["Date", *CONSOLE_FR], *days])
    write_text(
        "search_console_days.discover.csv", [["Date", "Clicks", "Impressions", "CTR"], *[row[:4] for row in days]]
    )
    write_text(
        "search_console_filters.fr.csv",
        [["Filtre", "Valeur"], ["Type de recherche", "Web"], ["Date", "Les 3\u00a0derniers mois"]],
    )
    queries = [["aurelle avis", "14", "210", "6.67%", "1.46"], ["citadine électrique", "3", "900", "0.33%", "14.2"]]
    write_text("search_console.queries_fr.csv", [["Requêtes les plus fréquentes", *CONSOLE_FR], *queries])
    pages = [
        ["https://aurelle.example/citadine", "1833", "93766", "1.95%", "9.59"],
        ["https://aurelle.example/citadine/", "0", "3", "0%", "1"],
        ["https://aurelle.example/citadine", "0", "2", "0%", "1"],
    ]
    countries = [["France", "20", "1700", "1.18%", "14.86"], ["Belgium", "1", "137", "0.73%", "20.07"]]
    members = {
        "Chart.csv": [["Date", *CONSOLE], *days],
        "Queries.csv": [["Top queries", *CONSOLE], *queries],
        "Pages.csv": [["Top pages", *CONSOLE], *pages],
        "Countries.csv": [["Country", *CONSOLE], *countries],
        "Devices.csv": [["Device", *CONSOLE], ["Mobile", "21", "1837", "1.14%", "12.92"]],
        "Search appearance.csv": [["Search Appearance", *CONSOLE]],
        "Filters.csv": [["Filter", "Value"], ["Search type", "Web"], ["Date", "Last 3 months"]],
    }
    write_zip("search_console.zip", members)
    fractions = [["2026-02-01", 9, 610, 0.0148, 9], ["2026-02-02", 0, 587, 0, 26.8]]
    sheets = {
        "Chart": [["Date", *CONSOLE], *fractions],
        "Queries": [["Top queries", *CONSOLE], ["aurelle avis", 14, 210, 0.0667, 1.46]],
        "Filters": [["Filter", "Value"], ["Search type", "Web"], ["Date", "Last 12 months"]],
    }
    write_numbers("search_console.workbook.xlsx", sheets)
    compared = [
        ["Top pages", "Last 3 months Clicks", "Previous 3 months Clicks", "Last 3 months Impressions", "Previous 3 months Impressions",
         "Last 3 months CTR", "Previous 3 months CTR", "Last 3 months Position", "Previous 3 months Position"],
        ["https://aurelle.example/", "120", "98", "4100", "3900", "2.93%", "2.51%", "7.1", "8.3"],
    ]  # fmt: skip
    write_text("search_console_compare.csv", compared)


def ahrefs():
    quoted = {"delimiter": "\t", "encoding": "utf-16", "end": "\r\n", "quoting": csv.QUOTE_ALL}
    domains = [
        ["Domain", "Is spam", "DR", "Dofollow ref. domains", "Dofollow linked domains", "Traffic ", "Keywords ", "Links to target",
         "New links", "Lost links", "Dofollow links", "First seen", "Lost"],
        ["blog-auto.example", "false", "92", "197", "202", "1303", "208", "2", "0", "0", "2", "2024-10-31 04:49:50", ""],
        ["annuaire.example", "true", "3.5", "1", "2", "0", "0", "9", "0", "9", "0", "2017-08-03 02:50:05", "2025-12-11 18:27:27"],
    ]  # fmt: skip
    write_text("ahrefs_refdomains.csv", domains, **quoted)
    links = [
        ["Referring page title", "Referring page URL", "Domain rating", "Target URL", "Anchor", "Nofollow", "First seen", "Last seen", "Lost"],
        ["Essai", "https://blog-auto.example/essai", "41", "https://aurelle.example/", "l'Aurelle 3", "false", "2026-01-05 10:00:00", "2026-02-01 10:00:00", ""],
        ["Forum", "https://forum-auto.example/t/9", "12", "https://aurelle.example/", "ici", "true", "2025-11-05 10:00:00", "2026-01-01 10:00:00", "2026-01-02 09:00:00"],
    ]  # fmt: skip
    write_text("ahrefs_backlinks.csv", links, **quoted)
    write_text(
        "ahrefs_best_by_links.csv",
        [["Page title", "Page URL", "Language", "UR", "Referring domains", "Links to target", "First seen"],
         ["Aurelle", "https://aurelle.example/", "fr", "11", "348", "1280", "2018-11-16 14:05:54"]],
        **quoted,
    )  # fmt: skip
    keywords = [
        ["Keyword", "Country code", "Location", "Volume", "KD", "CPC", "Organic traffic", "Current position", "Current URL", "Updated"],
        ["aurelle", "FR", "France", "300", "2", "0.51", "289", "1", "https://aurelle.example/", "2025-12-28 02:38:15"],
        ["aurelle", "BE", "Belgium", "40", "2", "0.40", "19", "2", "https://aurelle.example/", "2026-01-14 10:40:27"],
    ]  # fmt: skip
    write_text("ahrefs_keywords.csv", keywords, **quoted)
    terms = [
        ["#", "Keyword", "Country", "Difficulty", "Volume", "CPC", "Parent Keyword", "Last Update", "SV trend (01-2024 - 12-2025)"],
        ["1", "citadine électrique", "fr", "9", "5400", "1.30", "voiture électrique", "2026-01-05 10:08:19", ""],
        ["2", "citadine électrique occasion", "fr", "", "50", "", "", "", ""],
    ]  # fmt: skip
    write_text("ahrefs_matching_terms.fr_citadine_2026-01-23_14-57-10.csv", terms, **quoted)


def majestic():
    header = ["TargetURL", "SourceURL", "AnchorText", "SourceCitationFlow", "SourceTrustFlow", "FirstIndexedDate", "LastSeenDate", "FlagNoFollow", "DateLost"]  # fmt: skip
    rows = [
        [
            "https://aurelle.example/",
            "https://blog-auto.example/essai",
            "l'Aurelle 3",
            "22",
            "31",
            "2025-10-01",
            "2026-01-20",
            "-",
            "",
        ],
        [
            "https://aurelle.example/",
            "https://forum-auto.example/t/9",
            "ici",
            "4",
            "9",
            "2024-03-12",
            "2025-12-01",
            "+",
            "2025-12-02",
        ],
    ]
    write_text("majestic.csv", [header, *rows])


def semrush():
    rows = [["aurelle avis", "1900", "12", "0.40", ""], ["aurelle panne", "n/a", "", "0.00", "Reviews"]]
    header = ["Keyword", "Volume", "Keyword Difficulty", "CPC (USD)", "SERP Features"]
    write_text("semrush_keywords.aurelle_broad-match_fr_2026-03-29.csv", [header, *rows], delimiter=";")
    positions = [
        ["Keyword", "Position", "Previous position", "Search Volume", "Keyword Difficulty", "CPC", "URL", "Traffic", "Timestamp"],
        ["aurelle avis", "3", "5", "1900", "12", "0.4", "https://aurelle.example/avis", "120", "2026-02-20"],
    ]  # fmt: skip
    write_text("semrush_positions.csv", positions)
    site = "*.aurelle.example/*_20260209"
    tracked = [
        ["Keyword", site, f"{site}_type", f"{site}_landing", "*.aurelle.example/*_difference", "Tags", "Intents", "CPC", "Search Volume", "Keyword Difficulty"],
        ["aurelle avis", "-", "", "", "-", "", "c", "0.88", "49500", "34"],
        ["aurelle prix", "32", "organic", "https://aurelle.example/prix", "68", "", "i", "n/a", "18100", "43"],
    ]  # fmt: skip
    rule = "-" * 30
    before = (
        f"{rule}\nID: 1_2\nReport type: position_tracking_rankings_overview\nPeriod: 20260203 - 20260209\n{rule}\n\n"
    )
    write_text("semrush_tracking.csv.xls", tracked, delimiter=";", before=before)
    trend = [
        ["Target", "Target Type", "Metric", "Database", "Summary", "2026-02-10", "2026-02-11"],
        ["aurelle.example", "root_domain", "Organic Traffic", "fr", "1200", "1180", "1200"],
        ["karsa.example", "root_domain", "Organic Traffic", "fr", "900", "", "900"],
    ]
    write_text("semrush_trend.csv", trend, delimiter=";")
    links = [
        ["Page ascore", "Source title", "Source url", "Target url", "Anchor", "External links", "Nofollow", "First seen", "Last seen"],
        ["41", "Essai", "https://blog-auto.example/essai", "https://aurelle.example/", "l'Aurelle 3", "4", "false", "2026-01-05 10:00:00", "2026-02-01 10:00:00"],
    ]  # fmt: skip
    write_text("semrush_backlinks.csv", links)


def trends():
    write_text(
        "google_trends.csv",
        [["Week", "aurelle: (Worldwide)", "karsa: (Worldwide)"], ["2026-01-04", "15", "<1"], ["2026-01-11", "100", "3"], ["2026-01-18", "0", "2"]],
        before="Category: All categories\n\n",
    )  # fmt: skip
    write_text(
        "google_trends.fr.csv",
        [["Semaine", "aurelle: (Dans tous les pays)", "karsa: (Dans tous les pays)"], ["2026-01-04", "15", "<\u00a01"], ["2026-01-11", "100", "3"]],
        before="Catégorie : Toutes les catégories\r\n\r\n", end="\r\n",
    )  # fmt: skip
    write_text(
        "google_trends.zh_months.csv",
        [["月", "aurelle: (全球)"], ["2025-11", "40"], ["2025-12", "100"]],
        before="类别：所有类别\n\n",
    )
    write_text(
        "google_trends_places.csv",
        [["Country", "aurelle: (10/2/21 - 10/2/26)"], ["France", "100"], ["Belgium", "67"], ["St. Lucia", ""]],
        before="Category: Autos & Vehicles\n\n",
    )
    related = 'Category: Autos & Vehicles\n"aurelle: (10/2/21 - 10/2/26, Worldwide)"\n\n'
    write_text(
        "google_trends_related.csv",
        [["TOP"], ["aurelle avis", "100"], [], ["RISING"], ["aurelle panne", "Breakout"], ["aurelle prix", "+3,750%"]],
        before=related,
    )


def suggestions():
    rows = [
        ["Keyword", "Vol", "CPC", "Comp", "Jan 2026", "Mar 2026"],
        ["aurelle avis", "1,900", "$0.40", "0.1", "1900", ""],
        ["aurelle arnaque", "-", "-", "-", "", ""],
    ]
    write_text(
        "keywords_everywhere.google.com-aurelle a.csv", rows, encoding="utf-8-sig", quoting=csv.QUOTE_ALL, end="\r\n"
    )


def write_zip(name, members):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, rows in members.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            archive.writestr(zipfile.ZipInfo(member, (2026, 3, 3, 2, 54, 0)), text.getvalue())


def write_numbers(name, sheets):
    """A workbook whose numbers and ISO dates are cells of their kind."""
    book = xlsxwriter.Workbook(HERE / name, {"in_memory": True, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": __import__("datetime").datetime(2026, 1, 1)})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for place, cells in enumerate(rows):
            sheet.write_row(place, 0, cells)
    book.close()


if __name__ == "__main__":
    for write in (se_ranking, search_console, ahrefs, majestic, semrush, trends, suggestions):
        write()
