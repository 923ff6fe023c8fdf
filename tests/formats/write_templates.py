"""Writes the samples of the templates and hand-made sheets beside this file: rows invented here.

python -m tests.formats.write_templates
"""

from __future__ import annotations

from loaders.templates import LANGUAGES, template, templates
from tests.formats.write_samples import HERE, write_text

# those that write_samples.py writes by hand, with quirks of their own
BY_HAND = ("followers", "mentions", "sentiment")


def as_downloaded():
    """Each template as the Uploads screen gives it, with its example row."""
    for table in templates():
        if table not in BY_HAND:
            for language in LANGUAGES:
                (HERE / f"template_{table}.{language}.csv").write_bytes(template(table, language))


def filled_by_hand():
    """As people keep them: a title above, an empty first column, totals below, numbers in the French manner."""
    french = {"delimiter": ";", "encoding": "cp1252", "end": "\r\n"}
    business = [
        ["Chiffres du service e-commerce", "", "", "", "", "", ""],
        [""] * 7,
        ["", "Du", "Au", "Marque", "Visites", "Ventes", "CA"],
        ["", "01/01/2026", "31/01/2026", "Aurelle", "3\u00a0600", "12", " 1\u00a0350,50 € "],
        ["", "01/02/2026", "28/02/2026", "Aurelle", "4,1 k", "NC", "980,00 €"],
        ["", "Total", "", "", "7\u00a0700", "12", "2\u00a0330,50 €"],
    ]
    write_text("template_business.by_hand.csv", business, **french)
    relations = [
        ["Date", "Marque", "Site ou blog", "Nature", "Personne"],
        ["13/01/2026", "Aurelle", "blog-auto.example", "Échange", "Nadia"],
        ["20/01/2026", "Aurelle", "gazette-route.example", "Tribune d'expert", "Notre ingénieure"],
        ["21/01/2026", "Aurelle", "gazette-route.example", "à rappeler", ""],
    ]
    write_text("template_relations.by_hand.csv", relations, **french)
    followers = [
        ["Date", "Réseau", "Compte", "Nb d'abonnés", "Évolution", "Taux d'engagement"],
        ["13/03/2026", "Facebook", "Aurelle", "1\u202f234\u202f567", "+1,2\u00a0%", "0,85 %"],
        ["14/03/2026", "Instagram", "Aurelle", "45,6 k", "-0,3 %", "2,1 %"],
        ["15/03/2026", "X", "Aurelle", "1,2 M", "", "NC"],
        ["Total", "", "", "2\u202f480\u202f167", "", ""],
    ]
    write_text("sheet_followers.fr.csv", followers, delimiter=";", encoding="utf-8-sig", end="\r\n")
    months = [
        ["Nombre d'abonnés par réseau", "", "", "", ""],
        ["", "Marque", "Réseau", "janv. 2026", "Févr. 2026"],
        ["", "Aurelle", "LinkedIn", "12\u00a0345", "12\u00a0400"],
        ["", "Aurelle", "X", "1,2 k", "NC"],
        ["", "Total", "", "13\u00a0545", ""],
    ]
    write_text("sheet_followers_by_month.csv", months, **french)
    networks = [
        ["Followers", "", "", ""],
        ["Date", "LinkedIn", "Instagram", "X"],
        ["2026-01-31", "12,345", "45.6k", "n/a"],
        ["2026-02-28", "12,400", "45.9k", "1,204"],
    ]
    write_text("sheet_followers_by_channel.csv", networks)


if __name__ == "__main__":
    as_downloaded()
    filled_by_hand()
