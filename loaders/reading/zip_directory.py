"""Whether the directory of a zip lists what its bytes hold: a reader trusts it, and leaves out in silence what it lacks.

Each file in a zip begins with a header of its own. The directory is whole when it counts as many files as it lists, when
each stands where it says, as large as it says and apart from the others, and when no header begins in between, before the
first or behind the end.
"""

from __future__ import annotations

import mmap
import struct
import zipfile
from itertools import pairwise
from pathlib import Path

_FILE, _END = b"PK\x03\x04", b"PK\x05\x06"
_LOCAL = struct.Struct("<4s5H3L2H")
_TOLD_BEHIND = 0x08  # flag: size and checksum stand behind the file, zeros in its header
_IN_ZIP64 = 0xFFFFFFFF


def is_whole(path: Path, archive: zipfile.ZipFile) -> bool:
    """Whether every file that the bytes hold is in the directory, and the other way round."""
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if not _counts(data, len(members)):
            return False
        spans = []
        for member in members:
            end = _end_of(data, member)
            if end is None or end > archive.start_dir:
                return False
            spans.append((member.header_offset, end))
        if any(end > start for (_, end), (start, _) in pairwise(spans)):
            return False
        gaps = [(0, spans[0][0])] if spans else [(0, archive.start_dir)]
        gaps += [(end, start) for (_, end), (start, _) in pairwise(spans)]
        gaps += [(spans[-1][1], archive.start_dir)] if spans else []
        end = data.rfind(_END)
        return not any(data.find(_FILE, first, last) >= 0 for first, last in [*gaps, (end, len(data))])


def _counts(data: mmap.mmap, listed: int) -> bool:
    """Whether the end of the directory counts as many files as it lists; 65535: the count stands elsewhere."""
    at = data.rfind(_END)
    if at < 0 or at + 12 > len(data):
        return False
    here, all_of_them = struct.unpack_from("<2H", data, at + 8)
    return here == all_of_them and all_of_them in (listed, 0xFFFF)


def _end_of(data: mmap.mmap, member: zipfile.ZipInfo) -> int | None:
    """The offset behind the bytes of a file; None where its header is missing or says other sizes than the directory."""
    at = member.header_offset
    if at < 0 or at + _LOCAL.size > len(data):
        return None
    sign, _, flags, method, _, _, checksum, packed, size, name, extra = _LOCAL.unpack_from(data, at)
    if sign != _FILE or method != member.compress_type:
        return None
    told = (checksum, packed, size)
    known = (member.CRC, member.compress_size, member.file_size)
    if not flags & _TOLD_BEHIND and _IN_ZIP64 not in told and told != known:
        return None
    return at + _LOCAL.size + name + extra + member.compress_size
