"""Writes the samples of search, web, interest and links beside this file: headers and quirks of the real exports, rows
invented here.

    python -m tests.formats.write_search
"""

from __future__ import annotations

from tests.formats.write_samples import write_text


def se_ranking():
    header = ["Keyword", "URL", "Tags", "Search vol.", "2026-02-01", "Dynamics", "2026-02-02", "Dynamics"]
    rows = [
        ["citadine électrique", "https://aurelle.example/citadine", "Gamme", "3300", "7", "0", "10", "-3"],
        ["aurelle avis", "", "", "1900", "-", "0", "-", "0"],
    ]
    title = '"Google France, interface language: French"\n'
    write_text("se_ranking.csv", [header, *rows], encoding="utf-8-sig", before=title)


if __name__ == "__main__":
    for write in (se_ranking,):
        write()
