"""`python -m reports weekly | monthly | quarterly | compare`: a report as files, issued or as a draft."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from commands import run as runner
from commands.scorecards import ROLE_NAMES
from data import private
from data.access import reading
from data.sentences import Refusal
from data.store import Store, time_zone
from kpis.engine.periods import Period, day_asked
from loaders import report_log
from reports.weekly import issuing, request
from reports.weekly.faces import FACES, files_of, look_of
from reports.weekly.request import Request

LANGUAGES = ("fr", "en")
KIND = {"weekly": "week", "monthly": "month", "quarterly": "quarter", "compare": "comparison"}


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 refused."""
    options = parser().parse_args(arguments)
    out = Path(options.out).absolute()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"{options.out}: the folder cannot be made ({error.strerror}).", file=sys.stderr)
        return 1
    return runner.run("reports", run, arguments, files={}, made=out)


def run(arguments: list[str], store: Store, files: dict[str, Path], output: TextIO, errors: TextIO) -> int:
    """Write the files of a report to the folder `files[MADE]`. Exit code: 0 done, 1 refused, with a sentence in `errors`."""
    options = parser().parse_args(arguments)
    today = datetime.now(UTC).astimezone(ZoneInfo(time_zone(store))).date()
    try:
        unknown = [name for name in options.face if name not in FACES]
        if unknown:  # before anything is issued
            raise Refusal("There is no face called {face}. Known faces: {known}.", face=unknown[0], known=", ".join(FACES))  # fmt: skip
        asked = _request(options, today)
        reports = _reports(store, asked, options, output)
        look = look_of(store)
        for report in reports:
            for one in files_of(report, tuple(options.face), look):
                reading.note(store, "export", {"file": one.name})
                (files[runner.MADE] / one.name).write_bytes(one.content)
                private.for_others(files[runner.MADE] / one.name)
                print(one.name, file=output)
    except Refusal as refusal:
        print(refusal, file=errors)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The parser of the arguments; exits with code 2 and the usage on unknown ones."""
    made = argparse.ArgumentParser(
        prog="python -m reports", description="Reports of the store named by EREPUTATION_STORE, as files."
    )
    command = made.add_subparsers(dest="command", required=True)
    weekly = command.add_parser("weekly", help="the report of a week")
    weekly.add_argument("--week", metavar="W", help="such as 2026-W46, or one of its days; default: the last week")
    monthly = command.add_parser("monthly", help="the report of a month")
    monthly.add_argument("--month", metavar="M", help="such as 2026-09; default: the last month")
    quarterly = command.add_parser("quarterly", help="the report of a quarter")
    quarterly.add_argument("--quarter", metavar="Q", help="such as 2026-Q3; default: the last quarter")
    compared = command.add_parser("compare", help="the report of a period, compared with any other")
    compared.add_argument("--period", required=True, metavar="P", help="2026-W46, 2026-09, 2026-Q3 or D..D")
    compared.add_argument("--against", required=True, metavar="P", help="the period compared with")
    for one in (weekly, monthly, quarterly, compared):
        one.add_argument("--brand", required=True, metavar="B")
        one.add_argument("--role", required=True, metavar="R", help="senior, intern (stagiaire) or one of your own")
        one.add_argument("--lang", choices=LANGUAGES, action="append", default=[], help="default: both")
        one.add_argument("--out", required=True, metavar="DIR", help="the folder that the files are written to")
        one.add_argument(
            "--face", action="append", default=[], metavar="F", help=f"of {', '.join(FACES)}; default: all"
        )
        one.add_argument("--as-of", metavar="D", help="the day of looking; default: today")
        how = one.add_mutually_exclusive_group()
        how.add_argument("--draft", action="store_true", help="as it stands: nothing is issued or kept")
        how.add_argument("--again", action="store_true", help="issue a further edition of a report that was issued")
    return made


def _request(options: argparse.Namespace, today: date) -> Request:
    kind = KIND[options.command]
    day = day_asked(options.as_of, "--as-of") if options.as_of else today
    role = ROLE_NAMES.get(options.role, options.role)
    against = request.days_of(options.against) if kind == "comparison" else None
    return Request(kind, options.brand, role, _period(options, day), day, against)


def _period(options: argparse.Namespace, today: date) -> Period:
    match options.command:
        case "weekly":
            return request.week_of(options.week) if options.week else request.last_of("week", today)
        case "monthly":
            return request.month_of(options.month) if options.month else request.last_of("month", today)
        case "quarterly":
            return request.quarter_of(options.quarter) if options.quarter else request.last_of("quarter", today)
    return request.days_of(options.period)


def _reports(store: Store, asked: Request, options: argparse.Namespace, output: TextIO) -> list:
    """The reports in the languages asked for: the draft, or as they were issued; what was never issued is, now."""
    languages = tuple(dict.fromkeys(options.lang)) or LANGUAGES
    request.checked(store, asked)
    if options.draft:
        found = issuing.draft(store, asked, titles=report_log.titles())
        return [found[language] for language in languages]
    rows = {language: issuing.issued(store, asked, language) for language in languages}
    if options.again or None in rows.values():
        rows = issuing.issue(store, asked, titles=report_log.titles(), who=getpass.getuser(), log=report_log.log_report)
        print(f"issued: report {rows[languages[0]].report}, edition {rows[languages[0]].edition}", file=output)
    else:
        first = rows[languages[0]]
        print(f"report {first.report}, issued on {first.issued_at:%Y-%m-%d} by {first.issued_by}", file=output)
    zone = ZoneInfo(time_zone(store))
    return [issuing.reopened(rows[language], zone=zone) for language in languages]
