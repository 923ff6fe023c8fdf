"""The rows that a figure is computed from: mentions, other records, and the coverage of the sources."""
