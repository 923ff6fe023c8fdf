"""Puts words into mouths: posts, articles and broadcasts in French and English, hardly ever the same twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

from data.demo import texts_en, texts_fr
from data.demo.chance import between, one

# the last car of each brand is the electric one
CARS = {
    "Aurelle": ("Aurelle 3", "Aurelle 5", "Aurelle Volta"),
    "Velmont": ("Velmont Orion", "Velmont City", "Velmont Rivage"),
    "Karsa": ("Karsa K2", "Karsa Terra"),
}
# subjects that are about one car
CAR_OF = {
    ("Aurelle", "recall"): "Aurelle 5", ("Aurelle", "campaign"): "Aurelle Volta", ("Aurelle", "test drives"): "Aurelle Volta",
    ("Velmont", "launch"): "Velmont Orion",
}  # fmt: skip
ORDINARY = ("driving", "service", "service", "price", "electric", "style", "reliability", "reliability", "delivery")
ORDINARY_PRESS = ("market", "market", "road test", "road test", "industry")
WITH_ENGINE = ("driving", "reliability", "road test", "show")  # subjects that name litres, oil or a gearbox
TONES = ("positive", "neutral", "negative")

_WORDS = {"fr": texts_fr, "en": texts_en}
_TAGS = {
    "recall": " #rappel", "strike": " #grève", "campaign": " #LaRouteEnSilence", "test drives": " #Essai48h",
    "motor show": " #SalonAuto", "electric": " #voitureelectrique", "launch": " #Orion",
}  # fmt: skip
_EMOJI = (" 😍", " 🤔", " 😡")
# place in a text -> what is drawn for it
_DRAWN: dict[str, Callable[[Random], str | int | float]] = {
    "km": lambda dice: between(dice, 9, 989) * 100,
    "months": lambda dice: between(dice, 2, 60),
    "price": lambda dice: between(dice, 159, 629),
    "trim": lambda dice: one(dice, texts_fr.TRIMS),
    "city": lambda dice: one(dice, texts_fr.CITIES[:13]),
    "town": lambda dice: one(dice, texts_fr.CITIES[13:]),
    "figure": lambda dice: between(dice, 1104, 9876),
    "share": lambda dice: between(dice, 41, 139) / 10,
    "worth": lambda dice: between(dice, 98, 249) * 100,
    "loop": lambda dice: between(dice, 140, 980),
    "note": lambda dice: between(dice, 11, 17),
    "place": lambda dice: between(dice, 4, 6),
    "rank": lambda dice: between(dice, 7, 24),
}
_BREAK, _CAPITAL = "\x1f", "\x1e"  # between the parts of an article; before a letter that becomes a capital


def official(brand: str) -> str:
    """The name of the brand's own accounts."""
    return f"{brand}Officiel"


def post(dice: Random, *, language: str, brand: str, subject: str, tone: int, network: str, day: date) -> str:
    """A post; `tone` 0 positive, 1 neutral, 2 negative."""
    words = _WORDS[language]
    if tone == 0 and dice.random() < 0.03 and subject not in ("recall", "strike"):
        return f"Merci {brand} !" if language == "fr" else f"Thank you {brand}!"
    saying = one(dice, words.SAYINGS[subject][tone])
    sentence = _capital(one(dice, words.OPENINGS) + saying)
    parts = [sentence if sentence[-1] in "?!" else sentence + ".", one(dice, words.DETAILS)]
    if network in ("forum", "blog", "review"):
        parts.append(one(dice, words.LONGER))
    if closing := one(dice, words.CLOSINGS[tone]):
        parts.append(closing)
    text = ("\n" if network == "blog" else " ").join(parts)
    if network in ("x", "instagram", "tiktok"):
        if dice.random() < 0.35:
            text += _TAGS.get(subject, f" #{brand}")
        if network != "x" and dice.random() < 0.4:
            text += _EMOJI[tone]
    return _filled(dice, text, language=language, brand=brand, subject=subject, day=day)


def title(dice: Random, *, language: str, brand: str, subject: str) -> str:
    """The title of a blog post, a thread or a review."""
    car = _car(dice, brand, subject)
    about = {"recall": "rappel", "strike": "grève"} if language == "fr" else {}
    kinds = (
        ("mon avis", "vos retours ?", "question", "bilan") if language == "fr" else ("my view", "question", "report")
    )
    return f"{car} : {about.get(subject) or one(dice, kinds)}"


def article(dice: Random, *, language: str, brand: str, subject: str, tone: int, day: date) -> tuple[str, str, str]:
    """Headline, first lines, and the sentence that names the brand."""
    parts = _BREAK.join(_capital(part) for part in one(dice, _WORDS[language].PRESS[subject][tone]))
    headline, opening, sentence = _filled(dice, parts, language=language, brand=brand, subject=subject, day=day).split(
        _BREAK
    )
    return headline, opening, sentence


def broadcast(dice: Random, *, brand: str, subject: str, tone: int, day: date) -> tuple[str, str]:
    """Name of a programme and what it said, as a person notes it."""
    if subject == "show":
        name, said = texts_fr.SHOW
        return name, _filled(dice, said, language="fr", brand=brand, subject=subject, day=day)
    _headline, _opening, said = article(dice, language="fr", brand=brand, subject=subject, tone=tone, day=day)
    return one(dice, texts_fr.PROGRAMMES), said


def _filled(dice: Random, text: str, *, language: str, brand: str, subject: str, day: date) -> str:
    """The text with its places in braces filled; a number is drawn only for a place that the text has."""
    named = _named(brand, _car(dice, brand, subject), language)
    dated = {"year": str(between(dice, 2021, day.year)), "month": _WORDS[language].MONTHS[(day.month - 2) % 12]}
    drawn = {name: draw(dice) for name, draw in _DRAWN.items() if f"{{{name}}}" in text}
    filled = text.format(**named, **dated, **{name: _written(value, language) for name, value in drawn.items()})
    return re.sub(f"{_CAPITAL}(.)", lambda found: found[1].upper(), filled) if _CAPITAL in filled else filled


def _car(dice: Random, brand: str, subject: str) -> str:
    if subject == "electric":
        return CARS[brand][-1]
    return CAR_OF.get((brand, subject)) or one(dice, CARS[brand][:-1] if subject in WITH_ENGINE else CARS[brand])


def _named(brand: str, car: str, language: str) -> dict[str, str]:
    """The brand and the car with their articles: French elides them before a vowel."""
    if language == "en":
        articles = ("the ", "my ", "of the ", "by ")
    elif brand[0] in "AEIOUY":
        articles = ("l'", "mon ", "de l'", "d'")
    else:
        articles = ("la ", "ma ", "de la ", "de ")
    the, my, of, by = articles
    return {
        "brand": brand, "by": by + brand, "official": official(brand), "car": car, "the": the + car, "my": my + car, "of": of + car,
    }  # fmt: skip


def _capital(text: str) -> str:
    """The text with a capital at its beginning, also when it begins with a place in braces."""
    return _CAPITAL + text if text.startswith("{") else text[:1].upper() + text[1:]


def _written(value: str | int | float, language: str) -> str:
    """A number in the manner of the language; a word as it is."""
    if isinstance(value, str):
        return value
    text = f"{value:,}"
    return text.replace(",", " ").replace(".", ",") if language == "fr" else text
