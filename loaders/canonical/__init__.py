"""From typed columns to records of the canonical tables, with their rejects and extra columns."""
