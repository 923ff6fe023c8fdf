"""Specifications of canonical records."""
