"""`python -m kpis scorecard` and `sign`: what the screens say of a role's figures, and the signature of objectives."""

from __future__ import annotations

import argparse
import getpass
import json
import math
from datetime import date
from pathlib import Path
from typing import TextIO

from data.sentences import Refusal
from data.store import Store
from kpis.analysis import period_scorecard
from kpis.analysis.period_scorecard import COMPARISONS, Look
from kpis.catalogue import catalogue
from kpis.engine import periods
from kpis.engine.complete_weeks import typical_week
from kpis.objectives import csv_files, headline, objectives, signing
from kpis.objectives.scorecard import Line

ROLE_NAMES = {"intern": "stagiaire"}  # as the screens write it -> as the store does
PRINTED = ("kpi", "channel", "value", "low", "high", "n", "target", "verdict", "arrow", "p_value")


def add_commands(command: argparse._SubParsersAction) -> None:
    """Add `scorecard` and `sign` to the commands of `python -m kpis`."""
    scored = command.add_parser("scorecard", help="the figures of a role: interval, n, target, verdict, arrow, reason")
    scored.add_argument("--brand", required=True, metavar="B")
    scored.add_argument("--role", required=True, metavar="R", help="senior, intern (stagiaire) or one of your own")
    scored.add_argument("--as-of", metavar="D", help="the day of looking; default: today")
    scored.add_argument("--week", metavar="D", help="any day of the week; default: the last complete one at that day")
    scored.add_argument("--compare", choices=COMPARISONS, default="previous", help="what arrows compare with")
    scored.add_argument("--json", action="store_true")
    signed = command.add_parser("sign", help="sign the objectives of a CSV file, as the role sheet's import does")
    signed.add_argument("file", metavar="FILE")
    signed.add_argument("--as-of", metavar="D", help="baselines come from the weeks up to this day; default: today")


def show(store: Store, options: argparse.Namespace, output: TextIO, *, today: date) -> None:
    """Print the scorecard of a week. Raises Refusal for an unknown brand or role."""
    role = ROLE_NAMES.get(options.role, options.role)
    check_names(store, options.brand, role)
    week = _week(store, options, today)
    look = Look(options.brand, week, role, today, compare=options.compare)
    lines = lines_of(store, look)
    rows = [row_of(line, look) for line in lines]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2), file=output)
        return
    print(f"{look.brand}, {role}, {week.since} to {week.until}, seen on {today}", file=output)
    for casquette in dict.fromkeys(row["casquette"] for row in rows):
        print(f"\n{casquette}", file=output)
        for row in rows:
            if row["casquette"] == casquette:
                cells = [f"{name} {_short(row[name])}" for name in PRINTED[2:] if row[name] is not None]
                name = f"{row['kpi']} {row['channel'] or ''}".strip()
                print(f"  {name:<28} {' · '.join(cells)}", file=output)
                for reason in (row["reason"], row["arrow_reason"]):
                    if reason:
                        print(f"  {'':<28} {reason}", file=output)
    of_role = [line for line in lines if line.objective is not None]
    print("\nobjectives by casquette, one idea counted once", file=output)
    for tally in headline.headline(of_role):
        counts = ", ".join(f"{count} {status}" for status, count in tally.counts.items() if count)
        print(f"  {tally.casquette:<10} {len(tally.ideas)}: {counts}", file=output)
    for line in headline.to_mend(of_role):
        print(f"  to mend: {line.kpi.id}: {line.verdict.reason}", file=output)


def lines_of(store: Store, look: Look) -> tuple[Line, ...]:
    """A line per KPI of the catalogue, in its order, then one per objective of a single network."""
    every = period_scorecard.period_scorecard(store, tuple(catalogue()), look)
    known = {line.kpi.id: line for line in every}

    def lines(names: tuple[str, ...], asked: Look) -> tuple[Line, ...]:
        return (
            period_scorecard.period_scorecard(store, names, asked)
            if asked.channels
            else tuple(known[name] for name in names)
        )

    of_role = period_scorecard.role_scorecard(store, look, lines)
    return (*every, *(line for line in of_role if line.channel is not None))


def row_of(line: Line, look: Look) -> dict[str, object]:
    """A line as plain values, in the scale of the KPI's values (0.95 for 95 %)."""
    change, objective = line.change, line.objective
    return {
        "kpi": line.kpi.id,
        "series": look.brand,
        "channel": line.channel,
        "period": look.period.since.isoformat(),
        "casquette": line.casquette,
        "state": line.state,
        "value": _known(line.value),
        "low": _known(line.low),
        "high": _known(line.high),
        "n": _known(line.n),
        **({"by_account_days": by_day} if (by_day := _known(line.week.by_day)) else {}),
        "objective": objective.mode if objective is not None else None,
        "signed": objective is not None and objective.is_signed,
        "target": _known(line.target_value),
        "target_high": _known(line.target_high),
        "baseline": _known(line.baseline),
        "verdict": line.verdict.status,
        "arrow": arrow(line),
        "difference": _known(change.difference) if change else None,
        "relative": _known(change.relative) if change else None,
        "p_value": _known(change.p) if change else None,
        "p_adjusted": _known(change.adjusted) if change else None,
        "family": line.kpi.family or line.kpi.id,
        "reason": str(line.verdict.reason) if line.verdict.reason is not None else None,
        "arrow_reason": str(change.reason) if change and change.reason is not None else None,
        "to_mend": line.verdict.is_to_mend,
    }


def arrow(line: Line) -> str | None:
    """up | down | stable; None: not compared, or without the history that a test needs."""
    if line.change is None or line.change.reason is not None:
        return None
    if not line.change.significant:
        return "stable"
    return "up" if line.change.difference > 0 else "down"


def sign(store: Store, options: argparse.Namespace, files: dict[str, Path], output: TextIO, *, today: date) -> None:
    """Sign the objectives of a file, all or none. Raises Refusal that names the row."""
    rows = signing.replacing(store, csv_files.read(files[options.file].read_bytes()))
    done = signing.sign(store, rows, until=today, who=getpass.getuser())
    print(f"{len(done)} signed" if done else "nothing to sign: these objectives are in force already", file=output)
    for one in done:
        baseline = "" if one.baseline is None else f", baseline {_short(one.baseline)} to {one.baseline_to}"
        target = "" if one.target is None else f" {_short(one.target)}"
        print(f"  {one.objective}  {one.role}  {one.kpi}  {one.mode}{target}{baseline}", file=output)


def check_names(store: Store, brand: str, role: str) -> None:
    brands = [row["brand"] for row in store.rows("select brand from brands order by brand")]
    if brand not in brands:
        raise Refusal("There is no brand called {brand}. Known brands: {known}.", brand=brand, known=", ".join(brands))
    roles = objectives.roles(store)
    if role not in roles:
        raise Refusal("There is no role called {role}. Known roles: {known}.", role=role, known=", ".join(roles))


def _week(store: Store, options: argparse.Namespace, today: date) -> periods.Period:
    if options.week:
        return periods.week(periods.day_asked(options.week, "--week"))
    found = typical_week(store, today)
    return periods.week(found[0]) if found else periods.week(today).back()


def day_of(options: argparse.Namespace, today: date) -> date:
    """The day of `--as-of`, else today. Raises Refusal."""
    return periods.day_asked(options.as_of, "--as-of") if options.as_of else today


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _short(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
