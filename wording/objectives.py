"""An objective as text: target, baseline, terms and validity. Pure functions."""

from __future__ import annotations

from kpis.catalogue import Kpi
from kpis.objectives.objectives import Objective, starting
from kpis.objectives.verdict import target_of, tolerance
from locales import numbers, translator
from wording import amounts

UNITS = {
    "percent": "%",
    "points": "pts",
    "hours": "h",
    "minutes": "min",
    "euros": "€",
    "stars": "/ 5",
    "level": "0–3",
}
TENTHS = ((amounts.TENTH, 1), (0, 2))


def unit(kpi: Kpi, language: str) -> str:
    """The unit in which a target is written: '%', 'h', 'h ouvrées', 'j'."""
    say = translator(language)
    spoken = {"days": say("d"), "working hours": say("working h")}
    return spoken.get(kpi.unit) or UNITS.get(kpi.unit, "")


def objective_text(one: Objective, kpi: Kpi, language: str) -> str:
    """'≥ 90 %', '4 – 6', 'base +2 pts par trimestre', '48 au total du 1 janv. au 30 juin', 'suivi'."""
    say = translator(language)
    if one.mode == "out_of_scope":
        return say("outside the perimeter")
    if one.mode == "followed" or one.target is None:
        return say("followed")
    sign = ("≤" if kpi.better == "lower" else "≥") + numbers.NBSP
    amount = _target(one.target, kpi, language)
    if one.mode == "range" and one.target_high is not None:
        return f"{amount} – {_target(one.target_high, kpi, language)}"
    if one.mode == "pace" and one.valid_to is not None:
        days = numbers.date_range(one.valid_from, one.valid_to, language)
        return say("{amount} in total, {days}").format(amount=amount, days=days)
    if one.mode == "absolute":
        return sign + amount
    return sign + _from_baseline(one, kpi, language)


def _target(value: float, kpi: Kpi, language: str) -> str:
    """A target in the format of its KPI; targets of rates are stored in percent."""
    return amounts.amount(numbers.share(value) if kpi.unit == "percent" else value, kpi, language)


def _from_baseline(one: Objective, kpi: Kpi, language: str) -> str:
    """'base +2 pts par trimestre', followed by the resulting target if the baseline is known."""
    say = translator(language)
    assert one.target is not None
    decimals = 0 if one.target == int(one.target) else 1
    if one.mode == "baseline_percent":
        step = numbers.percent(numbers.share(one.target), language, decimals=decimals)
    elif kpi.unit in ("percent", "points"):
        step = numbers.points(one.target, language, decimals=decimals)
    else:
        step = numbers.number(one.target, language, decimals=decimals)
    text = say("baseline") + ("" if one.target == 0 else f"{numbers.NBSP}{numbers.signed(step, one.target)}")
    if one.per is not None:
        text += " " + {"month": say("per month"), "quarter": say("per quarter")}[one.per]
    elif one.target != 0:
        first_target = target_of(one, kpi, baseline=one.baseline, days_since_baseline=0)
        if first_target is not None:
            text += f" ({amounts.amount(first_target.value, kpi, language)})"
    return text


def baseline(one: Objective, kpi: Kpi, language: str) -> str:
    """Baseline with its dates: '38,2 % (5 janv. – 1 mars 2026)'; '' if there is none."""
    if one.baseline is None:
        return ""
    text = amounts.amount(one.baseline, kpi, language)
    if one.baseline_from is not None and one.baseline_to is not None:
        text += f" ({numbers.date_range(one.baseline_from, one.baseline_to, language)})"
    return text


def terms(one: Objective, kpi: Kpi, language: str) -> str:
    """Commitment and tolerance."""
    say = translator(language)
    if one.is_followed or one.target is None:
        return ""
    text = say("stretch: 70% of the way is enough") if one.is_stretch else say("committed")
    first_target = target_of(one, kpi, baseline=one.baseline, days_since_baseline=0)
    size = tolerance(one, kpi, first_target.value) if first_target is not None else one.tolerance
    if size:
        text += "\n" + say("tolerance {size}").format(size=_size(size, kpi, language))
    return text


def _size(size: float, kpi: Kpi, language: str) -> str:
    """A tolerance, with enough decimals that 0.2 messages or three minutes do not show as 0."""
    if kpi.unit in ("hours", "working hours") and size < 1:
        return numbers.number(numbers.exact(size) * 60, language) + numbers.NBSP + "min"
    if kpi.unit in ("count", "level", "days") and size < 10 and size != int(size):
        return numbers.number(size, language, decimals=numbers.decimals_by_size(size, TENTHS, zero=1))
    return amounts.gap(size, kpi, language)


def comment(one: Objective, language: str) -> str:
    """The comment of an objective; that of a starting value in the reader's language."""
    text = one.comment or ""
    return translator(language)(text) if any(text == known.comment for known in starting()) else text


def validity(one: Objective, language: str) -> str:
    """'du 2 mars 2026', 'du 2 mars au 31 août 2026'."""
    say = translator(language)
    if one.valid_to is None:
        return say("from {day}").format(day=numbers.day(one.valid_from, language))
    return numbers.date_range(one.valid_from, one.valid_to, language)
