"""The sections of the settings, in their order: what each is called, and what draws it."""

from __future__ import annotations

from collections.abc import Callable

from data.sentences import N_
from data.store import Store
from ui.session import say
from ui.settings import audit, brands, data, history, hours, people, personal, reports, topics

SECTIONS: dict[str, tuple[str, Callable[[Store], None]]] = {
    "brands": (N_("Brands"), brands.show),
    "topics": (N_("Topics"), topics.show),
    "hours": (N_("Time and networks"), hours.show),
    "data": (N_("Data and sentiment"), data.show),
    "personal": (N_("Personal data"), personal.show),
    "people": (N_("People and alerts"), people.show),
    "reports": (N_("Reports"), reports.show),
    "history": (N_("History"), history.show),
    "audit": (N_("Who did what"), audit.show),
}


def names() -> dict[str, str]:
    """Code in the address -> name in the reader's language."""
    return {code: say(name) for code, (name, _) in SECTIONS.items()}
