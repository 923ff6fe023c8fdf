"""The door of the store: it asks who acts before each statement that writes, and notes what was written.

What a statement writes is read from its own text, so that no caller can forget to ask; what depends on the rows (a kind of
decision, the withdrawal of an upload) is looked at before the commit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb

from data.access import log, noted, rights
from data.access.acting import APPROVER, NOBODY, VIEWER, Actor
from data.sentences import N_, Refusal

LIMITED = N_(
    "Your access is limited to some brands: you may look and download, but not change what every brand shares."
)


class Door:
    """One transaction of one actor. `cursor`: its own, which asks nothing. `fresh`: gives another one, which sees what was
    committed since the transaction began. `is_noted`: whether the audit log is told."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        who: Actor,
        fresh: Callable[[], duckdb.DuckDBPyConnection],
        *,
        is_noted: bool = True,
    ) -> None:
        self._is_noted = is_noted
        self._cursor = cursor
        self._fresh = fresh
        self.who = who
        self._marks: dict[str, Any] = {}  # table that is noted -> what was in it before
        self._remade: set[str] = set()  # tables that a migration makes
        self._tables: set[str] = set()
        self._is_told = True  # whether each statement told what it writes

    def before(self, query: str) -> None:
        """Raises Refusal where the actor may not write what a statement writes."""
        found = rights.written(query)
        self._tables.update(table for _, table in found)
        self._is_told = self._is_told and bool(found)
        for verb, table in found:
            role = rights.needed(table)
            if role is None:
                continue
            if table == "audit_log" and verb not in ("insert", "create"):
                raise ValueError(f"the audit log is appended to, never changed: {query}")
            if not self.who.may(role):
                raise refusal(self.who, role)
            if verb in ("create", "alter", "drop"):
                self._remade.add(table)
            if verb in ("insert", "update", "merge", "delete") and table in noted.NOTED and table not in self._marks:
                self._marks[table] = noted.mark(self._cursor, table)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was written that a figure could rest on: the log and the sign-ins alone."""
        return self._is_told and bool(self._tables) and self._tables <= rights.OF_THE_DOOR

    def close(self) -> None:
        """Note what was written; call it before the commit. Raises Refusal where a row is beyond the actor."""
        written: list[log.Entry] = []
        for table, marked in self._marks.items():
            if table in self._remade:
                continue
            if table == "decisions":
                self._decisions(marked)
            if table == "uploads" and not self.who.may(APPROVER) and noted.withdrew(self._cursor, marked):
                raise refusal(self.who, APPROVER)
            written += noted.entries(self._cursor, table, marked)
        if written and self._is_noted:
            log.append(self._cursor, self.who, written, committed=self._committed())

    def _committed(self) -> tuple[int, str]:
        """The last entry of a transaction that began and ended within this one."""
        cursor = self._fresh()
        try:
            return log.last(cursor)
        except duckdb.CatalogException:  # the table is being made
            return 0, ""
        finally:
            cursor.close()

    def _decisions(self, marked: Any) -> None:
        for kind, subject, before in noted.decided(self._cursor, marked):
            role = rights.DECISIONS.get(kind, APPROVER)
            if not self.who.may(role):
                raise refusal(self.who, role)
            is_viewer = self.who.role == VIEWER or self.who.brands is not None
            if kind == "view" and is_viewer and before not in (None, self.who.name):
                if self.who.brands is not None:  # who else keeps views is not theirs to know
                    raise Refusal("The name '{name}' is taken: keep your view under another one.", name=subject)
                raise Refusal(
                    "The view '{name}' is {owner}'s: keep yours under another name.", name=subject, owner=before
                )


def refusal(who: Actor, role: str) -> Refusal:
    """What to tell an actor who may not do what a role may."""
    if who.role == NOBODY:
        return Refusal("Sign in to change something: nobody is signed in here.")
    if who.brands is not None:
        return Refusal(LIMITED)
    return Refusal(rights.NEEDS.get(role, rights.NEEDS[APPROVER]))


def require(who: Actor, role: str) -> None:
    """Raises Refusal unless the actor may do what a role may: for what is done beside the tables, such as files."""
    if not who.may(role):
        raise refusal(who, role)
