"""Specifications of loading: whole files, from bytes to records."""
