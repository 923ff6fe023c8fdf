"""Specifications of what screens are made of."""
