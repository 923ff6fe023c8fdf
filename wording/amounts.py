"""A KPI's value, interval, change and status as text. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.sentences import N_, Sentence
from kpis.catalogue import Kpi
from kpis.engine.change import Change
from kpis.engine.figure import Figure
from kpis.objectives.scorecard import Line
from locales import numbers, plural, translator

STATUS_SIGNS = {"met": "✔", "near": "●", "behind": "▲", "undecided": "≈", "unjudged": "–", "none": "–"}
STATUS_COLOURS = {
    "met": "blue",
    "near": "orange",
    "behind": "red",
    "undecided": "gray",
    "unjudged": "gray",
    "none": "gray",
}
STATUS_WORDS = {
    "met": N_("Met"),
    "near": N_("Close"),
    "behind": N_("Behind"),
    "undecided": N_("Undecided"),
    "unjudged": N_("No verdict"),
    "none": N_("No target"),
}
ASSESSMENT_COLOURS = {"better": "blue", "worse": "red", "neutral": "gray"}
TENTH = Decimal("0.1")
PERCENT_STEPS = ((1, 1), (TENTH, 2), (0, 3))  # a rate under 1 % keeps two significant digits
POINT_STEPS = ((10, 0), (TENTH, 1), (0, 3))  # a difference that one decimal would show as 0.0 gets three
TEN_STEPS = ((10, 0), (0, 1))


@dataclass(frozen=True)
class ChangeText:
    """A change as text (with its arrow), and its assessment."""

    text: str
    assessment: str  # better | worse | neutral


def missing(language: str) -> str:
    """The text of a missing figure: 'n/d' in French."""
    say = translator(language)
    return say("n/a")


def amount(value: numbers.Number | None, kpi: Kpi, language: str, *, n: float | None = None) -> str:
    """A value with its unit: '41,2 %', '−9 pts', '1 284'.

    `n` changes nothing: objectives met are a share of those judged, and `sample` names their number. As '25 / 36' they
    contradicted the number of objectives that the headline counts.
    """
    del n
    if numbers.is_missing(value):
        return missing(language)
    return _FORMATS.get(kpi.unit, _plain_count)(value, language)  # type: ignore[arg-type]


def figure(line: Line, language: str) -> str:
    """The value of a scorecard line; of a duration that is not over, that it is not."""
    if line.week.is_not_reached and numbers.is_missing(line.value):
        say = translator(language)
        return say("not over") if line.kpi.class_ == "max" else say("not reached")
    return amount(line.value, line.kpi, language, n=line.n)


def in_words(one: Sentence, language: str) -> str:
    """A sentence in the language, its numbers and days as they are written there."""
    values = {name: _written(value, language) for name, value in one.values.items()}
    return Sentence(one.text, values).said(translator(language))


def _written(value: object, language: str) -> object:
    if type(value) is date:  # a moment of the day is told as it is
        return numbers.day(value, language)
    return numbers.written(value, language) if isinstance(value, int | float) and not isinstance(value, bool) else value


def status(line: Line) -> str:
    """The status code of a scorecard line: 'unjudged' if it has an objective but no verdict."""
    if line.verdict.status == "none" and line.objective is not None and not line.objective.is_followed:
        return "unjudged"
    return line.verdict.status


def target(line: Line, language: str) -> str:
    """'≥ 41,2 %', '≤ 10 %', '4 – 6'; '' for a KPI without an objective."""
    if numbers.is_missing(line.target_value):
        return ""
    wanted = amount(line.target_value, line.kpi, language)
    if line.target_high is not None:
        return f"{wanted} – {amount(line.target_high, line.kpi, language)}"
    sign = "≤" if line.kpi.better == "lower" else "≥"
    return f"{sign}{numbers.NBSP}{wanted}"


def bound(value: numbers.Number, kpi: Kpi, language: str) -> str:
    """A bound of an interval, without its unit, which the value shows."""
    if kpi.unit in ("hours", "working hours"):
        return numbers.number(value, language, decimals=numbers.decimals_by_size(value, TEN_STEPS, zero=1))
    if kpi.unit == "stars":
        return _plain_stars(value, language)
    value = numbers.percentage(value) if kpi.unit == "percent" else value
    return numbers.number(value, language, decimals=1 if kpi.unit in ("percent", "points") else 0)


def sample(n: float | None, low: float | None, high: float | None, kpi: Kpi, language: str) -> str:
    """Sample and interval: 'n = 3 116 · [39,5 ; 42,9]'; unknown ones are omitted."""
    say_plural = plural(language)
    parts = []
    if not numbers.is_missing(n) and "source_days" in kpi.needs and kpi.class_ == "ratio":
        # 'n = 6' beside 100 % would read as six of the seven days: these are the readings that were due
        readings = say_plural("{count} reading due", "{count} readings due", int(n))  # type: ignore[arg-type]
        parts.append(readings.format(count=numbers.number(n, language)))  # type: ignore[arg-type]
    elif not numbers.is_missing(n) and "verdicts" in kpi.needs:
        judged = say_plural("{count} judged", "{count} judged", int(n))  # type: ignore[arg-type]
        parts.append(judged.format(count=numbers.number(n, language)))  # type: ignore[arg-type]
    elif not numbers.is_missing(n) and _is_sampled(kpi):
        parts.append(f"n{numbers.NBSP}={numbers.NBSP}{numbers.number(n, language)}")  # type: ignore[arg-type]
    is_known = not numbers.is_missing(low) and not numbers.is_missing(high)
    if is_known and (kpi.interval != "median" or low != high):  # the median of one case has no interval to show
        parts.append(numbers.interval(bound(low, kpi, language), bound(high, kpi, language), language))  # type: ignore[arg-type]
    return " · ".join(parts)


def told_by(figure: Figure, language: str) -> str:
    """'12 d'après les statistiques des comptes': what of a number of posts no export of posts lists; '' for none."""
    if numbers.is_missing(figure.by_day) or not figure.by_day or numbers.is_missing(figure.value):
        return ""
    say = translator(language)
    if figure.by_day == figure.value:
        return say("by the accounts' daily statistics")
    return say("{count} of them by the accounts' daily statistics").format(
        count=numbers.number(figure.by_day, language)  # type: ignore[arg-type]
    )


