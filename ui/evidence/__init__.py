"""The evidence of a figure: its definition, its SQL, and the records that it counts."""
