"""The inbox folder: where other programs drop exports, which are loaded from there, and the language of their receipts.

EREPUTATION_INBOX names the folder, else a setting does. (`Store.inbox` is another one: that of the requests of this
program's own command line.)
"""

from __future__ import annotations

import os
from pathlib import Path

from data.access.acting import APPROVER, current
from data.access.door import require
from data.sentences import Refusal
from data.store import Store, now, setting

FOLDER, LANGUAGE = "inbox_folder", "inbox_language"  # the settings
VARIABLE = "EREPUTATION_INBOX"
OFF = "off"  # in the variable: no folder, whatever the setting says
ORIGIN = "inbox folder"  # of the uploads that come from there, and their author where nobody answered a question
LANGUAGES = ("fr", "en")

PROGRAM = Path(__file__).resolve().parents[2]
# what is moved out of these would be missed by the machine, or by everyone who has files there
_OF_THE_SYSTEM = (  # and all below
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/sbin", "/sys", "/usr",
)  # fmt: skip
_OF_EVERYONE = [
    "/",
    "/home",
    "/media",
    "/mnt",
    "/opt",
    "/root",
    "/run",
    "/srv",
    "/tmp",
    "/var",
    "/var/tmp",
    "/Users",
    "/Volumes",
]  # not what is below
_OF_THE_STORE = (".files", ".work", ".figures", ".inbox")  # beside the store file


def of_environment() -> str:
    """The folder that the environment names; OFF: none at all; '': the setting decides."""
    written = os.environ.get(VARIABLE, "").strip()
    return OFF if written.lower() == OFF else written


def folder(store: Store) -> str:
    """The inbox folder, as it was written; '' for none. `checked` says whether it can be one."""
    written = of_environment()
    return "" if written == OFF else written or setting(store, FOLDER, "")


def language_of(store: Store) -> str:
    """The language of receipts and questions that are written into the folder."""
    return setting(store, LANGUAGE, LANGUAGES[0])


def choose(store: Store, written: str, *, language: str, who: str) -> None:
    """Set the folder, which is made where there is none, and the language of what is written there; '': no folder.

    Raises Refusal where it cannot be an inbox folder, or cannot be made or written to.
    """
    require(current(), APPROVER)
    if of_environment():
        raise Refusal("EREPUTATION_INBOX is set where the dashboard is started: it alone names the inbox folder.")
    wished = written.strip()
    if wished:
        path = checked(wished, store.path)
        make(path)
        if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise Refusal(
                "The folder {folder} cannot be read and written by this program: files are moved out of it once they are "
                "loaded. Give it the rights.",
                folder=str(path),
            )
    choose_language(store, language, who=who)
    if setting(store, FOLDER, "") != wished:
        store.append("settings", {"name": FOLDER, "value": wished, "set_at": now(), "set_by": who})


def choose_language(store: Store, language: str, *, who: str) -> None:
    """Set the language of receipts. Raises Refusal for another than LANGUAGES."""
    if language not in LANGUAGES:
        raise Refusal("'{language}' is not a language of receipts: use fr or en.", language=language)
    if setting(store, LANGUAGE, LANGUAGES[0]) != language:
        store.append("settings", {"name": LANGUAGE, "value": language, "set_at": now(), "set_by": who})


def make(path: Path) -> None:
    """Make the folder, for this user alone, where there is none. Raises Refusal."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            "The folder {folder} cannot be made: {reason}.", folder=str(path), reason=error.strerror or str(error)
        ) from error


def checked(written: str, store: Path) -> Path:
    """The path of a folder that may be an inbox folder beside that store file; it need not exist.

    Raises Refusal for a path that is not absolute, and for a folder whose files something else needs where they are.
    """
    path = Path(written)
    if "\0" in written or not path.is_absolute():
        raise Refusal(
            "'{folder}' is not a whole path: write it from the root of this machine, such as /srv/exports.",
            folder=written.replace("\0", "?"),
        )
    real = Path(os.path.realpath(path))
    parents = (real, *real.parents)
    beside = [store.with_suffix(ending) for ending in _OF_THE_STORE]
    if real == _real(store.parent) or any(_real(one) in parents for one in beside):
        raise Refusal(
            "{folder} holds the store itself: name a folder of its own, such as one inside it.", folder=written
        )
    if real in map(_real, map(Path, _OF_EVERYONE)) or real == _real(Path.home()) or real == Path(real.anchor):
        raise Refusal(
            "{folder} holds more than exports, and every file in it would be moved: name a folder of its own.",
            folder=written,
        )
    if any(Path(one) in (*parents, *path.parents) for one in _OF_THE_SYSTEM) or _has_program(real):
        raise Refusal("{folder} belongs to a program: name a folder of its own.", folder=written)
    if path.exists() and not path.is_dir():
        raise Refusal("{folder} is a file, not a folder.", folder=written)
    return path


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _has_program(real: Path) -> bool:
    """Whether this program's own files stand in the folder."""
    if real == PROGRAM or real in PROGRAM.parents:
        return True
    return PROGRAM in real.parents and real.is_dir() and any(real.glob("*.py"))