def _is_sampled(kpi: Kpi) -> bool:
    """Whether n is a sample size: true of rates and scores; a count is its own n, and followers are a census."""
    return kpi.interval in ("wilson", "clustered", "net", "mean", "census") or (
        kpi.class_ in ("ratio", "median") and set(kpi.needs) != {"followers"}
    )


def change_text(change: Change | None, kpi: Kpi, language: str) -> ChangeText:
    """A change as text, assessed by the direction that is better for this KPI."""
    say = translator(language)
    if change is None or numbers.is_missing(change.difference):
        return ChangeText(say("no comparison"), "neutral")
    if change.reason is not None:
        return ChangeText(say("no arrow yet"), "neutral")
    if not change.significant:
        return ChangeText(say("stable (not significant)"), "neutral")
    up = change.difference > 0
    text = f"{'↑' if up else '↓'}{numbers.NBSP}{_difference(change, kpi, language)}"
    if kpi.better not in ("higher", "lower"):
        return ChangeText(text, "neutral")
    return ChangeText(text, "better" if up == (kpi.better == "higher") else "worse")


def tick(value: float, kpi: Kpi, language: str) -> str:
    """The label of an axis tick: like a value, but whole percentages have no decimals."""
    share = numbers.percentage(value)
    if kpi.unit == "stars":
        return numbers.number(value, language, decimals=0 if float(value).is_integer() else 1)
    if kpi.unit == "percent" and numbers.rounded(share, 6) == numbers.rounded(share):
        return numbers.percent(value, language, decimals=0)
    return amount(value, kpi, language)


def gap(size: float, kpi: Kpi, language: str) -> str:
    """The distance from a target, unsigned: points for rates and scores, else in the unit of the KPI."""
    size = abs(size)
    if kpi.unit == "percent":
        return _points_of_a_rate(numbers.percentage(size), language)
    return _of_a_difference(kpi)(size, language)


def difference(size: float, kpi: Kpi, language: str) -> str:
    """A signed difference in the unit of the KPI: points for rates and scores; '+120', '−0,6 pt', '0'."""
    if kpi.unit == "percent":
        return numbers.signed(_points_of_a_rate(numbers.percentage(size), language), size)
    if kpi.unit == "points":
        decimals = numbers.decimals_by_size(size, POINT_STEPS, zero=0)
        return numbers.signed(numbers.points(size, language, decimals=decimals), size)
    return numbers.signed(_of_a_difference(kpi)(size, language), size)


