"""Which column of a table is what, where no format says it: by its values, then by its name."""
