"""`python -m kpis list | show ID | compute ID… | scorecard | explain ID | sign FILE | publish DIR | mcp`: the indicators from the command line."""

from __future__ import annotations

import argparse
import json
import math
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

import pandas as pd

from commands import explanations, scorecards
from commands import run as runner
from commands.assistant import command as assistant
from commands.publishing import command as publishing
from data.sentences import Refusal
from data.store import Store, time_zone
from kpis.catalogue import article_sentences, catalogue
from kpis.compute import compute
from kpis.engine.check import find_kpi
from kpis.engine.complete_weeks import typical_week
from kpis.engine.periods import day_asked
from kpis.engine.scope import Scope
from kpis.tables import DIMENSIONS

PRINTED = ("period", "series", "value", "n", "low", "high", "state")


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 refused."""
    options = parser().parse_args(arguments)
    files: dict[str, Path] = {}
    if options.command == "mcp":
        from commands.assistant import serving  # its libraries take a second, which no other command waits for

        return serving.main(options)
    if options.command == "sign":
        if not Path(options.file).is_file():
            print(f"{options.file}: there is no such file.", file=sys.stderr)
            return 1
        files[options.file] = Path(options.file).absolute()
    if options.command == "publish":
        arguments = publishing.whole(arguments, options)
    return runner.run("kpis", run, arguments, files=files)


def run(arguments: list[str], store: Store, files: dict[str, Path], output: TextIO, errors: TextIO) -> int:
    """Run one command on an open store. Exit code: 0 done, 1 refused, with a sentence in `errors`.

    `files`: name as in the arguments -> path of the bytes.
    """
    options = parser().parse_args(arguments)
    today = datetime.now(UTC).astimezone(ZoneInfo(time_zone(store))).date()
    try:
        match options.command:
            case "list":
                _list(options.json, output)
            case "show":
                _show(options.id, output)
            case "compute":
                _compute(store, options, output, today)
            case "explain":
                explanations.show(store, options, output, today=scorecards.day_of(options, today))
            case "scorecard":
                scorecards.show(store, options, output, today=scorecards.day_of(options, today))
            case "publish":
                publishing.run(store, options, output)
            case "sign":
                scorecards.sign(store, options, files, output, today=scorecards.day_of(options, today))
    except Refusal as refusal:
        print(refusal, file=errors)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The parser of the arguments; exits with code 2 and the usage on unknown ones."""
    made = argparse.ArgumentParser(
        prog="python -m kpis", description="The KPIs on the store named by EREPUTATION_STORE."
    )
    command = made.add_subparsers(dest="command", required=True)
    listed = command.add_parser("list", help="every KPI with its title")
    listed.add_argument("--json", action="store_true")
    shown = command.add_parser("show", help="question, formula, SQL and sentences of a KPI")
    shown.add_argument("id", metavar="ID")
    computed = command.add_parser("compute", help="rows of period, series, value, n, low, high")
    computed.add_argument("ids", nargs="+", metavar="ID")
    computed.add_argument("--grain", choices=("day", "week", "month", "quarter", "all"), default="week")
    computed.add_argument("--since", metavar="D", help="first day, such as 2026-01-05; default: the last complete week")
    computed.add_argument("--until", metavar="D", help="last day; default: the end of the last complete week")
    computed.add_argument("--brand", action="append", default=[], metavar="B")
    computed.add_argument("--channel", action="append", default=[], metavar="C")
    computed.add_argument("--by", choices=[name for name in DIMENSIONS if name != "brand"], default="brand")
    computed.add_argument("--role", help="whose objectives objectives_met_ratio looks at")
    computed.add_argument("--json", action="store_true")
    scorecards.add_commands(command)
    explanations.add_command(command)
    publishing.add_command(command)
    assistant.add_command(command)
    return made


def _list(as_json: bool, output: TextIO) -> None:
    if as_json:
        rows = [
            {"id": kpi.id, "casquette": kpi.casquette, "title": kpi.title, "unit": kpi.unit, "class": kpi.class_}
            for kpi in catalogue().values()
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2), file=output)
        return
    width = max(map(len, catalogue()))
    for kpi in catalogue().values():
        print(f"{kpi.id:<{width}}  {kpi.casquette:<10}  {kpi.title['en']} · {kpi.title['fr']}", file=output)


def _show(name: str, output: TextIO) -> None:
    kpi = find_kpi(name)
    print(f"{kpi.id}: {kpi.title['en']} · {kpi.title['fr']} ({kpi.casquette})", file=output)
    print(f"  {kpi.question['en']}\n  {kpi.question['fr']}", file=output)
    print(f"  Formula: {kpi.formula['en']}", file=output)
    print(
        f"  unit {kpi.unit}, better {kpi.better}, class {kpi.class_}, interval {kpi.interval}, "
        f"needs {', '.join(kpi.needs)}",
        file=output,
    )
    print(f"  screen {kpi.screen}, sample: {kpi.sample}", file=output)
    for number in kpi.article:
        print(f"  {number}: « {article_sentences()[number]} »", file=output)
    print(f"\n{kpi.sql}", file=output)


def _compute(store: Store, options: argparse.Namespace, output: TextIO, today: date) -> None:
    scope = _scope(store, options, today)
    frames = {
        name: compute(store, name, scope, grain=options.grain, by=options.by).assign(
            period=lambda frame: [moment.date().isoformat() for moment in frame["period"]]
        )
        for name in dict.fromkeys(options.ids)
    }
    if options.json:
        rows = [{"kpi": name, **row} for name, frame in frames.items() for row in _rows(frame)]
        print(json.dumps(rows, ensure_ascii=False, indent=2), file=output)
        return
    for name, frame in frames.items():
        print(f"{name} ({find_kpi(name).unit})", file=output)
        text = frame[list(PRINTED)].to_string(index=False, na_rep="n/a", float_format=lambda value: f"{value:.6g}")
        print(text if len(frame) else "  nothing was loaded for these days", file=output)


def _scope(store: Store, options: argparse.Namespace, today: date) -> Scope:
    since, until = (
        day_asked(written, option) if written is not None else None
        for written, option in ((options.since, "--since"), (options.until, "--until"))
    )
    week = typical_week(store, today) if since is None or until is None else None
    if week is None and (since is None or until is None):
        week = (today, today)
    return Scope(
        since=since or min(week[0], until or week[0]),
        until=until or max(week[1], since or week[1]),
        brands=tuple(options.brand),
        channels=tuple(options.channel),
        today=today,
        role=options.role,
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as dictionaries, NaN as None."""
    return [
        {name: None if isinstance(cell, float) and math.isnan(cell) else cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]
