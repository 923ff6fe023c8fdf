"""Specifications of comparisons, drivers, episodes and label accuracy."""
