"""The sections of the settings, in their order, and their names."""

from __future__ import annotations

from ui.session import say


def names() -> dict[str, str]:
    """Code in the address -> name in the reader's language."""
    return {
        "brands": say("Brands"),
        "topics": say("Topics"),
        "hours": say("Time and networks"),
        "data": say("Data and sentiment"),
        "people": say("People and alerts"),
        "history": say("History"),
    }
