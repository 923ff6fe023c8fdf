"""The languages of the product: gettext catalogues, read from the .po files without a compile step.

A message id is the English text itself, so English needs no catalogue. Numbers and dates: `locales.numbers`.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
DOMAIN = "e-reputation"
LANGUAGES = ("fr", "en")
SOURCE_LANGUAGE = "en"

Translate = Callable[[str], str]
TranslatePlural = Callable[[str, str, int], str]


def translator(language: str) -> Translate:
    """A function that translates an English text; a text missing from the catalogue stays English."""
    gettext_of = _translations(language).gettext
    return lambda text: gettext_of(text) if text else text


def plural(language: str) -> TranslatePlural:
    """A function that translates and picks singular or plural: plural('fr')("{n} file", "{n} files", 2)."""
    return _translations(language).ngettext


def nearest_language(*wishes: str | None) -> str:
    """The first supported language among `wishes` ('fr-CA' is French); else English."""
    for wish in wishes:
        code = (wish or "").replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return SOURCE_LANGUAGE


def catalogue_path(language: str) -> Path:
    """The .po file of a language."""
    return HERE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(language: str) -> Catalog:
    """The catalogue of a language, parsed."""
    with catalogue_path(language).open("rb") as source:
        return read_po(source, locale=language, domain=DOMAIN)


@cache
def _translations(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
