"""Specifications of reading: from bytes to tables of text."""
