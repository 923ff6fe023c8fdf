"""Streamlit's own words, which it has in English alone, put into the visitor's language by browser_words.js.

Texts of the product are translated by its catalogue; these never reach Python. What the script cannot reach is listed in
docs/architecture.md.
"""

from __future__ import annotations

from ui import browser, session

TEXTS = {
    "Skip to main content": "Aller au contenu",
    "Date range": "Période",
    "Select...": "Choisir…",
    "Past Week": "7 derniers jours",
    "Past Month": "Dernier mois",
    "Past 3 Months": "3 derniers mois",
    "Past 6 Months": "6 derniers mois",
    "Past Year": "Dernière année",
    "Past 2 Years": "2 dernières années",
    "No results": "Aucun résultat",
    "No options to select": "Rien à choisir",
    "Press Enter to apply": "Entrée pour valider",
    "Press Enter to submit form": "Entrée pour valider",
}
PARTS = {"dd": "jj", "mm": "mm", "yyyy": "aaaa"}  # of a date that is not filled in
TEXT_PATTERNS = {r"^(\d+)MB per file(.*)$": "$1\u00a0Mo par fichier$2"}
# of buttons and fields, as a screen reader names them
EXACT = {
    "App pages": "Écrans",
    "Fullscreen": "Plein écran",
    "View fullscreen": "Plein écran",
    "Exit fullscreen": "Quitter le plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Show/hide columns": "Choisir les colonnes",
    "Search": "Chercher",
    "Download as CSV": "Télécharger en CSV",
    "Clear selection": "Tout désélectionner",
    "Type to search": "Taper pour chercher",
    "Choose an option": "Choisir",
    "Choose options": "Choisir",
    "Select an option": "Choisir",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "Choose date": "Choisir la date",
    "Choose date range": "Choisir les dates",
    "Open": "Ouvrir",
    "Close": "Fermer",
    "Next page": "Page suivante",
    "Previous page": "Page précédente",
    "Next month": "Mois suivant",
    "Previous month": "Mois précédent",
    "Next": "Suivant",
    "Previous": "Précédent",
    "file upload": "envoi de fichiers",
    "Upload": "Parcourir…",
    "Browse files": "Parcourir…",
    "Loading...": "Chargement…",
    "Running...": "Calcul…",
    "Stop": "Arrêter",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "Main menu": "Menu principal",
    "Copy to clipboard": "Copier",
}
# pattern -> replacement, as JavaScript reads them; the first that matches is taken
PATTERNS = {
    r"^Help for (.+)$": "Aide\u00a0: $1",
    r"^Search: (.+)$": "Chercher\u00a0: $1",
    r"^Show/hide columns: (.+)$": "Choisir les colonnes\u00a0: $1",
    r"^Download as CSV: (.+)$": "Télécharger en CSV\u00a0: $1",
    r"^Fullscreen: (.+)$": "Plein écran\u00a0: $1",
    r"^Clear selection: (.+)$": "Tout désélectionner\u00a0: $1",
    r"^Remove (.+)$": "Retirer $1",
    r"^day, (.+?)(?: start date)$": "jour de début, $1",
    r"^month, (.+?)(?: start date)$": "mois de début, $1",
    r"^year, (.+?)(?: start date)$": "année de début, $1",
    r"^day, (.+?)(?: end date)$": "jour de fin, $1",
    r"^month, (.+?)(?: end date)$": "mois de fin, $1",
    r"^year, (.+?)(?: end date)$": "année de fin, $1",
    r"^(.+) start date$": "$1, début",
    r"^(.+) end date$": "$1, fin",
    r"^day, (.+)$": "jour, $1",
    r"^month, (.+)$": "mois, $1",
    r"^year, (.+)$": "année, $1",
}


def install(*, section: str, page: str) -> None:
    """Translate the page and mark its place in the menu. `section`: of the menu, '' for a screen that stands in none."""
    french = session.language() == "fr"
    words = {
        "language": session.language(),
        "texts": {"exact": TEXTS if french else {}, "patterns": list(TEXT_PATTERNS.items()) if french else []},
        "names": {"exact": EXACT if french else {}, "patterns": list(PATTERNS.items()) if french else []},
        "parts": PARTS if french else {},
        "date": "Jour choisi\u00a0: " if french else "",
        "section": section,
        "page": page,
    }
    browser.tell(words=words)
