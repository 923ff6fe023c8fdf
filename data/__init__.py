"""The store: one DuckDB file, its ledger of uploads, and what people decide about it."""
