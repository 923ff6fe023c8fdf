"""A presentation as bytes that depend on nothing but the report: no time of writing, no author of a template."""

from __future__ import annotations

import io
from typing import Any

from reports.package import moment_of, settled
from reports.texts import clean


def saved(presentation: Any, *, title: str, author: str, language: str, created_at: str) -> bytes:
    """The bytes of a .pptx file. `created_at`: ISO 8601, in the time zone of the store."""
    moment = moment_of(created_at)
    properties = presentation.core_properties
    properties.title = clean(title)[:255]
    properties.author = properties.last_modified_by = clean(author)[:255]
    properties.language = language
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision, properties.version, properties.identifier = 1, "", ""
    out = io.BytesIO()
    presentation.save(out)
    return settled(out.getvalue(), moment)
