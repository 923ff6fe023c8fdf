"""The languages of the product: texts by gettext catalogues, read as they are written (no compile step).

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
    """What turns an English text into the language; a text that the catalogue lacks stays English."""
    gettext_of = _translations(language).gettext
    return lambda text: gettext_of(text) if text else text


def plural(language: str) -> TranslatePlural:
    """What chooses between the texts for one and for several: plural('fr')("{n} file", "{n} files", 2)."""
    return _translations(language).ngettext


def nearest_language(*wishes: str | None) -> str:
    """The first wish that is spoken ('fr-CA' is French); else English."""
    for wish in wishes:
        code = (wish or "").replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return SOURCE_LANGUAGE


def catalogue_path(language: str) -> Path:
    """Where the texts of a language are written."""
    return HERE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(language: str) -> Catalog:
    """The texts of a language as written."""
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
