"""Specifications of the KPIs, by what they count."""
