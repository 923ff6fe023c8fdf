"""Specifications of the languages: catalogue, numbers and dates."""
