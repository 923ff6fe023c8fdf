"""A presentation as bytes that depend on nothing but the report: no time of writing, no name of an author of a template.

The package is a zip file; so is the workbook of each chart in it. Both are written again with fixed dates and order.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def saved(presentation: Any, *, title: str, author: str, language: str, created_at: str) -> bytes:
    """The bytes of a .pptx file. `created_at`: ISO 8601, in the time zone of the store."""
    moment = _moment(created_at)
    properties = presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.language = language
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision, properties.version, properties.identifier = 1, "", ""
    out = io.BytesIO()
    presentation.save(out)
    return settled(out.getvalue(), moment)


def settled(package: bytes, moment: datetime) -> bytes:
    """The package with fixed dates, its parts in order, its workbooks settled as well."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        names = sorted(source.namelist(), key=lambda name: (_FIRST.index(name) if name in _FIRST else 9, name))
        for name in names:
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = settled(content, moment)
            elif name == "docProps/core.xml":
                content = _MOMENT.sub(lambda match: match.group(1) + stamp + match.group(3), content)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".xlsx") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            written.writestr(entry, content)
    return target.getvalue()


def _moment(created_at: str) -> datetime:
    """A moment without its time zone; 1 January 1980 for what is no moment."""
    try:
        return datetime.fromisoformat(created_at).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return datetime(*_EPOCH[:3])
