"""Keeps the files of a lake few and young: small ones joined, snapshots and files of no use deleted, deletions carried out."""

from __future__ import annotations

import duckdb

from data.lake.catalogue import ALIAS

KEPT_HOURS = 24  # of snapshots: longer than the longest load, and than whoever reads one of them


def compact(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write rows that the catalogue holds to Parquet files, and join small files."""
    cursor.execute(f"call ducklake_flush_inlined_data('{ALIAS}')")
    cursor.execute(f"call ducklake_merge_adjacent_files('{ALIAS}')")


def expire(cursor: duckdb.DuckDBPyConnection, *, hours: float = KEPT_HOURS) -> int:
    """Delete the snapshots that are older, and the files that no other one needs; how many files.

    A file of a transaction that is still open is in no snapshot: it is younger than any that is deleted.
    """
    age = f"now() - interval '{int(hours * 3600)} seconds'"
    cursor.execute(f"call ducklake_expire_snapshots('{ALIAS}', older_than => {age})")
    gone = cursor.execute(f"call ducklake_cleanup_old_files('{ALIAS}', older_than => {age})").fetchall()
    orphans = cursor.execute(f"call ducklake_delete_orphaned_files('{ALIAS}', older_than => {age})").fetchall()
    return len(gone) + len(orphans)


def purge(cursor: duckdb.DuckDBPyConnection) -> None:
    """Have no file hold what was deleted: a deletion leaves the rows in their file, and expiry alone the file in its place. A
    load that was killed leaves a file that no snapshot names, with all its rows.

    Call it in the turn of this process: no other one of ours writes meanwhile, so that a file without a name is of no open load.
    """
    cursor.execute(f"call ducklake_flush_inlined_data('{ALIAS}')")
    cursor.execute(f"call ducklake_rewrite_data_files('{ALIAS}', delete_threshold => 0)")
    cursor.execute(f"call ducklake_expire_snapshots('{ALIAS}', older_than => now())")
    cursor.execute(f"call ducklake_cleanup_old_files('{ALIAS}', cleanup_all => true)")
    cursor.execute(f"call ducklake_delete_orphaned_files('{ALIAS}', cleanup_all => true)")
