"""Office files as bytes that depend on nothing but their content: fixed dates, parts in order.

The package is a zip file; so is the workbook of each chart in it. Both are written again.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIRST = ("[Content_Types].xml", "_rels/.rels")


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


def moment_of(created_at: str) -> datetime:
    """A moment without its time zone; 1 January 1980 for what is no moment."""
    try:
        return datetime.fromisoformat(created_at).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return datetime(*_EPOCH[:3])
