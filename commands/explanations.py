"""`python -m kpis explain ID`: why a figure moved, as the evidence of a figure on the screens says it."""

from __future__ import annotations

import argparse
import json
import math
from datetime import date
from typing import TextIO

import pandas as pd

from commands import scorecards
from data.sentences import Refusal
from data.store import Store
from kpis.analysis import parts
from kpis.analysis.explanation import Explanation, Side, explain
from kpis.analysis.period_scorecard import COMPARISONS, Look, period_scorecard
from kpis.engine.check import find_kpi
from kpis.engine.complete_weeks import typical_week
from kpis.engine.periods import Period, day_asked

MOST = 10  # parts printed of a dimension
WORDS = {
    parts.NOT_GIVEN: "(not given)",
    parts.SEVERAL: "(several topics)",
    parts.NOT_LISTED: "(counts without mentions)",
}
CONTRIBUTIONS = ("contribution", "volume", "rate")


def add_command(command: argparse._SubParsersAction) -> None:
    """Add `explain` to the commands of `python -m kpis`."""
    made = command.add_parser("explain", help="why a figure moved: both periods, and what each part adds to the change")
    made.add_argument("id", metavar="ID")
    made.add_argument("--brand", required=True, metavar="B")
    made.add_argument("--since", metavar="D", help="first day, such as 2026-01-05; default: the last complete week")
    made.add_argument("--until", metavar="D", help="last day; default: the end of the last complete week")
    made.add_argument("--channel", action="append", default=[], metavar="C")
    made.add_argument("--role", default="senior", metavar="R")
    made.add_argument("--compare", choices=COMPARISONS, default="previous")
    made.add_argument("--by", metavar="DIMENSION", help="only these parts: brand, channel, source, topic, author …")
    made.add_argument("--as-of", metavar="D", help="the day of looking; default: today")
    made.add_argument("--json", action="store_true")


def show(store: Store, options: argparse.Namespace, output: TextIO, *, today: date) -> None:
    """Print the explanation of a figure. Raises Refusal for an unknown KPI, brand, role, day or dimension."""
    kpi = find_kpi(options.id)
    role = scorecards.ROLE_NAMES.get(options.role, options.role)
    scorecards.check_names(store, options.brand, role)
    look = Look(options.brand, _period(store, options, today), role, today, options.compare, tuple(options.channel))
    (line,) = period_scorecard(store, (kpi.id,), look)
    found = explain(store, line, look)
    if options.by and options.by not in found.parts:
        raise Refusal(
            "{kpi} cannot be broken down by {by}: use {known}.",
            kpi=kpi.id,
            by=options.by,
            known=", ".join(found.parts) or "–",
        )
    told = as_json(found, only=options.by)
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=2), file=output)
        return
    _print(found, told, output)


def as_json(found: Explanation, *, only: str | None = None) -> dict[str, object]:
    """The explanation as plain values, in the scale of the KPI's values (0.01 for a point of a share).

    `parts`: dimension -> list of parts, all of them, so that the contributions of a list add up to `difference`. An
    item: the text of the store; null: not given; `several`: mentions with two topics or more.
    """
    change = found.change
    before = found.before
    is_compared = before is not None and before.figure.value is not None
    return {
        "kpi": found.kpi.id,
        "unit": found.kpi.unit,
        "brand": found.brand,
        "now": _side(found.now),
        "before": _side(before) if before is not None else None,
        "difference": found.now.figure.value - before.figure.value if is_compared else None,  # type: ignore[operator,union-attr]
        "significant": change.significant if change is not None else None,
        "p": change.p if change is not None else None,
        "adjusted_p": change.adjusted if change is not None else None,
        "adds_up": found.is_divided,
        "reason": str(found.reason) if found.reason is not None else None,
        "parts": {name: _parts(frame) for name, frame in found.parts.items() if only in (None, name)},
    }


def _side(side: Side) -> dict[str, object]:
    figure = side.figure
    return {
        "since": side.since.isoformat(),
        "until": side.until.isoformat(),
        **{name: _number(getattr(figure, name)) for name in ("value", "n", "low", "high")},
        "state": figure.state,
        "numerator": side.numerator,
        "denominator": side.denominator,
        "mean_of_periods": side.periods,
    }


def _parts(frame: pd.DataFrame) -> list[dict[str, object]]:
    codes = {parts.NOT_GIVEN: None, parts.SEVERAL: "several", parts.NOT_LISTED: "not listed"}
    return [
        {
            name: (
                codes.get(cell, cell.replace(parts.CELL_SEPARATOR, " · ")) if isinstance(cell, str) else _number(cell)
            )
            for name, cell in row.items()
        }
        for row in frame.to_dict("records")
    ]


def _number(cell: float | None) -> float | None:
    return None if cell is None or math.isnan(cell) else float(cell)


def _short(cell: float | None) -> str:
    known = _number(cell)
    return "n/a" if known is None else f"{known:.6g}"


def _print(found: Explanation, told: dict[str, object], output: TextIO) -> None:
    print(f"{found.kpi.id} ({found.kpi.unit}), {found.brand}", file=output)
    for name in ("now", "before"):
        side = getattr(found, name)
        if side is not None:
            whole = "" if side.numerator is None else f" = {side.numerator:.10g}"
            whole += f" / {side.denominator:.10g}" if whole and found.kpi.class_ == "ratio" else ""
            value = side.figure.value if _number(side.figure.value) is not None else "n/a"
            print(f"  {name:<7} {side.since} to {side.until}: {value}{whole}", file=output)
    if told["difference"] is not None:
        judged = {True: "more than chance explains", False: "within what chance explains", None: "not judged"}
        print(f"  change  {told['difference']:+.6g}: {judged[told['significant']]}", file=output)  # type: ignore[index]
    if found.reason is not None:
        print(f"  {found.reason}", file=output)
    for name, frame in found.parts.items():
        if name not in told["parts"]:  # type: ignore[operator]
            continue
        print(f"\nby {name}", file=output)
        for row in frame.head(MOST).itertuples():
            item = WORDS.get(row.item, row.item.replace(parts.CELL_SEPARATOR, " · "))
            cells = [f"{_short(row.value)} (before {_short(row.value_before)})"]
            cells += [f"{one} {getattr(row, one):+.6g}" for one in CONTRIBUTIONS if hasattr(row, one)]
            print(f"  {item:<32} {' · '.join(cells)}", file=output)
        if len(frame) > MOST:
            print(f"  and {len(frame) - MOST} more", file=output)


def _period(store: Store, options: argparse.Namespace, today: date) -> Period:
    since, until = (
        day_asked(written, f"--{name}") if (written := getattr(options, name)) is not None else None
        for name in ("since", "until")
    )
    week = typical_week(store, today) or (today, today)
    found = Period(since or min(week[0], until or week[0]), until or max(week[1], since or week[1]))
    if found.until < found.since:
        raise Refusal("The last day ({until}) is before the first day ({since}).", until=found.until, since=found.since)
    return found
