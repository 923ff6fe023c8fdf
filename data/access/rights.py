"""What a role may write, by table: the one list of rights. A table of the schema that is not in it is an approver's.

Uploads, corrections, annotations and the handling of alerts are an analyst's; objectives, settings, and undoing an upload
an approver's. A viewer keeps views, and what was downloaded is noted in their name.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from data.access.acting import ANALYST, APPROVER, PROGRAM, VIEWER
from data.sentences import N_

_SCHEMA = Path(__file__).parent.parent / "schema.sql"
_OF_ANALYSTS = [
    "uploads",
    "upload_parts",
    "rejects",
    "other_columns",
    "coverage",
    "mention_records",
    "follower_records",
    "sentiment_records",
    "post_records",
    "account_day_records",
    "conversation_records",
    "relation_records",
    "alert_records",
    "search_audit_records",
    "ai_answer_records",
    "survey_records",
    "business_records",
    "report_records",
    "web_records",
    "search_records",
    "interest_records",
    "link_records",
    "filled_cells",
    "adopted_identities",
    "blanked_records",
    "mention_corrections",
    "model_labels",
    "audit_samples",
    "audit_labels",
    "near_links",
    "mention_families",
    "near_pending",
    "mention_topics",
    "mention_marks",
    "own_voices",
    "own_voices_state",
    "tone_logs",
    "mention_days",
    "story_bursts",
    "remembered",
    "messages",
    "annotations",
    "issued_reports",
    "report_messages",
    "report_deliveries",
    "report_files",
    "report_sends",
    "watch_episodes",
    "watch_actions",
    "watch_messages",
    "watch_attempts",
]
TABLES = {
    **dict.fromkeys(_OF_ANALYSTS, ANALYST),
    **dict.fromkeys(("settings", "brand_roles", "topic_rules", "publishing_plans"), APPROVER),
    **dict.fromkeys(("objectives", "role_sheets", "store_info"), APPROVER),
    **dict.fromkeys(("erasures", "retention_runs"), APPROVER),
    "decisions": VIEWER,  # and by its kind, below
    **dict.fromkeys(("audit_log", "sign_ins"), PROGRAM),  # by the door itself
}
OF_THE_DOOR = frozenset(("audit_log", "sign_ins"))  # what the door keeps for itself
DECISIONS = {"view": VIEWER, "filter": ANALYST, "answer_case": ANALYST}  # else an approver's

NEEDS = {  # in place of the name of a role: who may, said to whoever may not
    ANALYST: N_("Your role may look, but not change anything here: an analyst or an approver can."),
    APPROVER: N_("Your role may not change this: objectives, settings and undoing an upload are for an approver."),
}

_QUIET = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.S)
_NAME = r'((?:"(?:[^"]|"")*"|\w+)(?:\s*\.\s*(?:"(?:[^"]|"")*"|\w+))*)'
_TARGET = re.compile(
    r"\b(insert(?:\s+or\s+\w+)?\s+into|merge\s+into|update|delete\s+from|truncate(?:\s+table)?|alter\s+table"
    r"(?:\s+if\s+exists)?|drop\s+(?:table|view|macro)(?:\s+if\s+exists)?|copy|comment\s+on\s+table"
    r"|create\s+(?:or\s+replace\s+)?(?:table|view|macro)(?:\s+if\s+not\s+exists)?)\s+" + _NAME,
    re.I,
)


@lru_cache(maxsize=512)
def written(query: str) -> frozenset[tuple[str, str]]:
    """The (verb, table) of what a text of SQL writes: rows of temporary tables too, but not their making."""
    quiet = _QUIET.sub(" ", query)
    found = ((verb.split()[0].lower(), name) for verb, name in _TARGET.findall(quiet))
    return frozenset((verb, re.split(r"\s*\.\s*", name)[-1].strip('"').lower()) for verb, name in found)


def needed(table: str) -> str | None:
    """The least role that may write a table; None for what is no table of the store: scratch of a transaction."""
    return TABLES.get(table) or (APPROVER if table in of_the_schema() else None)


@cache
def of_the_schema() -> frozenset[str]:
    """The tables of the store."""
    text = _SCHEMA.read_text(encoding="utf-8")
    return frozenset(re.findall(r"^create table if not exists (\w+)", text, re.M))
