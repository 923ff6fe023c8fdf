"""Languages and countries by their codes, in the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from locales.numbers import locale_of


def language_name(code: str, language: str) -> str:
    """ISO 639-1 'fr' → 'français'; an unknown code is returned unchanged."""
    return locale_of(language).languages.get(code.lower(), code)


def country_name(code: str, language: str) -> str:
    """ISO 3166-1 'FR' → 'France'; an unknown code is returned unchanged."""
    return locale_of(language).territories.get(code.upper(), code)


def by_name(codes: Iterable[str], language: str) -> list[str]:
    """Codes of countries in the order of their names, accents aside: États-Unis between Espagne and Finlande."""
    return sorted(codes, key=lambda code: unicodedata.normalize("NFKD", country_name(code, language)).casefold())
