"""The store of several machines: DuckLake, its catalogue in PostgreSQL and its rows in Parquet files that all of them reach."""
