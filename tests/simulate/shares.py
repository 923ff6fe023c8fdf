"""Arrows and intervals of shares and scores, of independent mentions and of mentions that burst by tone or brand."""

from __future__ import annotations

import numpy as np

from kpis.catalogue import Kpi, catalogue
from kpis.engine import dispersion, statistics
from kpis.engine.change import change
from kpis.engine.figure import Figure
from tests.simulate.world import CONDITIONS, SIZES, Days, Row, days, factors, with_condition

TITLE = "Arrows and intervals of shares and scores"
SHARE, NET = catalogue()["negative_share"], catalogue()["net_sentiment_score"]
WEEKS, OVER = 16, 4  # of history; that a figure is over
TONES = (0.2, 0.45, 0.35)  # negative, neutral, positive
RIVALS = (0.7, 0.5)  # the size of two competitors


def rows(runs: int, chance: np.random.Generator) -> list[Row]:
    found = []
    for size in SIZES:
        for condition in CONDITIONS:
            for name, kpi, part, whole, truth in _worlds(size, condition, runs, chance):
                fours = _figures(kpi, part, whole, slice(WEEKS, None)), _figures(kpi, part, whole, slice(-8, -4))
                now, before = _spread(kpi, part, whole, *fours)
                arrows = [change(a, b, kpi) for a, b in zip(now, before, strict=True)]
                false = float(np.mean([one.significant for one in arrows if one is not None]))
                found.append(Row(f"false arrows, {name}", condition, size, false, most=0.06))
                inside = float(np.mean([one.low <= truth <= one.high for one in now]))
                found.append(Row(f"coverage, {name}", condition, size, inside, least=0.92, most=0.98))
    return found


def _worlds(size: int, condition: str, runs: int, chance: np.random.Generator):
    """Name, KPI, part and whole of each week (of a score, positive less negative), and the true value."""
    factor = factors(condition, runs, WEEKS + OVER, chance)

    def weeks(mean: float, *, crisis: bool = False) -> Days:
        found = days(mean, factor, chance)
        return (with_condition(found, condition, chance, mean=mean) if crisis else found).sum(axis=2)

    tones = [weeks(size * TONES[0], crisis=condition == "past crisis"), *(weeks(size * one) for one in TONES[1:])]
    own = weeks(size, crisis=condition == "past crisis")
    rivals = sum(weeks(size * one) for one in RIVALS)
    whole = sum(tones)
    drawn = chance.multinomial(weeks(size).astype(int), TONES).astype(float)
    if condition == "holes":
        unknown = chance.random(whole.shape) < 0.25
        unknown[:, WEEKS - OVER :] = False
        for one in (whole, own, rivals):
            one[unknown] = np.nan
        drawn[unknown] = np.nan
    yield "negative share, bursting", SHARE, tones[0], whole, TONES[0]
    yield "share of voice, bursting", SHARE, own, own + rivals, 1 / (1 + sum(RIVALS))
    yield "net sentiment, bursting", NET, np.stack([tones[2], tones[0]]), whole, 100 * (TONES[2] - TONES[0])
    yield "negative share, independent", SHARE, drawn[..., 0], drawn.sum(axis=2), TONES[0]
    yield "net sentiment, independent", NET, np.stack([drawn[..., 2], drawn[..., 0]]), drawn.sum(axis=2), 15.0


def _figures(kpi: Kpi, part: Days, whole: Days, weeks: slice) -> tuple[Days, Days]:
    """The part (of a score both parts) and the whole of the weeks together."""
    return part[..., weeks].sum(axis=-1), whole[:, weeks].sum(axis=1)


def _spread(
    kpi: Kpi, part: Days, whole: Days, now: tuple[Days, Days], before: tuple[Days, Days]
) -> tuple[list[Figure], list[Figure]]:
    """Both figures with their intervals, from the weeks before the present one, as kpis/inputs/ordinary.py gives them."""
    past = part[..., :WEEKS], whole[:, :WEEKS]
    excess, degrees = dispersion.of_net(*past[0], past[1]) if kpi is NET else dispersion.of_shares(*past)
    excess = dispersion.at_size(excess, past[1], now[1] / OVER)
    z = statistics.quantile(degrees)
    made = []
    for value, n in (now, before):
        if kpi is NET:
            score = 100 * (value[0] - value[1]) / n
            low, high = (100 * one for one in statistics.net(value[0] / excess, value[1] / excess, n / excess, z=z))
        else:
            score = value / n
            low, high = statistics.wilson(score, n / excess, z=z)
        columns = (score, n, low, high, excess, degrees)
        made.append([Figure(v, m, a, b, "complete", e, d) for v, m, a, b, e, d in zip(*columns, strict=True)])
    return made[0], made[1]