def _difference(change: Change, kpi: Kpi, language: str) -> str:
    if change.unit == "percent" and not numbers.is_missing(change.relative):
        decimals = numbers.decimals_by_size(numbers.percentage(change.relative), TEN_STEPS, zero=1)
        return numbers.signed(numbers.percent(change.relative, language, decimals=decimals), change.relative)
    if change.unit == "points":
        size = change.difference
        text = (
            _points_of_a_rate(numbers.percentage(size), language)
            if kpi.unit == "percent"
            else numbers.points(size, language)
        )
        return numbers.signed(text, size)
    return numbers.signed(_of_a_difference(kpi)(change.difference, language), change.difference)


def _percent(value: float, language: str) -> str:
    """One decimal; a rate under 1 % has more: '0,064 %'."""
    decimals = numbers.decimals_by_size(numbers.percentage(value), PERCENT_STEPS, zero=1)
    return numbers.percent(value, language, decimals=decimals)


def _points_of_a_rate(size: Decimal, language: str) -> str:
    """Whole points from ten on; a small difference has more decimals: '0,040 pt'."""
    return numbers.points(size, language, decimals=numbers.decimals_by_size(size, POINT_STEPS, zero=1))


def _points(value: float, language: str) -> str:
    return numbers.points(value, language)


def _days(value: float, language: str) -> str:
    say = translator(language)
    return f"{numbers.number(value, language)}{numbers.NBSP}{say('d')}"


def _hours(value: float, language: str) -> str:
    """'3,5 h'; from ten hours on without a decimal."""
    decimals = numbers.decimals_by_size(value, TEN_STEPS, zero=1)
    return f"{numbers.number(value, language, decimals=decimals)}{numbers.NBSP}h"


def _working_hours(value: float, language: str) -> str:
    """'3,5 h ouvrées': a delay in which nights, week-ends and days off do not count says so."""
    decimals = numbers.decimals_by_size(value, TEN_STEPS, zero=1)
    return f"{numbers.number(value, language, decimals=decimals)}{numbers.NBSP}{translator(language)('working h')}"


def _minutes(value: float, language: str) -> str:
    return f"{numbers.number(value, language)}{numbers.NBSP}min"


def _euros(value: float, language: str) -> str:
    """'12 345 €' in French, '€12,345' in English, '−€200' if negative."""
    if language == "fr":
        return f"{numbers.number(value, language)}{numbers.NBSP}€"
    text = numbers.number(value, language)
    return f"{numbers.MINUS}€{text.removeprefix(numbers.MINUS)}" if text.startswith(numbers.MINUS) else f"€{text}"


def _ratio(value: float, language: str) -> str:
    """Format a ratio: '2,5', '0,41', '128'."""
    return numbers.number(value, language, decimals=numbers.decimals_for(value))


def _score(value: float, language: str) -> str:
    return numbers.number(value, language, decimals=1)


def _level(value: float, language: str) -> str:
    """A crisis level from 0 to 3: '2 / 3'."""
    return f"{numbers.number(value, language)}{numbers.NBSP}/{numbers.NBSP}3"


def _stars(value: float, language: str) -> str:
    """A mean of stars: '4,32 / 5'."""
    return f"{_plain_stars(value, language)}{numbers.NBSP}/{numbers.NBSP}5"


def _plain_stars(value: float, language: str) -> str:
    return numbers.number(value, language, decimals=2)


def _plain_count(value: float, language: str) -> str:
    return numbers.number(value, language)


_FORMATS = {
    "percent": _percent,
    "points": _points,
    "days": _days,
    "hours": _hours,
    "working hours": _working_hours,
    "minutes": _minutes,
    "euros": _euros,
    "ratio": _ratio,
    "score": _score,
    "stars": _stars,
    "level": _level,
}


def _of_a_difference(kpi: Kpi) -> Callable[[float, str], str]:
    """How a difference in the unit of the KPI is written: without the end of its scale."""
    plain = {"level": _plain_count, "stars": _plain_stars}
    return plain.get(kpi.unit) or _FORMATS.get(kpi.unit, _plain_count)
