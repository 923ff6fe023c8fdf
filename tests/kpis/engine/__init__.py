"""Specifications of the engine: periods, changes, statistics."""
