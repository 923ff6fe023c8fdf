"""What the organisation decided about its reports: the address that links begin with."""

from __future__ import annotations

from data.store import Store, setting

LINKS = "report_links"  # the setting


def links_of(store: Store) -> str:
    """The address of the dashboard that links of reports begin with; '' where none is set."""
    return setting(store, LINKS, "")
