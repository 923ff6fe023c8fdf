"""Each KPI as a specification: rows in a table, the figures expected of them with their arithmetic."""
