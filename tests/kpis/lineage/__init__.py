"""Specifications of the rows behind a figure."""
