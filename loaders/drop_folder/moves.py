"""How a file leaves the inbox folder: into `loaded` or `refused`, with its receipt beside it, over no other file.

The receipt is written first, under a name that it alone has, and so reserves the name of the file. What was moved is then
read once more: if another file took its place after the load, it goes back to wait for its turn.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from data.sentences import Refusal
from loaders.drop_folder.folder import OURS, WAITING, Unsettled, hash_of

RECEIPT, QUESTION = ".receipt.txt", ".question.txt"
LONGEST = 160  # bytes of a name, as some file systems hold fewer than 255


def prepare(folder: Path) -> None:
    """Make the subfolders, for this user alone. Raises Refusal where that cannot be."""
    for name in OURS:
        place = folder / name
        try:
            place.mkdir(mode=0o700, exist_ok=True)
            is_folder = stat.S_ISDIR(place.lstat().st_mode)
        except OSError as error:
            raise Refusal(
                "{folder} cannot be written to ({reason}): a file that is loaded could not be moved, so nothing is "
                "loaded from there.",
                folder=str(folder),
                reason=error.strerror or str(error),
            ) from error
        if not is_folder or not os.access(place, os.W_OK | os.X_OK):
            raise Refusal(
                "{place} is no folder that this program may write to: nothing is loaded until it is.", place=str(place)
            )


def settle(folder: Path, name: str, *, sha256: str, to: str, receipt: str) -> Path:
    """Move a file to the subfolder `to` with its receipt; where it lies now.

    Raises Unsettled when the file is gone or is no longer the one of that hash (it is then where it was), OSError when it
    cannot be moved.
    """
    target, told = _reserved(folder / to, name, receipt)
    try:
        os.rename(folder / name, target)
    except BaseException as error:
        told.unlink(missing_ok=True)
        if isinstance(error, FileNotFoundError):
            raise Unsettled from error
        raise
    if not stat.S_ISREG(target.lstat().st_mode) or hash_of(target) != sha256:
        put_back(target, folder, name)
        told.unlink(missing_ok=True)
        raise Unsettled
    return target


def put_back(path: Path, folder: Path, name: str) -> Path:
    """Move a file back into the folder, under its name or, where that is taken, under another; where it lies now."""
    for wished in _names(name):
        try:
            os.link(path, folder / wished, follow_symlinks=False)
        except FileExistsError:
            continue
        except (OSError, NotImplementedError):  # a file system without links
            if os.path.lexists(folder / wished):
                continue
            os.rename(path, folder / wished)
            return folder / wished
        path.unlink()
        return folder / wished
    raise AssertionError("names do not end")


def ask(folder: Path, name: str, question: str) -> None:
    """Write what a file waits for into the subfolder `waiting`, in place of what was asked before."""
    path = folder / WAITING / (_fitted(name) + QUESTION)
    partial = path.with_name(f".{path.name}.part")
    _write(partial, question, os.O_TRUNC)
    partial.replace(path)


def forget_questions(folder: Path, waiting: Iterable[str]) -> None:
    """Delete the questions of files that wait no longer."""
    asked = {_fitted(name) + QUESTION for name in waiting}
    for path in (folder / WAITING).glob(f"*{QUESTION}"):
        if path.name not in asked:
            with suppress(OSError):  # it is told wrong for a while, and harms nothing
                path.unlink()


def _reserved(place: Path, name: str, receipt: str) -> tuple[Path, Path]:
    """A name that no file has there, and the receipt beside it, written."""
    for wished in _names(name):
        target, told = place / wished, place / (wished + RECEIPT)
        if os.path.lexists(target):
            continue
        try:
            _write(told, receipt, os.O_EXCL)
        except FileExistsError:
            continue
        return target, told
    raise AssertionError("names do not end")


def _names(name: str) -> Iterable[str]:
    """The name, then the name with the moment, then with a number as well."""
    yield _fitted(name)
    moment = f".{datetime.now():%Y-%m-%d_%H%M%S}"
    yield _fitted(name, moment)
    for number in range(2, 100_000):
        yield _fitted(name, f"{moment}-{number}")


def _fitted(name: str, mark: str = "") -> str:
    """The name with a mark before its ending, cut to what a file system holds."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > 12:
        stem, dot, ending = name, "", ""
    room = LONGEST - len(os.fsencode(mark + dot + ending))
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return f"{stem}{mark}{dot}{ending}"


def _write(path: Path, text: str, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as target:
            target.write(text)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
