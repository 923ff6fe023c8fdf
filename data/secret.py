"""The secret of a store, under which names of people are kept: a file of its own (0600), or EREPUTATION_SECRET.

It lies outside the file of the store and outside its backups: whoever has only these can neither tell a pseudonym's person
nor test a name. It is made once. Who loses it keeps every figure, but no later file can be matched with what is there:
loading is refused until it is put back, rather than counting each author twice.

SQL computes HMAC-SHA256 with the two pads of the secret, which lie in a table in memory (`staging.secret_pads`).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import duckdb

from data.sentences import Refusal

SETTING = "EREPUTATION_SECRET"
CHECK = "secret_check"  # the setting: what the secret makes of a constant, so that another one is noticed
LEAST = 16  # letters
_BLOCK = 64  # bytes, of SHA-256


def key_at(path: Path) -> bytes | None:
    """The secret of EREPUTATION_SECRET, else of a file; None where there is none. Raises Refusal where it is too short."""
    written = os.environ.get(SETTING, "").strip()
    if not written:
        try:
            written = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise Refusal("The secret {file} cannot be read: {error}.", file=path.name, error=str(error)) from error
        if not written:  # of a process that ended before it had written it
            return None
    if len(written) < LEAST:
        raise Refusal("The secret of the store is too short: it needs {least} letters at least.", least=LEAST)
    return written.encode()


def lay_out(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Put the pads of the secret where SQL finds them; none where there is no secret."""
    cursor.execute("create or replace table staging.secret_pads (inner_pad blob, outer_pad blob)")
    key = key_at(path)
    if key is not None:
        block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
        pads = [bytes(byte ^ mask for byte in block) for mask in (0x36, 0x5C)]
        cursor.execute("insert into staging.secret_pads values (?, ?)", pads)


def keyed(text: str) -> str:
    """SQL: the HMAC-SHA256 of a text under the secret, as 64 hexadecimal digits."""
    inner = f"sha256((select inner_pad from staging.secret_pads) || encode({text}))"
    return f"sha256((select outer_pad from staging.secret_pads) || unhex({inner}))"


def number(text: str) -> str:
    """SQL: a text under the secret, as a number of 64 bits."""
    return f"cast('0x' || substr({keyed(text)}, 1, 16) as ubigint)"


def plain_name(name: str) -> str:
    """SQL for a name of a person as compared: lower case, composed letters, without @."""
    return f"nfc_normalize(ltrim(lower(trim({name})), '@'))"


def pseudonym(channel: str, author: str) -> str:
    """SQL: the name that stands for an author of a network, always the same: 'author 3f9a1c0be7d2'."""
    told = keyed(f"concat('author|', {channel}, '|', lower({author}))")
    return f"case when {author} is not null then concat('author ', substr({told}, 1, 12)) end"


def erased_key(channel: str, name: str) -> str:
    """SQL: what is kept of the name of a person who asked to be erased, on a network, or with '' on every one."""
    return keyed(f"concat('erased|', {channel}, '|', {plain_name(name)})")
