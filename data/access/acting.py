"""Who acts: a person who signed in, the person of this machine, or a part of the program.

Whoever writes is named before the store lets them. In a server, a thread that nobody named is nobody, and writes
nothing; on the command line, the owner of the machine acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

NOBODY, VIEWER, ANALYST, APPROVER, PROGRAM = "nobody", "viewer", "analyst", "approver", "program"
ROLES = (VIEWER, ANALYST, APPROVER)  # of people, each may do what the one before may
RANKS = {NOBODY: 0, VIEWER: 1, ANALYST: 2, APPROVER: 3, PROGRAM: 4}


@dataclass(frozen=True)
class Actor:
    """`name`: as the ledger lists it, an e-mail address or a name. `role`: one of RANKS. `subject`: who it is at the
    provider of the sign-in, '' without one. `brands`: all that the person may see, who then does what a viewer may; None:
    every brand."""

    name: str
    role: str
    subject: str = ""
    brands: tuple[str, ...] | None = field(default=None)

    def may(self, role: str) -> bool:
        """Whether the actor may do what a role may."""
        rank = RANKS[self.role] if self.brands is None else min(RANKS[self.role], RANKS[VIEWER])
        return rank >= RANKS[role]


STRANGER = Actor("", NOBODY)
COMMAND_LINE = Actor("command line", PROGRAM)

_ACTING: ContextVar[Actor | None] = ContextVar("who acts", default=None)
_ways: list[Callable[[], Actor | None]] = []  # how an entry tells who acts in a thread of its own
_served = False


def current() -> Actor:
    """Who acts in this thread, asked anew at each call: what was withdrawn a second ago is gone."""
    named = _ACTING.get()
    if named is not None:
        return named
    for way in _ways:
        found = way()
        if found is not None:
            return found
    return STRANGER if _served else COMMAND_LINE


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Whatever is done in the block is done by this actor, whoever called it."""
    token = _ACTING.set(actor)
    try:
        yield actor
    finally:
        _ACTING.reset(token)


def program(name: str) -> Actor:
    """A part of the program, which may write everything: 'scheduler', 'inbox folder' …"""
    return Actor(name, PROGRAM)


def ask(way: Callable[[], Actor | None]) -> None:
    """Ask `way` too who acts in a thread; None: it does not know. Said once by an entry."""
    if way not in _ways:
        _ways.append(way)


def serve_others() -> None:
    """From now on a thread that nobody named may write nothing: this process answers other people."""
    global _served
    _served = True


def is_served() -> bool:
    """Whether this process answers other people."""
    return _served
