"""A folder to drop things into, and a loader that keeps what it is given in place of a store."""

import hashlib
from contextlib import nullcontext

from commands.drop_folder import Watched
from commands.drop_outcome import Outcome

MARCH = "Date,Brand,Channel,Text\n2026-03-02 10:00,Aurelle,X,fine\n2026-03-09,Velmont,X,good\nnever,Aurelle,X,wrong\n"


class Ledger:
    """A loader that keeps what it is given in place of a store, and may be asked to fail for some names."""

    def __init__(self):
        self.held, self.fails = {}, {}

    def load(self, path, name, *, waited):
        if name in self.fails:
            raise self.fails[name]
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        status = "refused" if content.startswith(b"%PDF") else "already loaded" if sha256 in self.held else "loaded"
        if status == "loaded":
            self.held[sha256] = (name, content.decode())
        return Outcome(status, sha256, f"{status} {name}")

    def settle(self):
        pass


class Folder:
    """A folder that is looked at, with things to drop into it."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.ledger = folder, Ledger()
        self.watched = Watched(folder, None, lambda _known: True)

    def look(self, times=2):
        return [one for _ in range(times) for one in self.watched.make_round(lambda: nullcontext(self.ledger))]

    @property
    def seen(self):
        return self.watched.look

    def loaded(self):
        """Name and text of what was loaded, in that order."""
        return list(self.ledger.held.values())

    def drop(self, name, text=MARCH):
        (self.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def here(self, place=""):
        return sorted(one.name for one in (self.folder / place).iterdir() if one.is_file())

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")
