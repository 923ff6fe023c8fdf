"""What a visitor takes away: made when it is asked for, as the visitor of then, and noted in the audit log."""

from __future__ import annotations

from collections.abc import Callable

from data.access import reading
from data.access.acting import VIEWER, acting, current
from data.access.door import require
from data.sentences import Refusal
from ui import limits, session, sign_in


def noted(make: Callable[[], bytes | str] | bytes | str, *, file: str) -> Callable[[], bytes | str]:
    """The content of a download button: `make` is called at the click, in a thread that has no visitor of its own.

    Whoever is signed out by then, or limited to other brands, gets nothing: the content raises Refusal. `file`: its name,
    which the log keeps.
    """
    still, drawn_for = sign_in.captured(), limits.shown()

    def made() -> bytes | str:
        with acting(still()):
            require(current(), VIEWER)
            if current().brands != drawn_for:
                raise Refusal("What you may see has changed since this page was drawn: load it again.")
            content = make() if callable(make) else make
            reading.note(session.main_store(), "download", {"file": file})
            return content

    return session.later(made)
