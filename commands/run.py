"""Runs a command of the command line: in this process, or in the one that owns the store."""

from __future__ import annotations

import base64
import errno
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import duckdb

from commands import mailbox
from data import opening, private
from data.migrations import open_store
from data.sentences import Refusal
from data.store import Store, StoreBusy, store_path

MADE = "made"  # in the files of a command: the folder of the files that it makes

# a command: arguments, store, files by their name in the arguments, output, errors -> exit code
Command = Callable[[list[str], Store, dict[str, Path], TextIO, TextIO], int]


def run(
    program: str, command: Command, arguments: list[str], *, files: dict[str, Path], made: Path | None = None
) -> int:
    """Run a command on the store; when another process owns it, hand the command and its files over.

    `made`: the folder of the files that the command makes, which it finds under MADE in its `files`; those that the owner
    makes are sent back, and written there.
    """
    path = store_path()
    try:
        store = open_store(path)
    except StoreBusy:
        return _hand_over(program, path, arguments, files, made)
    except Refusal as refusal:  # damaged, of a newer version, of another program …
        print(refusal, file=sys.stderr)
        return 1
    try:
        given = files if made is None else {**files, MADE: made}
        return _carried_out(command, arguments, store, given, sys.stdout, sys.stderr)
    finally:
        store.close()


def handler(command: Command) -> mailbox.Handler:
    """The owner's side: run a command that another process handed over."""

    def carry_out(store: Store, request: dict[str, Any], folder: Path) -> dict[str, Any]:
        output, errors = io.StringIO(), io.StringIO()
        files = {file["given"]: folder / file["place"] for file in _named_files(request)}
        made = folder / MADE
        made.mkdir()
        code = _carried_out(command, request["content"]["arguments"], store, {**files, MADE: made}, output, errors)
        sent = {one.name: base64.b64encode(one.read_bytes()).decode() for one in sorted(made.iterdir())}
        told = {"code": code, "output": output.getvalue(), "errors": errors.getvalue()}
        return {**told, "made": sent} if sent else told

    return carry_out


def _carried_out(
    command: Command, arguments: list[str], store: Store, files: dict[str, Path], output: TextIO, errors: TextIO
) -> int:
    """Run a command; a disk or folder that takes no writing is told in a sentence, wherever the command met it."""
    try:
        return command(arguments, store, files, output, errors)
    except (duckdb.Error, OSError) as error:
        refusal = _unwritable(error, store.path)
        if refusal is None:
            raise
        print(refusal, file=errors)
        return 1


def _unwritable(error: duckdb.Error | OSError, path: Path) -> Refusal | None:
    if isinstance(error, duckdb.Error):  # which writes beside the store alone
        return opening.refusal_of(error, path) if opening.is_unwritable(error) else None
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM):
        return None
    return Refusal(
        "A file could not be written: {reason}. Free some space, or make its folder writable; what was committed in the store "
        "is safe.",
        reason=": ".join(str(one) for one in (error.strerror, error.filename) if one),
    )


def _hand_over(program: str, path: Path, arguments: list[str], files: dict[str, Path], made: Path | None) -> int:
    try:
        content = {"arguments": arguments, "given": list(files)}
        reply = mailbox.ask(path, program, content, files=list(files.values()))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for name, content in reply.get("made", {}).items():
        if made is not None:
            (made / Path(name).name).write_bytes(base64.b64decode(content))
            private.for_others(made / Path(name).name)
    sys.stdout.write(reply["output"])
    sys.stderr.write(reply["errors"])
    return int(reply["code"])


def _named_files(request: dict[str, Any]) -> list[dict[str, str]]:
    """The files of a request, each with its name in the arguments."""
    names = request["content"]["given"]
    return [{**file, "given": name} for file, name in zip(request["files"], names, strict=True)]
