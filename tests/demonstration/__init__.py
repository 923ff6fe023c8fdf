"""Specifications of the demonstration: its files, its story, the work of its team."""
