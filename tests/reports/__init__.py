"""Specifications of documents."""
