"""The emerging words of the demonstration, counted again from the texts of its unique mentions."""

import re
from collections import defaultdict
from datetime import date, timedelta
from statistics import mean, variance

import pytest
from scipy import stats

from kpis.inputs.emerging_words import stopwords
from tests.demonstration.test_recount import same, unique_mentions

WEEK = timedelta(days=7)
MONDAYS = (date(2026, 2, 9), date(2026, 10, 12), date(2026, 11, 2), date(2026, 11, 9))
LEAST = 5  # authors
COMPOUNDS = (
    "week-end|rendez-vous|après-vente|après-midi|porte-parole|savoir-faire|bien-être|haut-parleur|start-up|plug-in|"
    "e-mail|e-commerce|e-réputation"
)
WORD = rf"(?:{COMPOUNDS})[^\W\d_]*|[^\W\d_]{{3,}}"


@pytest.fixture(scope="module")
def weeks(store):
    """Monday -> (unique mentions, word -> authors that use it)."""
    texts = {
        row["identity"]: f"{row['title'] or ''} {row['text'] or ''}"
        for row in store.rows("select identity, title, text from mentions where brand = 'Aurelle'")
    }
    volumes, authors = defaultdict(int), defaultdict(lambda: defaultdict(set))
    for one in unique_mentions(store):
        monday = one["day"] - timedelta(days=one["day"].weekday())
        if one["brand"] == "Aurelle" and one["unique"] and any(m - 8 * WEEK <= monday <= m for m in MONDAYS):
            volumes[monday] += 1
            told = re.sub(r"https?://\S+", " ", texts[one["identity"]].lower())
            for word in set(re.findall(WORD, told)):
                authors[monday][word].add(one["author_key"] or ("nobody", one["identity"]))
    return {
        monday: (volumes[monday], {word: len(who) for word, who in said.items()}) for monday, said in authors.items()
    }


def test_the_demonstrations_emerging_words(store, weeks):
    """Nothing is missing of the eight weeks before each of these."""
    missing = set(stopwords())
    found = {}
    for monday in MONDAYS:
        volume, now = weeks[monday]
        before = [weeks[monday - n * WEEK] for n in range(8, 0, -1) if monday - n * WEEK in weeks]
        growth = [max(volume / then, 1) for then, _ in before]
        exposure = sum(1 / one for one in growth)
        listed = {
            word for _, said in [*before, weeks[monday]] for word, uses in said.items() if uses >= LEAST
        } - missing
        rates = {word: sum(said.get(word, 0) for _, said in before) for word in listed}
        often = {}
        for word, uses in rates.items():
            centre = (uses + 0.5) / exposure
            if centre >= 2:
                scaled = [said.get(word, 0) * one for (_, said), one in zip(before, growth, strict=True)]
                often[word] = (variance(scaled) - centre) / centre**2
        usual = max(mean(often.values()), 0.1)
        chances = {}
        for word, uses in rates.items():
            if now.get(word, 0) >= max(LEAST, 1.5 * uses / exposure):
                omega = max((often[word] + usual) / 2, usual) if word in often else usual
                spread = omega * (1 + 1 / len(before)) + 1 / (uses + 0.5)
                centre = (uses + 0.5) / exposure
                # of mean μ and variance μ + μ² · spread
                chances[word] = stats.nbinom.sf(now[word] - 1, 1 / spread, 1 / (1 + centre * spread))
        ranked = sorted(chances.values())
        last = max((p for rank, p in enumerate(ranked, 1) if p <= 0.05 * rank / len(now)), default=-1)
        found["Aurelle", monday.isoformat()] = sum(p <= last for p in chances.values())
    assert max(found.values()) > 20
    crisis = {key: count for key, count in found.items() if key[1] == MONDAYS[0].isoformat()}
    same(store, "emerging_topics", crisis, MONDAYS[0], MONDAYS[0] + timedelta(days=6))
    rest = {key: count for key, count in found.items() if key not in crisis}
    same(store, "emerging_topics", rest, MONDAYS[1], MONDAYS[-1] + timedelta(days=6))
