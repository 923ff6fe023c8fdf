"""Languages and countries by their codes, in the reader's language."""

from __future__ import annotations

from functools import cache

from babel import Locale

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


def language_name(code: str, language: str) -> str:
    """ISO 639-1 'fr' → 'français'; an unknown code is returned unchanged."""
    return _known(language).languages.get(code.lower(), code)


def country_name(code: str, language: str) -> str:
    """ISO 3166-1 'FR' → 'France'; an unknown code is returned unchanged."""
    return _known(language).territories.get(code.upper(), code)


@cache
def _known(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])
