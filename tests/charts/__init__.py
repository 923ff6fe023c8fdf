"""Specifications of the charts: what is drawn for a small frame."""
