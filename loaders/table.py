"""The shape of a canonical table as loaders see it: its fields, their kinds, and what identifies a record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One column that a format's SELECT may return."""

    name: str
    kind: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A canonical table: where its records live and which fields feed it."""

    name: str
    records: str
    fields: tuple[Field, ...]
    one_of: tuple[str, ...] = ()  # at least one of these fields must be mapped
    # what identifies a record, beside its brand: the first of these sets of columns that are all known
    identity: tuple[tuple[str, ...], ...] = ()

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)
