"""Emerging words: how many weeks without news are said to have, and how often a new word is found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kpis.inputs.novelty import LEAST_USES, Novelty, novelty
from tests.simulate.world import SIZES, K, Row

TITLE = "Emerging words"
NOTE = "One run in ten is a week after eight others."
VOCABULARY, WORDS_A_MENTION, BEFORE = 8_000, 12, 8
COMMONEST, MOST = 10, 0.5  # words that are no subject; the share of mentions that one word is used in
SUBJECTS = 3  # of the gamma by which a word's use varies from week to week, where words come with their subjects
CONDITIONS = ("independent words", "bursting words")


def rows(runs: int, chance: np.random.Generator) -> list[Row]:
    weeks = max(runs // 10, 20)
    found = []
    for size in SIZES:
        for condition in CONDITIONS:
            told = np.array([_week(size, condition, chance) for _ in range(weeks)]).mean(axis=0)
            of_news = {"new word of 5 authors found": told[1], "new word of 10 found": told[2]}
            found.append(Row("false words a week", condition, size, float(told[0]), most=1.0, unit="words"))
            found += [Row(what, condition, size, float(share)) for what, share in of_news.items()]
            found.append(Row("word of ten a week at ×5 found", condition, size, float(told[3])))
    return found


def _week(size: int, condition: str, chance: np.random.Generator) -> tuple[float, bool, bool, bool]:
    """False words of a week; whether a new word of 5 authors, one of 10, and a known one at ×5 emerge in it."""
    share = 1 / np.arange(COMMONEST, VOCABULARY + COMMONEST)  # Zipf
    volumes = chance.poisson(chance.gamma(7 * K, 7 * size / (7 * K), BEFORE + 1)).astype(float)
    mean = np.minimum(np.outer(volumes * WORDS_A_MENTION, share / share.sum()), MOST * volumes[:, None])
    if condition == "bursting words":
        mean = chance.gamma(SUBJECTS, mean / SUBJECTS)
    uses = chance.poisson(mean).astype(float)
    known = int(np.argmin(np.abs(np.median(uses[:-1], axis=0) - 10)))
    news = np.zeros((BEFORE + 1, 2))
    news[-1] = (5, 10)
    more = uses[:, [known]].copy()
    more[-1] = chance.poisson(5 * mean[-1, known])
    false = _judged(uses, volumes).emerges.sum()
    with_news = _judged(np.hstack([news, more, uses]), volumes).emerges
    return false, *with_news[:3]


def _judged(uses: NDArray, volumes: NDArray) -> Novelty:
    """As kpis/inputs/emerging_words.py asks; listed words come first in the order given."""
    listed = uses.max(axis=0) >= LEAST_USES
    listed[:3] = True
    used = int((uses[-1] > 0).sum())
    return novelty(uses[-1, listed], uses[:-1, listed], volume=volumes[-1], volumes=volumes[:-1], words=used)
