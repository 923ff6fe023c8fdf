"""The messages that people wrote for the pages of a report, in place of the generated ones: dated, with their author."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from data.reports.issued import Period
from data.sentences import Refusal
from data.store import Store, now

LONGEST = 280  # characters


@dataclass(frozen=True)
class Written:
    """The message of a page. `set_at` in UTC."""

    page: str
    text: str
    set_at: datetime
    set_by: str


def messages(store: Store, period: Period, language: str) -> dict[str, Written]:
    """Page -> the message in force, unless the generated one was restored."""
    same = " and ".join(f"{name} = ${name}" for name in asdict(period))
    rows = store.rows(
        f"""
        select page, text, set_at, set_by
        from report_messages
        where {same} and language = $language
        qualify row_number() over (partition by page order by rowid desc) = 1
        """,
        {**asdict(period), "language": language},
    )
    return {row["page"]: Written(**row) for row in rows if row["text"]}


def write(store: Store, period: Period, language: str, page: str, text: str | None, *, who: str) -> None:
    """Keep a message; None restores the generated one. Raises Refusal for an empty or too long one."""
    if text is not None:
        text = " ".join(text.split())
        if not text:
            raise Refusal("The sentence is empty: write one, or restore the generated one.")
        if len(text) > LONGEST:
            raise Refusal(
                "The sentence has {letters} characters, more than the {most} that fit on a page: shorten it.",
                letters=len(text),
                most=LONGEST,
            )
    row = {**asdict(period), "language": language, "page": page, "text": text, "set_at": now(), "set_by": who}
    store.append("report_messages", row)
