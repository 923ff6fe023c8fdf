"""Specifications of recognition: formats and column mapping."""
