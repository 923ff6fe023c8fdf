"""The report of a week, a month or a quarter: one frozen model, and its faces."""
