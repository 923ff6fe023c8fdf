"""What the store keeps of people: every column that may hold something of a person, by what it is kept for.

The register of processing is made from it. A test compares it with the schema: each column of text of each table stands
either here or among those that hold nothing of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.sentences import N_

# how long something is kept: by a setting of months or days, or until somebody removes what it belongs to
TEXTS, AUTHORS, REJECTS, RAW = "texts", "authors", "rejects", "raw"
UPLOAD, ISSUED, LOG, FOR_EVER = "upload", "issued", "log", "for ever"


@dataclass(frozen=True)
class Category:
    """What is kept, of whom, why, by which limit, and in which columns: table -> columns."""

    what: str
    whose: str
    why: str
    limit: str
    columns: dict[str, tuple[str, ...]]


_PUBLIC = N_("people who write publicly about the brands")
_CUSTOMERS = N_("people who write to the brands")
_STAFF = N_("people who work with the dashboard")
_PARTNERS = N_("people of blogs and sites with whom exchanges are kept")
_RECIPIENTS = N_("people who receive reports and alerts")

CATEGORIES = (
    Category(
        N_("Who wrote a mention: name or handle, size of their audience, address and number of what they wrote"),
        _PUBLIC,
        N_("to count distinct and returning authors, to find who reaches far, to open the source"),
        AUTHORS,
        {"mention_records": ("author", "author_followers", "url", "platform_id")},
    ),
    Category(
        N_("What they wrote: title and text of a mention"),
        _PUBLIC,
        N_("to find topics, tone, near-duplicates and emerging words, and to read what a figure rests on"),
        TEXTS,
        {"mention_records": ("title", "text")},
    ),
    Category(
        N_("Messages to the brands: their text"),
        _CUSTOMERS,
        N_("to read what a figure rests on"),
        TEXTS,
        {"conversation_records": ("text",)},
    ),
    Category(
        N_("Messages to the brands: address and number of a message"),
        _CUSTOMERS,
        N_("to recognise a message in a later file, and to open it"),
        AUTHORS,
        {"conversation_records": ("url", "platform_id")},
    ),
    Category(
        N_("Exchanges with blogs and sites: what was noted"),
        _PARTNERS,
        N_("to read what a figure rests on"),
        TEXTS,
        {"relation_records": ("note",)},
    ),
    Category(
        N_("Exchanges with blogs and sites: person and address"),
        _PARTNERS,
        N_("to count relations and interventions"),
        AUTHORS,
        {"relation_records": ("person", "url")},
    ),
    Category(
        N_("The brands' own posts: title and text"),
        _STAFF,
        N_("to measure what was published"),
        TEXTS,
        {"post_records": ("title", "text")},
    ),
    Category(
        N_("Addresses and accounts of the brands' own posts, and to whom a message was passed on"),
        _STAFF,
        N_("to measure what was published"),
        UPLOAD,
        {"post_records": ("url", "platform_id", "account"), "conversation_records": ("routed_to",)},
    ),
    Category(
        N_(
            "Results, suggestions, answers and links that search engines, assistants and other sites show about the brands"
        ),
        _PUBLIC,
        N_("to follow what is found about the brands"),
        UPLOAD,
        {
            "search_audit_records": ("item", "url"),
            "ai_answer_records": ("prompt", "answer", "sources"),
            "link_records": ("source_url", "source_domain", "anchor"),
            "web_records": ("item",),
            "search_records": ("item",),
            "survey_records": ("answer_id",),
            "alert_records": ("name",),
        },
    ),
    Category(
        N_("Rejected records, and columns of exports that no figure uses"),
        _PUBLIC,
        N_("to correct what could not be read, to show what an export says besides"),
        REJECTS,
        {"rejects": ("value", "cells"), "other_columns": ("cells",)},
    ),
    Category(
        N_("The files as they were received, with their names and the answers given about them"),
        _PUBLIC,
        N_("to read a file again after a change, and to rebuild the store"),
        RAW,
        {"uploads": ("name", "options", "reason"), "upload_parts": ("part", "notes"), "remembered": ("value",)},
    ),
    Category(
        N_("Numbers that follow from texts and names: the same text, the same author, the same record"),
        _PUBLIC,
        N_(
            "to count a text or an author once, and to recognise a record in a later file; no name or text can be read from them, though whoever guesses one can test it"
        ),
        UPLOAD,
        {
            "mention_records": ("author_key", "identity", "story"),
            "conversation_records": ("author_key", "identity"),
            "near_links": ("story", "earlier"),
            "mention_families": ("story", "family"),
            "mention_topics": ("identity",),
            "mention_marks": ("identity",),
            "model_labels": ("text_key",),
            "adopted_identities": ("identity", "own_identity"),
            "filled_cells": ("identity", "own"),
            "blanked_records": ("identity", "topics"),
            "mention_corrections": ("identity",),
            "audit_samples": ("identity",),
        },
    ),
    Category(
        N_("Reports as they were issued, which quote mentions and authors, with the files that wait to be sent"),
        _PUBLIC,
        N_("to show later what was reported then"),
        ISSUED,
        {
            "issued_reports": ("content",),
            "report_files": ("content",),
            "report_messages": ("text",),
            "messages": ("text",),
        },
    ),
    Category(
        N_("Names and e-mail addresses to which reports and alerts are sent, and what was sent"),
        _RECIPIENTS,
        N_("to send reports and alerts, once each"),
        ISSUED,
        {
            "report_deliveries": ("recipient", "addresses", "subject", "reason"),
            "report_sends": ("address",),
            "watch_messages": ("channel", "address", "about", "subject", "body", "told"),
            "watch_attempts": ("told",),
            "watch_actions": ("value",),
        },
    ),
    Category(
        N_("Who may do what: e-mail addresses, roles, sign-ins"),
        _STAFF,
        N_("to let in who may come in, and nobody else"),
        FOR_EVER,
        {"sign_ins": ("sign_in", "issuer", "subject", "email", "role"), "decisions": ("subject", "value")},
    ),
    Category(
        N_("Who did what, with keys and values and no text of anybody"),
        _STAFF,
        N_("to prove who decided and changed what"),
        LOG,
        {"audit_log": ("who", "role", "what", "before", "after")},
    ),
    Category(
        N_("Objectives, annotations and settings, with the name of whoever decided"),
        _STAFF,
        N_("to say who decided what and when"),
        FOR_EVER,
        {
            "objectives": ("owner", "approver", "comment"),
            "role_sheets": ("perimeter",),
            "annotations": ("title", "note"),
            "settings": ("value",),
            "own_voices": ("name",),
        },
    ),
    Category(
        N_("The names of erased people as one-way keys (HMAC), with a number drawn at random"),
        _PUBLIC,
        N_("to apply an erasure to files that are loaded later"),
        FOR_EVER,
        {"erasures": ("key", "alias")},
    ),
)

BY = (
    "set_by",
    "recorded_by",
    "issued_by",
    "done_by",
    "erased_by",
    "drawn_by",
    "withdrawn_by",
    "who",
)  # names of users, in any table

# columns of text that hold nothing of a person, whatever the table
IMPERSONAL = frozenset(
    (
        "upload_id", "part", "sha256", "status", "origin", "format", "table_name", "column_name", "brand", "channel", "state",
        "source_type", "source", "language", "country", "topic", "sentiment", "sentiment_origin", "topic_origin", "metric",
        "kind", "currency", "model", "dimension", "engine", "query", "term", "geo", "site", "target_url", "from_upload",
        "from_part", "post_type", "account", "last_sentiment", "role", "casquette", "kpi", "mode", "per", "commitment",
        "fingerprint", "field", "value", "shown", "label", "proof", "words", "exclusions", "profile", "definitions", "page",
        "first_sha256", "signal", "reasons", "clock", "peak_clock", "level", "outcome", "place", "media_type", "action", "hash",
        "name", "reason", "named", "run", "work", "key_message", "key_messages",
    )
)  # fmt: skip


def columns() -> dict[str, set[str]]:
    """Table -> its columns that may hold something of a person."""
    found: dict[str, set[str]] = {}
    for one in CATEGORIES:
        for table, names in one.columns.items():
            found.setdefault(table, set()).update(names)
    return found
