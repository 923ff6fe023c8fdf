"""Which words a week uses out of the ordinary, among all the words that it uses. Pure, vectorised over words.

A word's count of a week is expected to vary more than chance does, for words come with their subjects: a negative
binomial, whose mean is the word's rate of the weeks before times the week's volume, and whose variance is

    μ + μ² (ω + ω / m + 1 / (½ + Σx))        m weeks before it, Σx the uses in them

ω says how much words vary from week to week: the mean of the moment estimates of all listed words used twice a week or
more, a tenth at least; for a word that varied more, the mean of that and of its own. The rest is what is not known of the mean;
½ stands for what a word never seen may have been used.

The p-values of all words of the week are adjusted together (Benjamini–Hochberg), those too rare to emerge included: of
the words that emerge, 5 % are false on average, and in a week without news some word emerges once in twenty.

Sources: Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289–300; J. F. Lawless, Canadian
Journal of Statistics 15 (1987) 209–225 (moment estimates of the dispersion).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_USES, LEAST_RATIO = 5, 1.5
FALSE_SHARE = 0.05
UNSEEN = 0.5  # uses that a word without any is taken to have had
LEAST_DISPERSION, USUAL_DISPERSION = 0.1, 0.33  # the latter where no word is used often enough to tell
OFTEN = 2.0  # uses a week


@dataclass(frozen=True)
class Novelty:
    """Arrays over words: the expected uses, the p-value of as many or more, and whether the word emerges."""

    expected: NDArray[np.float64]
    p: NDArray[np.float64]
    emerges: NDArray[np.bool_]


def novelty(now: NDArray, past: NDArray, *, volume: float, volumes: NDArray, words: int) -> Novelty:
    """Evaluate the words of a week against the weeks before it.

    `now`: uses by word. `past`: weeks × words. `volume`, `volumes`: mentions of the week, and of each week before it;
    a quieter week does not lower what is expected. `words`: how many different words the week uses, listed or not.
    """
    growth = np.maximum(volume / np.where(volumes > 0, volumes, np.nan), 1.0)
    growth = np.where(np.isnan(growth), 1.0, growth)
    exposure = (1 / growth).sum()  # weeks of the size of this one
    uses = past.sum(axis=0)
    expected = uses / exposure
    mean = (uses + UNSEEN) / exposure
    omega = _dispersion(past * growth[:, None], mean)
    size = 1 / (omega * (1 + 1 / len(past)) + 1 / (uses + UNSEEN))
    from scipy.special import betainc  # its import is heavy; that of scipy.stats ten times as much

    # the survival function of the negative binomial distribution at now - 1
    p = np.where(now > 0, betainc(np.maximum(now, 1), size, mean / (size + mean)), 1.0)
    high = (now >= LEAST_USES) & (now >= LEAST_RATIO * expected)
    return Novelty(expected, p, high & _found(np.where(high, p, 1.0), words))


def _dispersion(scaled: NDArray, mean: NDArray) -> NDArray[np.float64]:
    """ω of each word. `scaled`: weeks × words, brought to the volume of the week."""
    own = (scaled.var(axis=0, ddof=1) - mean) / mean**2
    often = mean >= OFTEN
    usual = max(float(own[often].mean()), LEAST_DISPERSION) if often.any() else USUAL_DISPERSION
    return np.where(often, np.maximum((own + usual) / 2, usual), usual)


def _found(p: NDArray, words: int) -> NDArray[np.bool_]:
    """Which hypotheses of so many are rejected; those that are not listed have p = 1."""
    order = np.sort(p)
    ranks = np.arange(1, len(p) + 1)
    below = order <= FALSE_SHARE * ranks / max(words, len(p), 1)
    return p <= order[below].max(initial=-1.0)
