"""What the organisation promises: within how many working hours it answers, as a table of one row for SQL."""

from __future__ import annotations

import pandas as pd

from data.sentences import Refusal
from data.store import Store, now, setting
from kpis import working_hours
from kpis.scope import Scope

COLUMNS = {"response_hours": "double", "working_day_hours": "double"}
# working hours to a first reply, by role: an intern answers for less than a senior
DEFAULTS = {"stagiaire": 24.0, "senior": 4.0}
NAME = "response_hours"


def response_hours(store: Store, role: str | None) -> float:
    """The working hours within which a role answers: its own setting, else everyone's, else the starting ones."""
    asked = role or "senior"
    everyone = setting(store, NAME, str(DEFAULTS.get(asked, DEFAULTS["senior"])))
    return float(setting(store, f"{NAME}.{asked}", everyone))


def promise(store: Store, hours: float, *, who: str, role: str | None = None) -> None:
    """Settle the promise of a role, or of everyone without one of their own. Raises Refusal unless it is above zero."""
    if not 0 < hours < 10_000:
        raise Refusal(
            "A promise of {hours} working hours cannot be kept or broken: give a number above 0.", hours=hours
        )
    name = f"{NAME}.{role}" if role else NAME
    store.append("settings", {"name": name, "value": str(float(hours)), "set_at": now(), "set_by": who})


def promises(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """One row: the promise of the scope's role, and the length of a working day."""
    del by  # the same for every series
    length = working_hours.hours(store).length.total_seconds() / 3600
    return pd.DataFrame({"response_hours": [response_hours(store, scope.role)], "working_day_hours": [length]})
