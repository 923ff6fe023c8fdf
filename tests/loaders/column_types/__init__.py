"""Specifications of column types: dates, numbers and sentiments."""
