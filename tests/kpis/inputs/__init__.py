"""Specifications of the computed input tables."""
