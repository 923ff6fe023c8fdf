"""Exports of two accounts or sites, named or not, overlapping, with late figures: none replaces the other's in silence.

Whoever answers knows which account a file is of. The figures of a day are then the sum over both, each by its most recent
export; and exports of one account alone ask nothing.
"""

import os
import shutil
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import ledger
from data.store import Store
from loaders.load import load
from tests.loaders.proofs.outcomes import counted
from tests.tables import write

EXAMPLES = int(os.environ.get("EREPUTATION_PROOFS", "4"))
FIRST, DAYS = date(2026, 1, 5), 16
ARRIVED = (0.4, 0.7, 0.9)  # of a day's figure, on that day and the next two
NAMES = ("shop.example", "jobs.example")


def console(name, days):
    file = f"{name}-Performance-on-Search-2026-02-01.csv" if name else "Dates.csv"
    return file, [["Date", "Clicks", "Impressions", "CTR"], *([day, n, 20 * n, "5%"] for day, n in days)], {}


def overview(name, days):
    rows = [[day, n, n, 0, 0, n] for day, n in days]
    header = ["Date", "Impressions", "Engagements", "New follows", "Unfollows", "Profile visits"]
    return "overview.csv", [header, *rows], {"format": "x_account_overview"}


def counts(name, days):
    header = ["brand", "date", "channel", "followers", *(["account"] if name else [])]
    return (
        "followers.csv",
        [header, *(["{brand}", day, "facebook", n, *([name] if name else [])] for day, n in days)],
        {},
    )


def sessions(name, days):
    return (
        "site.csv",
        [["date", "page views", "users", "sessions"], *([day, 3 * n, n, n] for day, n in days)],
        {"format": "sheet_site_days"},
    )


# how an export is written; its records and figure; whether it may name its account; whether days are late
TABLES = {
    "search": (console, "search_records", "clicks", "true", True, True),
    "account_days": (overview, "account_day_records", "value", "metric = 'impressions'", False, True),
    "followers": (counts, "follower_records", "followers", "true", True, False),
    "web": (sessions, "web_records", "value", "metric = 'sessions'", False, True),
}


@st.composite
def exports(draw):
    """A table, what is true of each account and day, and exports: account, window, whether it is named."""
    table = draw(st.sampled_from(sorted(TABLES)))
    figures = st.lists(st.integers(20, 900), min_size=DAYS, max_size=DAYS)
    truth = (draw(figures), [7 * n for n in draw(figures)])
    files = draw(
        st.lists(
            st.tuples(st.integers(0, 1), st.integers(0, 4), st.integers(10, 12), st.booleans()),
            min_size=2,
            max_size=4,
            unique_by=lambda one: one[:3],
        )
    )
    return table, truth, files


@pytest.fixture(scope="module")
def shared(empty_store_file):
    path = f"{mkdtemp()}/s.duckdb"
    shutil.copyfile(empty_store_file, path)
    opened = Store(Path(path))
    yield opened
    opened.close()


_names = count()


def told(truth, start, length, is_late):
    """Day -> the figure that an export gives: of its last days, what had arrived by then."""
    last = start + length - 1
    return {
        place: int(truth[place] * (ARRIVED[last - place] if is_late and last - place < len(ARRIVED) else 1))
        for place in range(start, last + 1)
    }


def put(store, brand, written, account, held):
    """Load a file, and answer as one does who knows its account. `held`: the accounts whose figures have no name, else those
    that have figures. Returns how often something was asked."""
    file, rows, how = written
    folder = Path(mkdtemp(dir=store.path.parent))
    path = write(folder / file, [[str(cell).replace("{brand}", brand) for cell in row] for row in rows])
    answers = {"brand": brand}
    for asked in range(6):
        receipt = counted(load(store, path, name=file, who="test", origin="test", answers=answers, **how))
        if receipt.status != "needs an answer":
            assert receipt.status in ("loaded", "already loaded"), receipt.reason
            return asked
        for question in receipt.questions:
            if question.id.startswith("same_"):
                same = account in held if "same" in question.options else False
                named = NAMES[account] in question.options
                answers[question.id] = NAMES[account] if named else "same" if same else "another"
            elif question.id.startswith("name_of_"):
                answers[question.id] = NAMES[account]
            elif question.id.startswith("earlier_name_of_"):
                answers[question.id] = NAMES[1 - account]
            else:
                named = NAMES[account] in question.options
                answers[question.id] = NAMES[account] if named else question.options[0]
    raise AssertionError(receipt.questions)


@settings(max_examples=4 * EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(exports())
def test_the_figures_of_a_day_are_those_of_both_accounts_and_one_account_alone_asks_nothing(shared, drawn):
    table, truth, files = drawn
    form, records, figure, condition, may_name, is_late = TABLES[table]
    for upload in shared.rows("select upload_id from uploads where status = 'loaded'"):
        ledger.withdraw(
            shared, upload["upload_id"], who="test"
        )  # the bytes of a file that names no brand are loaded once
    brand = f"Acme{next(_names)}"
    column = "account" if records in ("account_day_records", "follower_records") else "site"
    labels = (
        f"select distinct coalesce({column}, '') as name from {records} where brand = '{{brand}}' and state = 'kept'"
    )
    loaded, asked = [], 0
    for account, start, length, is_named in files:
        days = told(truth[account], start, length, is_late)
        cells = [((FIRST + timedelta(place)).isoformat(), n) for place, n in days.items()]
        written = form(NAMES[account] if is_named and may_name else None, cells)
        names = {row["name"] for row in shared.rows(labels.format(brand=brand))}
        held = {one for one, *_ in loaded} - (
            {place for place in (0, 1) if NAMES[place] in names} if "" in names else set()
        )
        asked += put(shared, brand, written, account, held)
        loaded.append((account, start + length, days))
        found = {
            (row["day"] - FIRST).days: row["n"]
            for row in shared.rows(
                f"select day, sum({figure}) as n from {records} where state = 'kept' and brand = '{brand}' and {condition} group by day"
            )
        }
        expected = {}
        for one in (0, 1):
            own = sorted(
                ((end, place, days) for place, (of, end, days) in enumerate(loaded) if of == one), reverse=True
            )
            for place in range(DAYS):
                told_by = next((days for _, _, days in own if place in days), None)
                if told_by is not None:
                    expected[place] = expected.get(place, 0) + told_by[place]
        assert found == expected, (table, files)
    if len({account for account, *_ in files}) == 1:
        assert asked == 0, (table, files)
