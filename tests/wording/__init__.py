"""Specifications of figures in words."""
