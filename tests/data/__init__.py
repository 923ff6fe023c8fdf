"""Specifications of the store: decisions, what is derived, migrations."""
