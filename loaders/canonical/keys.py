"""What identifies the records of one table of an upload."""

from __future__ import annotations

from dataclasses import dataclass

from data.store import literal
from loaders.tables import Table


@dataclass(frozen=True)
class TableKey:
    """Identifies the records of one table of an upload: canonical table, upload, and name of the table in its file."""

    table: Table
    upload_id: str
    part: str

    @property
    def own(self) -> str:
        """SQL condition: the record belongs to this key."""
        return self.rows_of(self.table.records)

    def rows_of(self, table: str) -> str:
        """SQL condition: the row of `table` belongs to this key."""
        return f"({table}.upload_id = {literal(self.upload_id)} and {table}.part = {literal(self.part)})"
