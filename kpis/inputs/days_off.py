"""Days off of a place: a country, or a region of it whose days off differ.

A place is written by codes: FR, or FR-57 for Moselle. A country alone has the days off of all its regions only: GB lacks
Easter Monday, CH lacks Good Friday, FR lacks the two days more of Alsace and Moselle. The library `holidays` accepts
regions that add nothing and falls back on another language without a word: both are checked here.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from data.sentences import Refusal
from data.store import now

_COMPARED = range(2024, 2034)  # years over which the days off of a region are compared with those of its country
# languages of the library by the language of the screen, in order of preference
_LANGUAGES = {"fr": ("fr", "fr_FR", "fr_CA"), "en": ("en_GB", "en_US", "en_CA")}


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """Two-letter codes of the countries whose days off are known."""
    from holidays.registry import EntityLoader  # late: its import is heavy; that of every country still more

    return tuple(sorted(code for code in EntityLoader.get_country_codes(True) if len(code) == 2))


@lru_cache(maxsize=64)
def regions(country: str) -> dict[str, str]:
    """Code -> name, of the regions of a country with other days off than the country alone; by name."""
    if country not in countries():
        return {}
    of_country = _calendar(country, "", _COMPARED)
    names = {code: name for name, code in of_country.subdivisions_aliases.items() if not name.isupper()}
    found = {
        code: names.get(code, code)
        for code in of_country.subdivisions
        if set(_calendar(country, code, _COMPARED)) != set(of_country)
    }
    return dict(sorted(found.items(), key=lambda one: one[1]))


def read_place(text: str) -> str:
    """The place as it is stored: 'fr - Moselle' -> 'FR-57'; '' for none.

    Raises Refusal for a country or a region that is not known, or for a region without days off of its own.
    """
    country, _, region = (part.strip() for part in text.partition("-"))
    if not country and not region:
        return ""
    country = country.upper()
    if country not in countries():
        raise Refusal(
            "No public holidays are known for the country '{value}': use a code such as FR, or none.", value=country
        )
    until = _calendar(country, "", ()).end_year
    if until <= now().year:
        raise Refusal(
            "The public holidays of {country} are known to {year} only: choose another country, or none.",
            country=country,
            year=until,
        )
    if not region:
        return country
    known = regions(country)
    code = next((code for code, name in known.items() if region.lower() in (code.lower(), name.lower())), None)
    if code is None:
        raise Refusal(
            "'{region}' is not a region of {country} with public holidays of its own. Known: {known}.",
            region=region,
            country=country,
            known=", ".join(f"{one} ({name})" if name != one else one for one, name in known.items()) or "–",
        )
    return f"{country}-{code}"


def days_off(place: str, first: int, last: int, *, language: str | None = None) -> dict[date, str]:
    """Day -> name, of the days off of a place in the years from `first` to `last`; none for ''.

    `language`: fr | en; None, or one that the library lacks for the country: the country's own.
    """
    if not place:
        return {}
    country, _, region = place.partition("-")
    return dict(sorted(_calendar(country, region, range(first, last + 1), language).items()))


def _calendar(country: str, region: str, years, language: str | None = None):
    """The library's calendar, in a language that it is known to have."""
    import holidays

    plain = holidays.country_holidays(country)
    spoken = plain.supported_languages or ()
    chosen = next((one for one in _LANGUAGES.get(language or "", ()) if one in spoken), plain.default_language)
    return holidays.country_holidays(country, subdiv=region or None, years=years, language=chosen)
