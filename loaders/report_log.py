"""An issued report in the report log: a record like those of the log that a team fills by hand, with its file and receipt.

A log kept by hand that names the same report with the same due time says the same record: it counts once.
"""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.cells import csv_bytes
from data.store import Store, time_zone
from loaders.load import load
from loaders.receipt import Receipt
from loaders.recognition.catalogue import formats

ORIGIN = "report"
FORMAT = "template_reports"


def titles() -> dict[str, dict[str, str]]:
    """Format of export -> language -> its title, for the sources that a report names."""
    return {name: one.title for name, one in formats().items()}


def log_report(
    store: Store,
    *,
    name: str,
    brand: str,
    due_at: datetime,
    sent_at: datetime | None,
    covered: tuple[date, date],
    who: str,
) -> Receipt:
    """Load one record: what was due, and when it was issued (None: it was not, which is late). Times with their zone. `covered`: the days up to the due one
    of which this report is all that was due."""
    zone = ZoneInfo(time_zone(store))
    moments = ("" if one is None else one.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") for one in (due_at, sent_at))
    row = [name, brand, *moments]
    content = csv_bytes((["report", "brand", "due", "sent"], row), delimiter=",")
    with tempfile.TemporaryDirectory(prefix="report-", dir=store.work) as folder:
        path = Path(folder) / "report.csv"
        path.write_bytes(content)
        return load(
            store,
            path,
            name=f"report_{due_at.astimezone(zone):%Y-%m-%d}.csv",
            who=who,
            origin=ORIGIN,
            format=FORMAT,
            covered=covered,
        )
