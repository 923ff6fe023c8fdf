"""Runs a command of the command line: in this process, or in the one that owns the store."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from commands import mailbox
from data.migrations import open_store
from data.sentences import Refusal
from data.store import Store, StoreBusy, store_path

# a command: arguments, store, files by their name in the arguments, output, errors -> exit code
Command = Callable[[list[str], Store, dict[str, Path], TextIO, TextIO], int]


def run(program: str, command: Command, arguments: list[str], *, files: dict[str, Path]) -> int:
    """Run a command on the store; when another process owns it, hand the command and its files over."""
    path = store_path()
    try:
        store = open_store(path)
    except StoreBusy:
        return _hand_over(program, path, arguments, files)
    try:
        return command(arguments, store, files, sys.stdout, sys.stderr)
    finally:
        store.close()


def handler(command: Command) -> mailbox.Handler:
    """The owner's side: run a command that another process handed over."""

    def carry_out(store: Store, request: dict[str, Any], folder: Path) -> dict[str, Any]:
        output, errors = io.StringIO(), io.StringIO()
        files = {file["given"]: folder / file["place"] for file in _named_files(request)}
        code = command(request["content"]["arguments"], store, files, output, errors)
        return {"code": code, "output": output.getvalue(), "errors": errors.getvalue()}

    return carry_out


def _hand_over(program: str, path: Path, arguments: list[str], files: dict[str, Path]) -> int:
    try:
        content = {"arguments": arguments, "given": list(files)}
        reply = mailbox.ask(path, program, content, files=list(files.values()))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    sys.stdout.write(reply["output"])
    sys.stderr.write(reply["errors"])
    return int(reply["code"])


def _named_files(request: dict[str, Any]) -> list[dict[str, str]]:
    """The files of a request, each with its name in the arguments."""
    names = request["content"]["given"]
    return [{**file, "given": name} for file, name in zip(request["files"], names, strict=True)]
